// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

/**
 * Equally spaced angles of a full circle, from 0 on.
 *
 * @param cos cosine of each angle
 * @param sin sine of each angle
 */
@SuppressWarnings("ArrayRecordComponent")
record Angles(double[] cos, double[] sin) {
  static Angles of(int count) {
    double[] cos = new double[count];
    double[] sin = new double[count];
    for (int j = 0; j < count; j++) {
      cos[j] = Math.cos(2 * Math.PI * j / count);
      sin[j] = Math.sin(2 * Math.PI * j / count);
    }
    return new Angles(cos, sin);
  }

  int count() {
    return cos.length;
  }
}
