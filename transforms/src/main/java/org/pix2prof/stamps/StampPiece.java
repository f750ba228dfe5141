package org.pix2prof.stamps;

import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.values.GalaxyImage;

/**
 * A part of a stamp that straddles frames.
 *
 * @param side of the stamp, pixels
 * @param x of the part's first pixel in the stamp
 * @param y of it
 * @param rank 0 where it comes from the stamp's own frame; of other parts the lowest counts first
 * @param image the part's pixels, on the stamp's grid; what it says of the sky is in the stamp's
 *     pixels, counted from the stamp's first one
 */
@DefaultCoder(StampPieceCoder.class)
public record StampPiece(int side, int x, int y, int rank, GalaxyImage image) {
  /** Stands in a part for a pixel that its frame has, but without a value. NaN is none at all. */
  static final float NO_VALUE = Float.POSITIVE_INFINITY;
}
