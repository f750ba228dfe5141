// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import java.util.Locale;

/**
 * Computes the light within each isophote of a profile.
 *
 * <p>Isophote k, of semi-major axis a and ellipticity e, encloses the area {@code A = pi a^2 (1 -
 * e)} and has the intensity {@code I = 10^(-0.4 mu)}. The intensity is constant within the first
 * isophote; between consecutive isophotes, I is a power law of A:
 *
 * <pre>{@code
 * F(0) = I(0) A(0)
 * F(k) = F(k-1) + ln(A(k) / A(k-1)) L(I(k-1) A(k-1), I(k) A(k)),   L(x, y) = (y - x) / ln(y / x)
 * }</pre>
 *
 * <p>The flux decreases where an ellipse encloses less than the one before. Where one of the two
 * has no area, as at radius 0, the power law is undefined and the intensity within the later one is
 * constant.
 */
public final class CurveOfGrowth {
  private static final double E_FOLDS_PER_MAG = 0.4 * Math.log(10);

  /**
   * Computes the magnitude within each isophote.
   *
   * @param radiusArcsec semi-major axis of each, arcsec, increasing
   * @param mu surface brightness of each, mag/arcsec^2
   * @param ellipticity {@code 1 - b/a} of each
   * @return mag, infinite within an ellipse of no area; NaN from the first NaN value on, and where
   *     the enclosed flux is negative
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static float[] magnitudes(float[] radiusArcsec, float[] mu, float[] ellipticity) {
    double[] within = magnitudes(doubles(radiusArcsec), doubles(mu), doubles(ellipticity));
    float[] rounded = new float[within.length];
    for (int k = 0; k < rounded.length; k++) {
      rounded[k] = (float) within[k];
    }
    return rounded;
  }

  /**
   * Computes the magnitude within each isophote in double precision.
   *
   * @param radiusArcsec semi-major axis of each, arcsec, increasing
   * @param mu surface brightness of each, mag/arcsec^2
   * @param ellipticity {@code 1 - b/a} of each
   * @return mag, as {@link #magnitudes(float[], float[], float[])}
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public static double[] magnitudes(double[] radiusArcsec, double[] mu, double[] ellipticity) {
    int n = mu.length;
    if (radiusArcsec.length != n || ellipticity.length != n) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a curve of growth needs radius, mu and ellipticity of one length, not %d, %d and %d",
              radiusArcsec.length,
              n,
              ellipticity.length));
    }
    // Fluxes are in units of the brightest isophote's intensity, which prevents overflow.
    double brightest = brightest(mu);
    double[] within = new double[n];
    double flux = 0;
    double lnAreaBefore = Double.NEGATIVE_INFINITY;
    double lnLightBefore = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < n; k++) {
      double lnArea =
          Math.log(Math.PI) + 2 * Math.log(radiusArcsec[k]) + Math.log1p(-ellipticity[k]);
      double lnLight = lnArea - E_FOLDS_PER_MAG * (mu[k] - brightest);
      if (lnArea == Double.NEGATIVE_INFINITY || lnAreaBefore == Double.NEGATIVE_INFINITY) {
        flux = Math.exp(lnLight);
      } else {
        flux += (lnArea - lnAreaBefore) * logarithmicMean(lnLightBefore, lnLight);
      }
      within[k] = brightest - Math.log(flux) / E_FOLDS_PER_MAG;
      lnAreaBefore = lnArea;
      lnLightBefore = lnLight;
    }
    return within;
  }

  private static double[] doubles(float[] values) {
    double[] doubles = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      doubles[k] = values[k];
    }
    return doubles;
  }

  /** Logarithmic mean of two numbers, given their logarithms. */
  private static double logarithmicMean(double lnX, double lnY) {
    double difference = Math.abs(lnX - lnY);
    double larger = Math.exp(Math.max(lnX, lnY));
    return difference == 0 ? larger : larger * -Math.expm1(-difference) / difference;
  }

  private static double brightest(double[] mu) {
    double brightest = Double.POSITIVE_INFINITY;
    for (double value : mu) {
      // Math.min would return NaN for any NaN value.
      if (value < brightest) {
        brightest = value;
      }
    }
    return brightest;
  }

  private CurveOfGrowth() {}
}
