// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.pix2prof.model.internal.Photometry.asinh;

/**
 * Features of a galaxy along given ellipses, the input of the network: the polar image, statistics
 * of its rows and the geometry of the ellipses. All values are relative to the galaxy and the sky
 * noise, so that scale, zero point and depth of the image cancel.
 */
final class EllipseFeatures {
  /** Channels of {@link #polarImage}. */
  static final int CHANNELS = 4;

  /** Number of values per row of {@link #radialFeatures}. */
  static final int FEATURES = 16;

  /**
   * Number of vectors of each order per row of {@link #firstHarmonics} and {@link
   * #secondHarmonics}.
   */
  static final int VECTORS = 2;

  /** Faintest flux per pixel that differs from zero, in units of the sky's standard deviation. */
  static final double FLOOR = 0.03;

  /** {@code [CHANNELS][steps][angles]}. */
  final float[] polarImage;

  /** {@code [steps][FEATURES]}. */
  final float[] radialFeatures;

  /** {@code [steps][ESTIMATES]}: natural logarithm of flux per pixel over the sky's deviation. */
  final float[] logFluxEstimates;

  /** {@code [steps][ESTIMATES]}: flux per pixel over the sky's deviation; 0 if missing. */
  final float[] fluxEstimates;

  /**
   * {@code [steps][2]}: median flux of a row over the sky's deviation, and the flux that is the
   * unit of the polar image's second channel.
   */
  final float[] rowScale;

  /** {@code [steps][VECTORS][2]}: first harmonics in the image's frame. */
  final float[] firstHarmonics;

  /** {@code [steps][VECTORS][2]}: second harmonics in the ellipse's frame. */
  final float[] secondHarmonics;

  /** {@code [steps][6]}: cos and sin of twice the PA, a Sxx, a Sxy, a Syy in pixels, ln(a/b). */
  final float[] ellipseGeometry;

  /** Number of rows. */
  final int steps;

  private final int angles;
  private final Ellipses ellipses;
  private final Angles circle;

  private EllipseFeatures(Ellipses ellipses, Angles circle) {
    this.ellipses = ellipses;
    this.circle = circle;
    this.steps = ellipses.steps();
    this.angles = circle.count();
    polarImage = new float[CHANNELS * steps * angles];
    radialFeatures = new float[steps * FEATURES];
    logFluxEstimates = new float[steps * IsophoteStatistics.ESTIMATES];
    fluxEstimates = new float[steps * IsophoteStatistics.ESTIMATES];
    rowScale = new float[steps * 2];
    firstHarmonics = new float[steps * VECTORS * 2];
    secondHarmonics = new float[steps * VECTORS * 2];
    ellipseGeometry = new float[steps * 6];
  }

  /**
   * Measures the features.
   *
   * @param image the galaxy, sky subtracted
   * @param skySigma standard deviation of one pixel of the sky, greater than 0
   * @param semiMajorPixels semi-major axis of each ellipse
   * @param ellipses sampled ellipses
   * @param angles samples per ellipse
   */
  static EllipseFeatures along(
      ImagePyramid image,
      double skySigma,
      double[] semiMajorPixels,
      Ellipses ellipses,
      int angles) {
    PolarSampler samples = PolarSampler.of(image, skySigma, semiMajorPixels, ellipses, angles);
    Angles circle = Angles.of(angles);
    EllipseFeatures features = new EllipseFeatures(ellipses, circle);
    IsophoteStatistics[] statistics = new IsophoteStatistics[features.steps];
    for (int i = 0; i < features.steps; i++) {
      statistics[i] = new IsophoteStatistics(circle);
      statistics[i].measure(samples.flux(), i * angles);
    }
    for (int i = 0; i < features.steps; i++) {
      for (int k = 0; k < IsophoteStatistics.ESTIMATES; k++) {
        int at = i * IsophoteStatistics.ESTIMATES + k;
        double flux = statistics[i].estimates[k] / skySigma;
        features.logFluxEstimates[at] = logFlux(flux);
        features.fluxEstimates[at] = Double.isNaN(flux) ? 0 : (float) flux;
      }
      features.fillPolarImage(samples, statistics[i], i, skySigma);
      features.fillEllipseGeometry(ellipses, i, semiMajorPixels[i]);
    }
    double stepLog = Math.log(semiMajorPixels[1] / semiMajorPixels[0]);
    for (int i = 0; i < features.steps; i++) {
      features.fillRadialFeatures(
          statistics, samples.sigma()[i], i, skySigma, semiMajorPixels[i], stepLog, ellipses);
    }
    return features;
  }

  /**
   * Computes the relative length of arc that each sample represents, {@code [steps][angles]}; 0 if
   * it is missing.
   */
  float[] arcLength() {
    float[] lengths = new float[steps * angles];
    for (int i = 0; i < steps; i++) {
      double pa = ellipses.twicePositionAngle(i) / 2;
      double q = ellipses.axisRatio(i);
      double cosPa = Math.cos(pa);
      double sinPa = Math.sin(pa);
      for (int j = 0; j < angles; j++) {
        int at = i * angles + j;
        double across = circle.sin()[j] * cosPa - circle.cos()[j] * sinPa;
        double along = q * (circle.cos()[j] * cosPa + circle.sin()[j] * sinPa);
        boolean missing = polarImage[2 * steps * angles + at] > 0;
        lengths[at] = missing ? 0 : (float) Math.sqrt(across * across + along * along);
      }
    }
    return lengths;
  }

  /**
   * {@code ln} of a positive flux, which approaches {@code ln FLOOR} smoothly for faint and
   * negative flux.
   */
  static float logFlux(double flux) {
    if (Double.isNaN(flux)) {
      return (float) Math.log(FLOOR);
    }
    // The negative branch is rearranged to avoid cancellation.
    double root = Math.sqrt(flux * flux + 4 * FLOOR * FLOOR);
    double soft = flux >= 0 ? (flux + root) / 2 : 2 * FLOOR * FLOOR / (root - flux);
    return (float) Math.max(Math.log(soft), Math.log(FLOOR) - 3);
  }

  private void fillPolarImage(
      PolarSampler samples, IsophoteStatistics row, int i, double skySigma) {
    float[] flux = samples.flux();
    float median = row.estimates[3];
    double unit = 0.15 * Math.abs(median) + 2 * samples.sigma()[i];
    boolean empty = Float.isNaN(median);
    rowScale[2 * i] = empty ? 0 : (float) (median / skySigma);
    rowScale[2 * i + 1] = empty ? 1 : (float) (unit / skySigma);
    int channelSize = steps * angles;
    for (int j = 0; j < angles; j++) {
      int at = i * angles + j;
      float value = flux[at];
      if (Float.isNaN(value) || Float.isNaN(median)) {
        polarImage[2 * channelSize + at] = 1;
        continue;
      }
      polarImage[at] = (float) (asinh(value / skySigma) / 4);
      polarImage[channelSize + at] = (float) asinh((value - median) / unit);
      float opposite = flux[i * angles + (j + angles / 2) % angles];
      if (!Float.isNaN(opposite)) {
        polarImage[3 * channelSize + at] = (float) asinh((value - opposite) / unit);
      }
    }
  }

  private void fillEllipseGeometry(Ellipses ellipses, int i, double a) {
    double twice = ellipses.twicePositionAngle(i);
    double q = ellipses.axisRatio(i);
    double mean = (1 + q) / 2;
    double half = (1 - q) / 2;
    int at = 6 * i;
    ellipseGeometry[at] = (float) Math.cos(twice);
    ellipseGeometry[at + 1] = (float) Math.sin(twice);
    ellipseGeometry[at + 2] = (float) (a * (mean + half * Math.cos(twice)));
    ellipseGeometry[at + 3] = (float) (a * half * Math.sin(twice));
    ellipseGeometry[at + 4] = (float) (a * (mean - half * Math.cos(twice)));
    ellipseGeometry[at + 5] = (float) ellipses.flattening(i);
  }

  private void fillRadialFeatures(
      IsophoteStatistics[] statistics,
      float sampleSigma,
      int i,
      double skySigma,
      double a,
      double stepLog,
      Ellipses ellipses) {
    IsophoteStatistics row = statistics[i];
    int at = i * FEATURES;
    int b = i * IsophoteStatistics.ESTIMATES;
    float main = logFluxEstimates[b + IsophoteStatistics.CLIPPED];
    boolean seen = !Float.isNaN(row.scatter);
    double flux = seen ? row.estimates[IsophoteStatistics.CLIPPED] : 0;
    double error = sampleSigma / Math.sqrt(angles * (1 - row.missing) + 1);
    double unit = Math.abs(flux) + 2 * error;
    double slope = slope(i, stepLog);
    float[] h = row.harmonics;

    radialFeatures[at] = main / 4;
    radialFeatures[at + 1] = logFluxEstimates[b] - main;
    radialFeatures[at + 2] = logFluxEstimates[b + 2] - main;
    radialFeatures[at + 3] = logFluxEstimates[b + 3] - main;
    radialFeatures[at + 4] = logFluxEstimates[b + 4] - main;
    radialFeatures[at + 5] = (float) (asinh(flux / error) / 5);
    radialFeatures[at + 6] = (float) (Math.log(error / skySigma) / 4);
    radialFeatures[at + 7] = seen ? (float) asinh(row.scatter / unit) : 0;
    radialFeatures[at + 8] = seen ? (float) asinh(row.deviation / unit) : 0;
    radialFeatures[at + 9] = row.missing;
    radialFeatures[at + 10] = (float) (slope / 2);
    radialFeatures[at + 11] = (float) asinh(2 * Math.hypot(h[0], h[1]) / unit);
    radialFeatures[at + 12] = (float) asinh(2 * Math.hypot(h[2], h[3]) / unit);
    radialFeatures[at + 13] = (float) asinh(2 * Math.hypot(h[4], h[5]) / unit);
    radialFeatures[at + 14] = (float) ellipses.flattening(i);
    radialFeatures[at + 15] = (float) (Math.log(a) / 4);

    // Order m of the harmonics over -dI/dln a is the error of the ellipse (Jedrzejewski 1987).
    double drop = unit * Math.max(0.3, -slope);
    double cos = ellipseGeometry[6 * i];
    double sin = ellipseGeometry[6 * i + 1];
    for (int v = 0; v < VECTORS; v++) {
      double scale = v == 0 ? drop : unit;
      int to = (i * VECTORS + v) * 2;
      limit(firstHarmonics, to, h[0] / scale, h[1] / scale);
      limit(
          secondHarmonics,
          to,
          (h[2] * cos + h[3] * sin) / scale,
          (h[3] * cos - h[2] * sin) / scale);
    }
  }

  /** {@code d ln flux / d ln a} over the rows around one row. */
  private double slope(int i, double stepLog) {
    int lo = Math.max(0, i - 2);
    int hi = Math.min(steps - 1, i + 2);
    float inner = logFluxEstimates[lo * IsophoteStatistics.ESTIMATES + IsophoteStatistics.CLIPPED];
    float outer = logFluxEstimates[hi * IsophoteStatistics.ESTIMATES + IsophoteStatistics.CLIPPED];
    return Math.max(-8, Math.min(8, (outer - inner) / ((hi - lo) * stepLog)));
  }

  private static void limit(float[] to, int at, double x, double y) {
    double scale = 1 / Math.max(1, Math.hypot(x, y));
    to[at] = (float) (x * scale);
    to[at + 1] = (float) (y * scale);
  }
}
