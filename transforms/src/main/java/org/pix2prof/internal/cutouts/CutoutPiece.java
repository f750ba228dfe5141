// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.values.GalaxyImage;

/**
 * A piece of a cutout that spans several frames.
 *
 * @param side of the cutout, pixels
 * @param x of the piece's first pixel in the cutout
 * @param y of the piece's first pixel in the cutout
 * @param rank 0 for the cutout's own frame; pieces of other frames take precedence in the order of
 *     their rank
 * @param image the piece's pixels, on the cutout's grid; its WCS refers to the cutout's pixels
 */
@DefaultCoder(CutoutPieceCoder.class)
public record CutoutPiece(int side, int x, int y, int rank, GalaxyImage image) {
  /** Marks a pixel within the frame that has no value. NaN marks a pixel outside of the frame. */
  static final float NO_VALUE = Float.POSITIVE_INFINITY;
}
