// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * c1 r + c3 r^3 + c5 r^5 + c7 r^7 with r the distance from the origin: the terms of TPV that are
 * not polynomials in the coordinates.
 */
record RadialPolynomial(double c1, double c3, double c5, double c7) {
  static final RadialPolynomial NONE = new RadialPolynomial(0, 0, 0, 0);

  double at(double a, double b) {
    double square = a * a + b * b;
    return Math.sqrt(square) * (c1 + square * (c3 + square * (c5 + square * c7)));
  }

  /** Derivative along {@code a}; by symmetry the one along b is {@code slope(b, a)}. */
  double slope(double a, double b) {
    double square = a * a + b * b;
    if (square == 0) {
      return 0;
    }
    double outwards = c1 + square * (3 * c3 + square * (5 * c5 + square * 7 * c7));
    return outwards * a / Math.sqrt(square);
  }
}
