// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.function.DoubleUnaryOperator;

/** Radial profiles of galaxies' components, with arbitrary normalisation. Radii are in pixels. */
final class Profiles {

  private Profiles() {}

  /**
   * Sersic profile, 1 at the half-light radius (b_n from Ciotti and Bertin 1999, valid for n >
   * 0.4).
   */
  static DoubleUnaryOperator sersic(double n, double halfLight) {
    double b = sersicB(n);
    return r -> Math.exp(-b * (Math.pow(r / halfLight, 1 / n) - 1));
  }

  static double sersicB(double n) {
    return 2 * n - 1.0 / 3 + 4 / (405 * n) + 46 / (25515 * n * n) + 131 / (1148175 * n * n * n);
  }

  /**
   * Broken exponential disc (Erwin et al. 2008, equation 5), with a smooth transition from an inner
   * to an outer scale length (shorter: type II, longer: type III).
   *
   * @param sharpness sharpness of the break, per pixel
   */
  static DoubleUnaryOperator brokenExponential(
      double inner, double outer, double breakRadius, double sharpness) {
    double power = (1 / inner - 1 / outer) / sharpness;
    return r -> {
      double x = sharpness * (r - breakRadius);
      double log1pExp = x > 30 ? x : Math.log1p(Math.exp(x));
      return Math.exp(-r / inner + power * log1pExp);
    };
  }

  /** Ferrers profile, which is flat and ends steeply at the given length. */
  static DoubleUnaryOperator ferrers(double length, double power) {
    return r -> r >= length ? 0 : Math.pow(1 - (r / length) * (r / length), power);
  }

  /** Gaussian ring. */
  static DoubleUnaryOperator ring(double radius, double width) {
    return r -> Math.exp(-0.5 * (r - radius) * (r - radius) / (width * width));
  }

  /** Radial profile of an edge-on exponential disc: (R/h) K1(R/h), van der Kruit 1981. */
  static DoubleUnaryOperator edgeOn(double scaleLength) {
    return r -> xK1(r / scaleLength);
  }

  /** x K1(x), Abramowitz and Stegun 9.8.7 and 9.8.8 (with 9.8.3 for I1). */
  static double xK1(double x) {
    if (x < 1e-9) {
      return 1;
    }
    if (x <= 2) {
      double t = x * x / 14.0625;
      double i1OverX =
          0.5
              + t
                  * (0.87890594
                      + t
                          * (0.51498869
                              + t
                                  * (0.15084934
                                      + t * (0.02658733 + t * (0.00301532 + t * 0.00032411)))));
      double s = x * x / 4;
      return x * Math.log(x / 2) * x * i1OverX
          + 1
          + s
              * (0.15443144
                  + s
                      * (-0.67278579
                          + s
                              * (-0.18156897
                                  + s * (-0.01919402 + s * (-0.00110404 - s * 0.00004686)))));
    }
    double s = 2 / x;
    return Math.sqrt(x)
        * Math.exp(-x)
        * (1.25331414
            + s
                * (0.23498619
                    + s
                        * (-0.03655620
                            + s
                                * (0.01504268
                                    + s * (-0.00780353 + s * (0.00325614 - s * 0.00068245))))));
  }
}
