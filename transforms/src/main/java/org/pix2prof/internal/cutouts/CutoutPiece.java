package org.pix2prof.internal.cutouts;

import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.values.GalaxyImage;

/**
 * A part of a cutout that straddles frames.
 *
 * @param side of the cutout, pixels
 * @param x of the part's first pixel in the cutout
 * @param y of it
 * @param rank 0 where it comes from the cutout's own frame; of other parts the lowest counts first
 * @param image the part's pixels, on the cutout's grid; what it says of the sky is in the cutout's
 *     pixels, counted from the cutout's first one
 */
@DefaultCoder(CutoutPieceCoder.class)
public record CutoutPiece(int side, int x, int y, int rank, GalaxyImage image) {
  /** Stands in a part for a pixel that its frame has, but without a value. NaN is none at all. */
  static final float NO_VALUE = Float.POSITIVE_INFINITY;
}
