// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.random.RandomGenerator;

/**
 * Half-light radii as a function of absolute magnitude in r, log-normal about the median relations
 * of Shen et al. 2003 (MNRAS 343, 978; equations 14 to 16, fits to the samples split by
 * concentration).
 */
final class SizeRelation {

  private static final double M0 = -20.91;

  private SizeRelation() {}

  /** Median half-light radius of late types, kpc. */
  static double lateKpc(double absolute) {
    return Math.pow(
        10,
        -0.4 * 0.26 * absolute
            + (0.51 - 0.26) * Math.log10(1 + Math.pow(10, -0.4 * (absolute - M0)))
            - 1.71);
  }

  /** Median half-light radius of early types, kpc. */
  static double earlyKpc(double absolute) {
    return Math.pow(10, -0.4 * 0.65 * absolute - 5.06);
  }

  /** Dispersion of the natural logarithm of the radius. */
  static double dispersion(double absolute) {
    return 0.27 + (0.45 - 0.27) / (1 + Math.pow(10, -0.8 * (absolute - M0)));
  }

  /**
   * Draws the angular half-light radius of a galaxy.
   *
   * @param apparent apparent magnitude in r
   * @param absolute absolute magnitude in r
   * @param early true for an early type; its size is constant fainter than -19.5 (section 4)
   * @return half-light radius, arcsec
   */
  static double drawArcsec(
      RandomGenerator random, double apparent, double absolute, boolean early) {
    double median = early ? earlyKpc(Math.min(absolute, -19.5)) : lateKpc(absolute);
    double kpc = median * Math.exp(dispersion(absolute) * random.nextGaussian());
    return kpc / kpcPerArcsec(apparent - absolute);
  }

  /**
   * Proper kpc per arcsec at a distance modulus, for H0 = 70, q0 = -0.55; K-corrections neglected.
   */
  static double kpcPerArcsec(double modulus) {
    double luminosityMpc = Math.pow(10, 0.2 * modulus - 5);
    double z = 0;
    for (int i = 0; i < 8; i++) {
      // Invert d_L = (c z / H0)(1 + (1 - q0) z / 2), good to a few per cent up to z = 0.4.
      z = luminosityMpc * 70 / 299792.458 / (1 + 0.775 * z);
    }
    double angularMpc = luminosityMpc / ((1 + z) * (1 + z));
    return angularMpc * 1000 * Math.PI / (180 * 3600);
  }
}
