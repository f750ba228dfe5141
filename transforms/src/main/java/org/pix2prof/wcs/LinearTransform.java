// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * Matrix: (a, b) = M (u, v).
 *
 * @param m11 of u to a
 * @param m12 of v to a
 * @param m21 of u to b
 * @param m22 of v to b
 */
record LinearTransform(double m11, double m12, double m21, double m22) {

  /** Relative area that rounding gives to two linearly dependent rows. */
  private static final double LEAST_AREA = 1e-13;

  double first(double u, double v) {
    return m11 * u + m12 * v;
  }

  double second(double u, double v) {
    return m21 * u + m22 * v;
  }

  double determinant() {
    return m11 * m22 - m12 * m21;
  }

  /** Returns whether it has an inverse. */
  boolean regular() {
    double largest = largest();
    return Math.abs(determinant()) > LEAST_AREA * largest * largest;
  }

  /** Returns the matrix product: the other one first, then this one. */
  LinearTransform after(LinearTransform o) {
    return new LinearTransform(
        first(o.m11, o.m21), first(o.m12, o.m22), second(o.m11, o.m21), second(o.m12, o.m22));
  }

  /** Multiplies each row by a factor. */
  LinearTransform scaled(double first, double second) {
    return new LinearTransform(m11 * first, m12 * first, m21 * second, m22 * second);
  }

  /** Returns the rows in the other order. */
  LinearTransform swapped() {
    return new LinearTransform(m21, m22, m11, m12);
  }

  /**
   * Returns the transform followed by a rotation from the first axis of (a, b) towards the second
   * one.
   */
  LinearTransform rotated(double deg) {
    double sin = Math.sin(Math.toRadians(deg));
    double cos = Math.cos(Math.toRadians(deg));
    return new LinearTransform(
        cos * m11 - sin * m21, cos * m12 - sin * m22, sin * m11 + cos * m21, sin * m12 + cos * m22);
  }

  LinearTransform minus(LinearTransform o) {
    return new LinearTransform(m11 - o.m11, m12 - o.m12, m21 - o.m21, m22 - o.m22);
  }

  /** The largest of the elements' absolute values. */
  double largest() {
    return Math.max(Math.max(Math.abs(m11), Math.abs(m12)), Math.max(Math.abs(m21), Math.abs(m22)));
  }
}
