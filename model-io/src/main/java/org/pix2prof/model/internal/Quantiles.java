// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** Quantiles of a sample, by linear interpolation between order statistics. */
public final class Quantiles {
  private final double[] sorted;

  private Quantiles(double[] sorted) {
    this.sorted = sorted;
  }

  /**
   * Sorts the values that are not NaN.
   *
   * @param values in any order
   * @return their quantiles
   */
  public static Quantiles of(DoubleStream values) {
    double[] sorted = values.filter(v -> !Double.isNaN(v)).toArray();
    Arrays.sort(sorted);
    return new Quantiles(sorted);
  }

  /**
   * Returns a quantile of sorted values, in single precision.
   *
   * @param sorted values in ascending order, without NaN
   * @param count number of values to use, 1 or more
   * @param fraction fraction of the values below it, 0 to 1
   * @return the quantile
   */
  public static float ofSorted(float[] sorted, int count, double fraction) {
    double position = fraction * (count - 1);
    int below = (int) position;
    float weight = (float) (position - below);
    return below + 1 < count
        ? sorted[below] * (1 - weight) + sorted[below + 1] * weight
        : sorted[below];
  }

  /** {@return the number of values} */
  public int count() {
    return sorted.length;
  }

  /**
   * Returns a quantile.
   *
   * @param fraction fraction of the values below it, 0 to 1
   * @return the quantile, NaN without values
   */
  public double at(double fraction) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double position = fraction * (sorted.length - 1);
    int below = (int) position;
    int above = Math.min(below + 1, sorted.length - 1);
    double weight = position - below;
    return weight == 0 ? sorted[below] : (1 - weight) * sorted[below] + weight * sorted[above];
  }

  /** {@return the median, NaN without values} */
  public double median() {
    return at(0.5);
  }
}
