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
 * @param sky {@code [batch]}: sky that was subtracted in excess, in the sky's standard deviation;
 *     null if the network does not predict it
 * @param contamination {@code [batch][steps][angles]}: logit of the share of other sources in a
 *     sample; null if the network does not predict it
 * @param target {@code [batch]}: logit of the source at the centre being the target; null if the
 *     network does not predict it
 */
public record NetworkOutput(
    NDArray logFlux,
    NDArray logScale,
    NDArray stop,
    NDArray shape,
    NDArray shift,
    NDArray sky,
    NDArray contamination,
    NDArray target) {}
