package org.pix2prof.training.simulate;

import java.util.SplittableRandom;

/**
 * Pixels without values: strips along the sides and a bad column.
 *
 * @param left columns at low x
 * @param right columns at high x
 * @param bottom rows at low y
 * @param top rows at high y
 * @param badFrom first bad column
 * @param bad number of bad columns, 0 for none
 */
public record MissingPixelPattern(int left, int right, int bottom, int top, int badFrom, int bad) {

  /**
   * A cutout cut at the edge of its survey frame lacks a strip on one side; few have bad columns.
   */
  static MissingPixelPattern draw(SplittableRandom random, int width, int height) {
    int[] strips = new int[4];
    if (random.nextDouble() < 0.04) {
      strips[random.nextInt(4)] =
          (int) RandomVariates.uniform(random, 1, 0.3 * Math.min(width, height));
    }
    int bad = random.nextDouble() < 0.03 ? 1 + random.nextInt(3) : 0;
    return new MissingPixelPattern(
        strips[0], strips[1], strips[2], strips[3], random.nextInt(width - bad), bad);
  }

  /** Whether a pixel of a frame has no value. */
  boolean at(int x, int y, int width, int height) {
    return x < left
        || x >= width - right
        || y < bottom
        || y >= height - top
        || (x >= badFrom && x < badFrom + bad);
  }
}
