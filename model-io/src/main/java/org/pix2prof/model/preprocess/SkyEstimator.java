// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * Estimates the sky from the border of an image. The border is a ring along the edge, divided into
 * cells; each cell has a sigma-clipped median. Two opposite cells are averaged, so that a sky
 * gradient across the image yields its value at the middle. Sources in the border, and the
 * outskirts of a galaxy that fills the frame, can only make such a pair brighter: the sky is the
 * mean of the faintest pairs that agree within their errors.
 */
final class SkyEstimator {
  private static final double BORDER = 0.08;
  private static final int MOST_CELLS_PER_SIDE = 6;

  /** Minimum number of pixels in a planned cell, and in a used one. */
  private static final int CELL_PIXELS = 64;

  private static final int FEWEST_PIXELS = 16;
  private static final int FEWEST_PAIRS = 3;
  private static final double CLIP = 3;

  /**
   * Fraction of the pairs that is always used, and number of errors by which a further pair may be
   * brighter.
   */
  private static final double ALWAYS = 0.25;

  private static final double AGREES = 2;

  /** Fraction of a normal distribution below -1 sigma. */
  private static final double ONE_SIGMA_BELOW = 0.158655;

  /** Standard error of the median of n normal values, in units of sigma / sqrt(n). */
  private static final double MEDIAN_ERROR = 1.2533;

  /** Clipped median of the pixels of a cell, their sigma and the error of the median. */
  private record Cell(double level, double sigma, double error) {}

  /**
   * Measures the sky.
   *
   * @param plane at least one pixel has a value
   */
  static SkyLevel estimate(Plane plane) {
    Bounds bounds = Bounds.of(plane);
    int ring = borderWidth(bounds.width(), bounds.height());
    long ringPixels = 2L * ring * (bounds.width() + bounds.height() - 2L * ring);
    int perSide = (int) Math.max(1, Math.min(MOST_CELLS_PER_SIDE, ringPixels / (4 * CELL_PIXELS)));
    // Sides in the order top, right, bottom, left, each from its first pixel on.
    Cell[] cells = new Cell[4 * perSide];
    for (int i = 0; i < perSide; i++) {
      int fromX = bounds.left + bounds.width() * i / perSide;
      int toX = bounds.left + bounds.width() * (i + 1) / perSide;
      int inner = Math.max(0, bounds.height() - 2 * ring);
      int fromY = bounds.top + ring + inner * i / perSide;
      int toY = bounds.top + ring + inner * (i + 1) / perSide;
      cells[i] = cell(plane, fromX, toX, bounds.top, bounds.top + ring);
      cells[perSide + i] = cell(plane, bounds.right + 1 - ring, bounds.right + 1, fromY, toY);
      cells[2 * perSide + i] = cell(plane, fromX, toX, bounds.bottom + 1 - ring, bounds.bottom + 1);
      cells[3 * perSide + i] = cell(plane, bounds.left, bounds.left + ring, fromY, toY);
    }
    List<Cell> used = new ArrayList<>();
    for (int i = 0; i < 2 * perSide; i++) {
      int side = i / perSide;
      Cell one = cells[i];
      Cell other = cells[(side + 2) * perSide + perSide - 1 - i % perSide];
      if (one != null && other != null) {
        used.add(
            new Cell(
                (one.level + other.level) / 2,
                (one.sigma + other.sigma) / 2,
                Math.hypot(one.error, other.error) / 2));
      }
    }
    if (used.size() < Math.min(FEWEST_PAIRS, 2 * perSide)) {
      used.clear();
      Arrays.stream(cells).filter(Objects::nonNull).forEach(used::add);
    }
    if (used.isEmpty()) {
      used.add(clippedMedian(values(plane, 0, plane.width(), 0, plane.height())));
    }
    return faintest(used);
  }

  /** Width of the ring along the edge of an image. */
  static int borderWidth(int width, int height) {
    int side = Math.min(width, height);
    return Math.max(1, Math.min((side + 1) / 2, Math.max(2, (int) Math.round(BORDER * side))));
  }

  private static SkyLevel faintest(List<Cell> cells) {
    cells.sort(Comparator.comparingDouble(Cell::level));
    double sum = 0;
    int n = 0;
    for (Cell cell : cells) {
      if (n >= ALWAYS * cells.size() && n > 0 && cell.level > sum / n + AGREES * cell.error) {
        break;
      }
      sum += cell.level;
      n++;
    }
    double[] sigmas = cells.stream().mapToDouble(Cell::sigma).sorted().toArray();
    return new SkyLevel(sum / n, sigmas[sigmas.length / 2]);
  }

  /**
   * Measures the cell between these columns and rows, excluding the last ones; null if it has few
   * values.
   */
  private static Cell cell(Plane plane, int left, int right, int top, int bottom) {
    float[] values = values(plane, left, right, top, bottom);
    return values.length < FEWEST_PIXELS ? null : clippedMedian(values);
  }

  private static float[] values(Plane plane, int left, int right, int top, int bottom) {
    float[] values = new float[(right - left) * (bottom - top)];
    int n = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        float v = plane.at(x, y);
        if (!Float.isNaN(v)) {
          values[n++] = v;
        }
      }
    }
    return Arrays.copyOf(values, n);
  }

  /**
   * Computes the clipped median. Sigma comes from the fainter half, which sources do not affect.
   */
  private static Cell clippedMedian(float[] values) {
    Arrays.sort(values);
    int from = 0;
    int to = values.length;
    while (true) {
      double level = quantile(values, from, to, 0.5);
      double sigma = level - quantile(values, from, to, ONE_SIGMA_BELOW);
      int keptFrom = firstAtLeast(values, from, to, level - CLIP * sigma);
      int keptTo = firstAtLeast(values, from, to, Math.nextUp((float) (level + CLIP * sigma)));
      if (keptFrom == from && keptTo == to || keptTo - keptFrom < 2) {
        return new Cell(level, sigma, MEDIAN_ERROR * sigma / Math.sqrt(to - from));
      }
      from = keptFrom;
      to = keptTo;
    }
  }

  /**
   * Computes a quantile of sorted values. Equal values, as in an image stored as integers, count as
   * spread evenly half way to their neighbours, so that the quantile is finer than their step.
   */
  private static double quantile(float[] sorted, int from, int to, double share) {
    double rank = from + (to - 1 - from) * share;
    float value = sorted[(int) rank];
    int first = (int) rank;
    while (first > from && sorted[first - 1] == value) {
      first--;
    }
    int end = (int) rank + 1;
    while (end < to && sorted[end] == value) {
      end++;
    }
    double below = first > from ? (double) value - sorted[first - 1] : 0;
    double above = end < to ? (double) sorted[end] - value : 0;
    double position = (rank - first + 0.5) / (end - first) - 0.5;
    return value + position * (position < 0 ? below : above);
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

  /** Smallest rectangle with all pixels that have a value, including its limits. */
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
