// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * Map of a plane to itself: each new coordinate is a polynomial in both old ones, with radial
 * terms. SIP has one on pixels, TPV one on the projection plane.
 */
record Distortion(
    Polynomial first,
    RadialPolynomial firstRadial,
    Polynomial second,
    RadialPolynomial secondRadial) {
  static final Distortion NONE = of(Polynomial.first(), Polynomial.second());

  static Distortion of(Polynomial first, Polynomial second) {
    return new Distortion(first, RadialPolynomial.NONE, second, RadialPolynomial.NONE);
  }

  double first(double a, double b) {
    return first.at(a, b) + firstRadial.at(a, b);
  }

  double second(double a, double b) {
    return second.at(a, b) + secondRadial.at(a, b);
  }

  /** Derivative of the first new coordinate with respect to the first old one. */
  double d11(double a, double b) {
    return first.slopeAlongFirst(a, b) + firstRadial.slope(a, b);
  }

  double d12(double a, double b) {
    return first.slopeAlongSecond(a, b) + firstRadial.slope(b, a);
  }

  double d21(double a, double b) {
    return second.slopeAlongFirst(a, b) + secondRadial.slope(a, b);
  }

  double d22(double a, double b) {
    return second.slopeAlongSecond(a, b) + secondRadial.slope(b, a);
  }

  /** All four derivatives. */
  LinearTransform slopes(double a, double b) {
    return new LinearTransform(d11(a, b), d12(a, b), d21(a, b), d22(a, b));
  }
}
