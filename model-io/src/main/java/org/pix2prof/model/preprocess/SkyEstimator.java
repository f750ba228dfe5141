package org.pix2prof.model.preprocess;

import java.util.Arrays;

/**
 * The sky from the border of an image: the sigma-clipped median of a ring along the edge, its sigma
 * taken from the fainter half, which sources do not reach.
 */
final class SkyEstimator {
  private static final double BORDER = 0.08;
  private static final double CLIP = 3;
  private static final int FEWEST = 64;

  /** Share of a normal distribution that lies below one sigma under its middle. */
  private static final double ONE_SIGMA_BELOW = 0.158655;

  /**
   * Measures the sky.
   *
   * @param plane at least one pixel has a value
   */
  static SkyLevel estimate(Plane plane) {
    float[] values = border(plane);
    Arrays.sort(values);
    int from = 0;
    int to = values.length;
    double level = 0;
    double sigma = 0;
    for (int round = 0; round < 20; round++) {
      level = rank(values, from, to, 0.5);
      sigma = level - rank(values, from, to, ONE_SIGMA_BELOW);
      int keptFrom = firstAtLeast(values, from, to, level - CLIP * sigma);
      int keptTo = firstAtLeast(values, from, to, Math.nextUp((float) (level + CLIP * sigma)));
      if (keptFrom == from && keptTo == to || keptTo - keptFrom < 2) {
        break;
      }
      from = keptFrom;
      to = keptTo;
    }
    return new SkyLevel(level, sigma);
  }

  /** Width of the ring along the edge of an image of that size. */
  static int borderWidth(int width, int height) {
    return Math.max(2, (int) Math.round(BORDER * Math.min(width, height)));
  }

  /** The values in a ring along the edge of the part of the image that has values. */
  private static float[] border(Plane plane) {
    Bounds bounds = Bounds.of(plane);
    int ring = borderWidth(bounds.width(), bounds.height());
    float[] values = new float[bounds.width() * bounds.height()];
    int n = 0;
    for (int y = bounds.top; y <= bounds.bottom; y++) {
      boolean wholeRow = y < bounds.top + ring || y > bounds.bottom - ring;
      for (int x = bounds.left; x <= bounds.right; x++) {
        if (!wholeRow && x == bounds.left + ring && bounds.right - ring >= x) {
          x = bounds.right - ring + 1;
        }
        float v = plane.at(x, y);
        if (!Float.isNaN(v)) {
          values[n++] = v;
        }
      }
    }
    if (n < FEWEST) {
      n = 0;
      for (float v : plane.pixels()) {
        if (!Float.isNaN(v)) {
          values[n++] = v;
        }
      }
    }
    return Arrays.copyOf(values, n);
  }

  private static double rank(float[] sorted, int from, int to, double quantile) {
    double rank = from + (to - 1 - from) * quantile;
    int below = (int) rank;
    int above = Math.min(below + 1, to - 1);
    return sorted[below] + (rank - below) * ((double) sorted[above] - sorted[below]);
  }

  private static int firstAtLeast(float[] sorted, int from, int to, double limit) {
    int low = from;
    int high = to;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < limit) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The smallest rectangle that holds every pixel that has a value; all limits included. */
  private record Bounds(int left, int right, int top, int bottom) {
    int width() {
      return right - left + 1;
    }

    int height() {
      return bottom - top + 1;
    }

    static Bounds of(Plane plane) {
      int left = plane.width();
      int right = -1;
      int top = plane.height();
      int bottom = -1;
      for (int y = 0; y < plane.height(); y++) {
        int first = 0;
        while (first < plane.width() && Float.isNaN(plane.at(first, y))) {
          first++;
        }
        if (first == plane.width()) {
          continue;
        }
        int last = plane.width() - 1;
        while (Float.isNaN(plane.at(last, y))) {
          last--;
        }
        left = Math.min(left, first);
        right = Math.max(right, last);
        top = Math.min(top, y);
        bottom = y;
      }
      return new Bounds(left, right, top, bottom);
    }
  }

  private SkyEstimator() {}
}
