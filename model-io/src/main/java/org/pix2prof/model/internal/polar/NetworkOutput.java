// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import ai.djl.ndarray.NDArray;

/**
 * Output of the network for a batch.
 *
 * @param logFlux {@code [batch][steps]}: natural logarithm of the flux per pixel over the sky's
 *     standard deviation
 * @param logScale {@code [batch][steps]}: natural logarithm of the scale b of the Laplace
 *     distribution of the surface brightness's error, mag/arcsec^2
 * @param stop {@code [batch][steps]}: logit of the profile having ended before the step
 * @param shape {@code [batch][steps][2]}: correction to eta of {@link Ellipses}
 * @param shift {@code [batch][2]}: correction to the centre, pixels
 */
public record NetworkOutput(
    NDArray logFlux, NDArray logScale, NDArray stop, NDArray shape, NDArray shift) {}
