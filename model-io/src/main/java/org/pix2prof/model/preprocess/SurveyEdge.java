// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

/**
 * Finds unobserved areas that a survey stores as 0: solid blocks of exact zeros along the edge of
 * an image that has noise everywhere else.
 */
final class SurveyEdge {
  private static final int SMALLEST_BLOCK = 16;

  /** Fraction of zeros among the other pixels above which 0 is an ordinary value of the image. */
  private static final double ORDINARY = 0.01;

  /**
   * Fraction of zeros in the border above which 0 is the sky of a cutout that is masked around the
   * galaxy.
   */
  private static final double MASKED_CUTOUT = 0.9;

  /** Sets these pixels to NaN in place. */
  static void blank(Plane plane) {
    float[] pixels = plane.pixels();
    int width = plane.width();
    int height = plane.height();
    if (!zeroAtEdge(plane)) {
      return;
    }
    boolean[] block = new boolean[pixels.length];
    int[] queue = new int[pixels.length];
    int blanked = 0;
    for (int y = 0; y < height; y++) {
      int step = y == 0 || y == height - 1 ? 1 : Math.max(1, width - 1);
      for (int x = 0; x < width; x += step) {
        blanked += fill(plane, y * width + x, block, queue);
      }
    }
    int zeros = 0;
    int others = 0;
    int border = 0;
    int inBorder = 0;
    int ring = SkyEstimator.borderWidth(width, height);
    for (int i = 0; i < pixels.length; i++) {
      int x = i % width;
      int y = i / width;
      if (Math.min(Math.min(x, width - 1 - x), Math.min(y, height - 1 - y)) < ring) {
        border++;
        inBorder += block[i] ? 1 : 0;
      }
      if (!block[i]) {
        others++;
        zeros += pixels[i] == 0 ? 1 : 0;
      }
    }
    if (blanked == 0 || inBorder > MASKED_CUTOUT * border || zeros > ORDINARY * others) {
      return;
    }
    for (int i = 0; i < pixels.length; i++) {
      if (block[i]) {
        pixels[i] = Float.NaN;
      }
    }
  }

  private static boolean zeroAtEdge(Plane plane) {
    int right = plane.width() - 1;
    int bottom = plane.height() - 1;
    for (int x = 0; x <= right; x++) {
      if (plane.at(x, 0) == 0 || plane.at(x, bottom) == 0) {
        return true;
      }
    }
    for (int y = 0; y <= bottom; y++) {
      if (plane.at(0, y) == 0 || plane.at(right, y) == 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Marks the zeros connected to a pixel by their sides if the block is large; returns their
   * number.
   */
  private static int fill(Plane plane, int start, boolean[] block, int[] queue) {
    float[] pixels = plane.pixels();
    if (pixels[start] != 0 || block[start]) {
      return 0;
    }
    int width = plane.width();
    int size = 0;
    int seen = 1;
    queue[0] = start;
    block[start] = true;
    // The visited pixels stay in the front of the queue so that a small block can be unmarked.
    while (size < seen) {
      int i = queue[size++];
      int x = i % width;
      if (x > 0) {
        seen = visit(pixels, i - 1, block, queue, seen);
      }
      if (x < width - 1) {
        seen = visit(pixels, i + 1, block, queue, seen);
      }
      if (i >= width) {
        seen = visit(pixels, i - width, block, queue, seen);
      }
      if (i + width < pixels.length) {
        seen = visit(pixels, i + width, block, queue, seen);
      }
    }
    if (size >= SMALLEST_BLOCK) {
      return size;
    }
    for (int i = 0; i < size; i++) {
      block[queue[i]] = false;
    }
    return 0;
  }

  private static int visit(float[] pixels, int i, boolean[] block, int[] queue, int seen) {
    if (pixels[i] != 0 || block[i]) {
      return seen;
    }
    block[i] = true;
    queue[seen] = i;
    return seen + 1;
  }

  private SurveyEdge() {}
}
