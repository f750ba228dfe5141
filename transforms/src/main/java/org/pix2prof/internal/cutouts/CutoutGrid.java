package org.pix2prof.internal.cutouts;

import org.pix2prof.wcs.LocalWcs;

/**
 * The pixels of one cutout: a square of the pixel grid of the frame that has the position farthest
 * from its edges, and what of them that frame has.
 *
 * @param source URI of that frame's file
 * @param hdu of that frame
 * @param side pixels along x and along y
 * @param covered what the frame has
 * @param wcs the sky about the position, in the cutout's pixels
 */
record CutoutGrid(String source, int hdu, int side, PixelBox covered, LocalWcs wcs) {}
