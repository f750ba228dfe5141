// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.io.Serializable;

/**
 * A position in an image, in pixels: the middle of the first pixel is (0, 0), which is (1, 1) in
 * FITS and CRPIX.
 *
 * @param x along the rows
 * @param y along the columns
 * @serial exclude
 */
public record PixelPoint(double x, double y) implements Serializable {}
