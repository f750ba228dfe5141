// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.SplittableRandom;

/**
 * Pattern of missing pixels: strips along the sides and bad columns.
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
   * Draws a pattern: a few cutouts lack a strip at the edge of their frame, a few have bad columns.
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

  /** Returns true if a pixel is missing. */
  boolean at(int x, int y, int width, int height) {
    return x < left
        || x >= width - right
        || y < bottom
        || y >= height - top
        || (x >= badFrom && x < badFrom + bad);
  }
}
