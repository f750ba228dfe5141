// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import java.util.Arrays;

/**
 * Interpolates a profile linearly in the logarithm of the radius, without extrapolation. A sample
 * at radius 0 is skipped.
 */
public final class LogRadius {
  /** Tolerance at the ends of a range, for radii of 7 digits or single precision. */
  private static final double TOLERANCE = 1e-6;

  private final double[] log;
  private final int skip;

  private LogRadius(double[] log, int skip) {
    this.log = log;
    this.skip = skip;
  }

  /**
   * Creates the interpolation of a profile.
   *
   * @param radius of its samples, increasing
   * @return the interpolation
   */
  public static LogRadius of(double[] radius) {
    int skip = firstPositive(radius);
    return new LogRadius(Arrays.stream(radius, skip, radius.length).map(Math::log).toArray(), skip);
  }

  /** Returns the index of the first radius that has a logarithm. */
  static int firstPositive(double[] radius) {
    return radius.length > 0 && radius[0] == 0 ? 1 : 0;
  }

  /**
   * Interpolates at other radii.
   *
   * @param radius greater than 0
   * @param values of the profile, one per sample
   * @return values at these radii; NaN outside the range of the profile
   */
  public double[] at(double[] radius, double[] values) {
    double[] result = new double[radius.length];
    Arrays.fill(result, Double.NaN);
    if (log.length == 0) {
      return result;
    }
    double first = log[0];
    double last = log[log.length - 1];
    for (int i = 0; i < radius.length; i++) {
      double x = Math.log(radius[i]);
      if (x >= first - TOLERANCE && x <= last + TOLERANCE) {
        result[i] = inside(Math.max(first, Math.min(last, x)), values);
      }
    }
    return result;
  }

  private double inside(double x, double[] values) {
    int found = Arrays.binarySearch(log, x);
    if (found >= 0) {
      return values[skip + found];
    }
    int above = -found - 1;
    double fraction = (x - log[above - 1]) / (log[above] - log[above - 1]);
    return (1 - fraction) * values[skip + above - 1] + fraction * values[skip + above];
  }
}
