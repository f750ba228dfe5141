// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.pix2prof.model.SkyLevel;

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

  /** Minimum fraction of the pairs that must agree for a certain sky. */
  private static final double CERTAIN = 0.5;

  /** Maximum iterations, and minimum number of cells, of the fit of a plane. */
  private static final int MAX_FITS = 10;

  private static final int FEWEST_FITTED = 6;

  /**
   * Clipped median of the pixels of a cell, their sigma and the error of the median; and the middle
   * of the cell, from the middle of the image.
   */
  private record Cell(double level, double sigma, double error, double x, double y) {}

  /** All cells with enough values. */
  private final List<Cell> cells;

  private final SkyLevel level;
  private final boolean certain;

  private SkyEstimator(List<Cell> cells, List<Cell> pairs, int planned) {
    this.cells = cells;
    List<Cell> used = faintest(pairs);
    this.level = level(used, pairs);
    this.certain = used.size() >= CERTAIN * Math.max(planned, pairs.size());
  }

  /**
   * Measures the level of the sky.
   *
   * @param plane at least one pixel has a value
   */
  static SkyLevel estimate(Plane plane) {
    return of(plane).level();
  }

  /**
   * Measures the sky.
   *
   * @param plane at least one pixel has a value
   */
  static SkyEstimator of(Plane plane) {
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
    List<Cell> pairs = new ArrayList<>();
    for (int i = 0; i < 2 * perSide; i++) {
      int side = i / perSide;
      Cell one = cells[i];
      Cell other = cells[(side + 2) * perSide + perSide - 1 - i % perSide];
      if (one != null && other != null) {
        pairs.add(
            new Cell(
                (one.level + other.level) / 2,
                (one.sigma + other.sigma) / 2,
                Math.hypot(one.error, other.error) / 2,
                0,
                0));
      }
    }
    List<Cell> known = Arrays.stream(cells).filter(Objects::nonNull).toList();
    if (pairs.size() < Math.min(FEWEST_PAIRS, 2 * perSide)) {
      pairs = new ArrayList<>(known);
    }
    if (pairs.isEmpty()) {
      pairs.add(clippedMedian(values(plane, 0, plane.width(), 0, plane.height()), 0, 0));
    }
    return new SkyEstimator(known, pairs, 2 * perSide);
  }

  /** Level of the sky, equal everywhere. */
  SkyLevel level() {
    return level;
  }

  /** Returns whether most parts of the border agree on the level. */
  boolean isCertain() {
    return certain;
  }

  /**
   * Fits a plane to the cells. Cells that are brighter than the plane by more than their errors
   * contain sources and are left out. Returns the level if there are too few cells.
   */
  SkyLevel plane() {
    List<Cell> used = cells;
    double[] fit = null;
    for (int round = 0; round < MAX_FITS && used.size() >= FEWEST_FITTED; round++) {
      double[] next = fit(used);
      if (next == null) {
        break;
      }
      fit = next;
      List<Cell> kept =
          cells.stream().filter(cell -> departure(cell, next) <= AGREES * cell.error).toList();
      if (kept.size() < Math.max(FEWEST_FITTED, ALWAYS * cells.size()) || kept.equals(used)) {
        break;
      }
      used = kept;
    }
    if (fit == null) {
      return level;
    }
    double[] found = fit;
    double squares = used.stream().mapToDouble(c -> Math.pow(departure(c, found), 2)).sum();
    double error = Math.sqrt(squares / Math.max(1, used.size() - 3) / used.size());
    return new SkyLevel(
        found[0], found[1], found[2], Math.max(error, level.error()), level.sigma());
  }

  private static double departure(Cell cell, double[] fit) {
    return cell.level - fit[0] - fit[1] * cell.x - fit[2] * cell.y;
  }

  /** Least-squares plane {level, slope along x, slope along y}; null if the cells are on a line. */
  private static double[] fit(List<Cell> cells) {
    int n = cells.size();
    double x = cells.stream().mapToDouble(Cell::x).average().orElseThrow();
    double y = cells.stream().mapToDouble(Cell::y).average().orElseThrow();
    double z = cells.stream().mapToDouble(Cell::level).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    double yy = 0;
    double xz = 0;
    double yz = 0;
    for (Cell cell : cells) {
      double dx = cell.x - x;
      double dy = cell.y - y;
      xx += dx * dx;
      xy += dx * dy;
      yy += dy * dy;
      xz += dx * (cell.level - z);
      yz += dy * (cell.level - z);
    }
    double determinant = xx * yy - xy * xy;
    if (!(determinant > 1e-9 * n * n * Math.max(xx, yy))) {
      return null;
    }
    double slopeX = (yy * xz - xy * yz) / determinant;
    double slopeY = (xx * yz - xy * xz) / determinant;
    return new double[] {z - slopeX * x - slopeY * y, slopeX, slopeY};
  }

  /** Width of the ring along the edge of an image. */
  static int borderWidth(int width, int height) {
    int side = Math.min(width, height);
    return Math.max(1, Math.min((side + 1) / 2, Math.max(2, (int) Math.round(BORDER * side))));
  }

  /** Returns the faintest pairs that agree within their errors. */
  private static List<Cell> faintest(List<Cell> pairs) {
    pairs.sort(Comparator.comparingDouble(Cell::level));
    double sum = 0;
    int n = 0;
    for (Cell pair : pairs) {
      if (n >= ALWAYS * pairs.size() && n > 0 && pair.level > sum / n + AGREES * pair.error) {
        break;
      }
      sum += pair.level;
      n++;
    }
    return pairs.subList(0, n);
  }

  private static SkyLevel level(List<Cell> used, List<Cell> pairs) {
    int n = used.size();
    double sum = 0;
    for (Cell pair : used) {
      sum += pair.level;
    }
    double mean = sum / n;
    double squares = used.stream().mapToDouble(pair -> Math.pow(pair.level - mean, 2)).sum();
    double scatter = n < 2 ? 0 : Math.sqrt(squares / (n - 1) / n);
    double noise = Math.sqrt(used.stream().mapToDouble(pair -> pair.error * pair.error).sum()) / n;
    double[] sigmas = pairs.stream().mapToDouble(Cell::sigma).sorted().toArray();
    return new SkyLevel(mean, Math.max(noise, scatter), sigmas[sigmas.length / 2]);
  }

  /**
   * Measures the cell between these columns and rows, excluding the last ones; null if it has few
   * values.
   */
  private static Cell cell(Plane plane, int left, int right, int top, int bottom) {
    float[] values = values(plane, left, right, top, bottom);
    return values.length < FEWEST_PIXELS
        ? null
        : clippedMedian(
            values, (left + right - plane.width()) / 2.0, (top + bottom - plane.height()) / 2.0);
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
  private static Cell clippedMedian(float[] values, double x, double y) {
    Arrays.sort(values);
    int from = 0;
    int to = values.length;
    while (true) {
      double level = quantile(values, from, to, 0.5);
      double sigma = level - quantile(values, from, to, ONE_SIGMA_BELOW);
      int keptFrom = firstAtLeast(values, from, to, level - CLIP * sigma);
      int keptTo = firstAtLeast(values, from, to, Math.nextUp((float) (level + CLIP * sigma)));
      if (keptFrom == from && keptTo == to || keptTo - keptFrom < 2) {
        return new Cell(level, sigma, MEDIAN_ERROR * sigma / Math.sqrt(to - from), x, y);
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
}
