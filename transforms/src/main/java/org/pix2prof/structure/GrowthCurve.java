// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import java.util.Arrays;
import org.pix2prof.model.CurveOfGrowth;

/** Curve of growth of a profile, integrated as in {@link CurveOfGrowth}. */
final class GrowthCurve {

  /** Fraction of the last radius beyond which the asymptote is fitted. */
  private static final double OUTER_PART = 0.6;

  /** Minimum samples for the asymptote. */
  static final int MIN_SAMPLES = 3;

  private static final int NEWTON_STEPS = 6;

  private final double[] radius;
  private final double[] lnArea;
  private final double[] within;
  private final double[] flux;
  private final double[] light;
  private final double reference;
  private double asymptote = Double.NaN;

  /**
   * Integrates the light.
   *
   * @param radius semi-major axes, arcsec, increasing, above 0
   * @param mu mag/arcsec^2
   * @param ellipticity 0 to 1
   */
  GrowthCurve(double[] radius, double[] mu, double[] ellipticity) {
    int n = mu.length;
    this.radius = radius;
    within = CurveOfGrowth.magnitudes(radius, mu, ellipticity);
    reference = Arrays.stream(mu).min().orElse(0);
    lnArea = new double[n];
    flux = new double[n];
    light = new double[n];
    for (int k = 0; k < n; k++) {
      lnArea[k] = Math.log(Math.PI * radius[k] * radius[k] * (1 - ellipticity[k]));
      flux[k] = Math.exp((reference - within[k]) / MAG_PER_E_FOLD);
      light[k] = Math.exp(lnArea[k] + (reference - mu[k]) / MAG_PER_E_FOLD);
    }
  }

  /** Returns the number of ellipses. */
  int count() {
    return within.length;
  }

  /** Returns the magnitude within the last ellipse. */
  double last() {
    return within[within.length - 1];
  }

  /** Returns the magnitude within an ellipse between two samples; NaN without light. */
  double magnitude(ProfileInterval at) {
    int k = at.from();
    double area = lnArea[k + 1] - lnArea[k];
    double slope = Math.log(light[k + 1] / light[k]);
    double x = slope * at.part();
    double growth = Math.abs(x) < 1e-12 ? at.part() : Math.expm1(x) / slope;
    return magnitude(flux[k] + area * light[k] * growth);
  }

  /**
   * Returns the magnitude of the light within the last ellipse and more light beyond it.
   *
   * @param more in units of {@link #reference} times arcsec^2
   */
  double magnitudeWith(double more) {
    return magnitude(flux[flux.length - 1] + more);
  }

  /** Returns the surface brightness of the unit of light, mag/arcsec^2. */
  double reference() {
    return reference;
  }

  private double magnitude(double flux) {
    return reference - MAG_PER_E_FOLD * Math.log(flux);
  }

  /** Returns the area of an ellipse between two samples, arcsec^2. */
  double area(ProfileInterval at) {
    return Math.exp(at.in(lnArea));
  }

  /**
   * Returns the index of the innermost sample that encloses this much light, or the number of
   * samples if none does.
   */
  int enclosing(double magnitude) {
    int k = 0;
    while (k < within.length && !(within[k] <= magnitude)) {
      k++;
    }
    return k;
  }

  /**
   * Finds the ellipse that encloses this much light.
   *
   * @param magnitude of the light
   * @param enclosing index of the sample after it, at least 1
   */
  ProfileInterval enclosing(double magnitude, int enclosing) {
    int k = enclosing - 1;
    double wanted = Math.exp((reference - magnitude) / MAG_PER_E_FOLD) - flux[k];
    double area = lnArea[k + 1] - lnArea[k];
    double slope = Math.log(light[k + 1] / light[k]);
    double x = wanted / (area * light[k]);
    return new ProfileInterval(k, Math.abs(slope) < 1e-12 ? x : Math.log1p(x * slope) / slope);
  }

  /**
   * Returns the index of the innermost sample whose intensity is less than a fraction of the mean
   * within its ellipse, or the number of samples if there is none.
   */
  int petrosian(double eta) {
    int k = 0;
    while (k < light.length && !(light[k] < eta * flux[k])) {
      k++;
    }
    return k;
  }

  /**
   * Finds the ellipse whose intensity is a fraction of the mean within it, by Newton's method.
   *
   * @param eta the fraction
   * @param beyond index of the sample after it, at least 1
   */
  ProfileInterval petrosian(double eta, int beyond) {
    int k = beyond - 1;
    double area = lnArea[k + 1] - lnArea[k];
    double slope = Math.log(light[k + 1] / light[k]);
    double inner = Math.log(light[k] / flux[k] / eta);
    double outer = Math.log(light[k + 1] / flux[k + 1] / eta);
    double part = inner / (inner - outer);
    for (int i = 0; i < NEWTON_STEPS; i++) {
      double x = slope * part;
      double growth = Math.abs(x) < 1e-12 ? part : Math.expm1(x) / slope;
      double within = flux[k] + area * light[k] * growth;
      double there = light[k] * Math.exp(x);
      part -= Math.log(there / within / eta) / (slope - area * there / within);
    }
    return new ProfileInterval(k, part);
  }

  /**
   * Returns the total magnitude. Near the end of the profile, the enclosed magnitude is nearly
   * linear in its gradient with radius; the total is its value at gradient 0. Needs {@value
   * #MIN_SAMPLES} samples.
   */
  double asymptote() {
    if (Double.isNaN(asymptote)) {
      asymptote = extrapolated();
    }
    return asymptote;
  }

  private double extrapolated() {
    int n = within.length;
    int from = n - MIN_SAMPLES;
    while (from > 0 && radius[from - 1] > OUTER_PART * radius[n - 1]) {
      from--;
    }
    double meanX = 0;
    double meanY = 0;
    for (int k = from; k < n; k++) {
      meanX += gradient(k) / (n - from);
      meanY += within[k] / (n - from);
    }
    double xx = 0;
    double xy = 0;
    for (int k = from; k < n; k++) {
      double x = gradient(k) - meanX;
      xx += x * x;
      xy += x * (within[k] - meanY);
    }
    // No light there: the curve is flat.
    return xx == 0 ? last() : meanY - meanX * xy / xx;
  }

  /** Returns the gradient of the enclosed magnitude, mag/arcsec, from the light of the isophote. */
  private double gradient(int k) {
    return -2 * MAG_PER_E_FOLD * light[k] / (flux[k] * radius[k]);
  }
}
