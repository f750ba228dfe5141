// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import org.pix2prof.wcs.LocalWcs;

/**
 * The pixels of one cutout: a square of the pixel grid of the frame in which the position is
 * farthest from the edges.
 *
 * @param source URI of that frame's file
 * @param hdu of that frame
 * @param side pixels along x and along y
 * @param covered part of the square within the frame
 * @param wcs local WCS at the position, in the cutout's pixels
 */
record CutoutGrid(String source, int hdu, int side, PixelBox covered, LocalWcs wcs) {}
