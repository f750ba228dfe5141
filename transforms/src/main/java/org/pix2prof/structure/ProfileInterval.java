// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

/**
 * A position between two samples of a profile. Between them, mu, the logarithm of the radius and
 * the logarithm of the axis ratio, and so that of the area, change in proportion, as in {@link
 * org.pix2prof.model.CurveOfGrowth}.
 *
 * @param from index of the sample before
 * @param part fraction of the way to the next, 0 to 1; slightly beyond for derivatives
 */
record ProfileInterval(int from, double part) {
  /** Interpolates a quantity that changes in proportion. */
  double in(double[] values) {
    return values[from] + part * (values[from + 1] - values[from]);
  }

  /** Interpolates the radius. */
  double radius(double[] radius) {
    return radius[from] * Math.pow(radius[from + 1] / radius[from], part);
  }
}
