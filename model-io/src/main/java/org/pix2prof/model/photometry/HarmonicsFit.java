// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import org.pix2prof.model.photometry.IsophotePhotometry.Harmonics;

/**
 * Least-squares fits of {@code I0 + A sin(n phi) + B cos(n phi)} to the samples along ellipses, for
 * n = 3 and 4. The samples are weighted to represent equal steps of the polar angle phi, as
 * photutils takes them.
 */
final class HarmonicsFit {
  private static final int FIRST_ORDER = 3;
  private static final int ORDERS = 2;
  private static final double CLIP = 3;

  /** Amplitudes: {@code [2 * (order - 3)]} of the sine, next to it of the cosine. */
  private final float[][] amplitudes;

  private final float[][] errors;

  HarmonicsFit(int isophotes) {
    amplitudes = new float[2 * ORDERS][isophotes];
    errors = new float[2 * ORDERS][isophotes];
  }

  /**
   * Fits the samples of an isophote.
   *
   * @param ratio axis ratio
   * @param independent number of independent samples
   */
  void fit(int isophote, EllipseSamples samples, double ratio, double independent) {
    SampleStatistics statistics = samples.statistics();
    double low = statistics.mean() - CLIP * statistics.deviation();
    double high = statistics.mean() + CLIP * statistics.deviation();
    for (int k = 0; k < ORDERS; k++) {
      double[] fit = fit(samples, ratio, FIRST_ORDER + k, low, high);
      amplitudes[2 * k][isophote] = (float) fit[1];
      amplitudes[2 * k + 1][isophote] = (float) fit[2];
      float error = (float) (fit[3] * Math.sqrt(2 / independent));
      errors[2 * k][isophote] = error;
      errors[2 * k + 1][isophote] = error;
    }
  }

  /** Returns I0, A, B and the standard deviation of the residuals. */
  private static double[] fit(
      EllipseSamples samples, double ratio, int order, double low, double high) {
    double[][] normal = new double[3][4];
    double[] basis = new double[3];
    double weights = 0;
    double squares = 0;
    for (int j = 0; j < samples.count(); j++) {
      float value = samples.value(j);
      if (!(value >= low && value <= high)) {
        continue;
      }
      double anomaly = 2 * Math.PI * j / samples.count();
      double cos = Math.cos(anomaly);
      double sin = ratio * Math.sin(anomaly);
      double phi = Math.atan2(sin, cos);
      double weight = ratio / (cos * cos + sin * sin);
      basis[0] = 1;
      basis[1] = Math.sin(order * phi);
      basis[2] = Math.cos(order * phi);
      for (int r = 0; r < 3; r++) {
        for (int c = 0; c < 3; c++) {
          normal[r][c] += weight * basis[r] * basis[c];
        }
        normal[r][3] += weight * basis[r] * value;
      }
      weights += weight;
      squares += weight * value * value;
    }
    double[] right = {normal[0][3], normal[1][3], normal[2][3]};
    double[] fit = solve(normal);
    if (fit == null) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN};
    }
    double explained = fit[0] * right[0] + fit[1] * right[1] + fit[2] * right[2];
    double residual = Math.sqrt(Math.max(0, squares - explained) / weights);
    return new double[] {fit[0], fit[1], fit[2], residual};
  }

  /** Solves three equations by elimination with pivots; null if they are degenerate. */
  private static double[] solve(double[][] m) {
    for (int column = 0; column < 3; column++) {
      int pivot = column;
      for (int row = column + 1; row < 3; row++) {
        if (Math.abs(m[row][column]) > Math.abs(m[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = m[column];
      m[column] = m[pivot];
      m[pivot] = swapped;
      if (!(Math.abs(m[column][column]) > 1e-12 * Math.abs(m[0][0]))) {
        return null;
      }
      for (int row = column + 1; row < 3; row++) {
        double factor = m[row][column] / m[column][column];
        for (int k = column; k < 4; k++) {
          m[row][k] -= factor * m[column][k];
        }
      }
    }
    double[] x = new double[3];
    for (int row = 2; row >= 0; row--) {
      double sum = m[row][3];
      for (int k = row + 1; k < 3; k++) {
        sum -= m[row][k] * x[k];
      }
      x[row] = sum / m[row][row];
    }
    return x;
  }

  /** Divides the amplitudes of an isophote by its radius times its gradient. */
  void scale(int isophote, double radiusTimesGradient) {
    double unit = Math.abs(radiusTimesGradient);
    for (int k = 0; k < 2 * ORDERS; k++) {
      amplitudes[k][isophote] = (float) (unit > 0 ? amplitudes[k][isophote] / unit : Double.NaN);
      errors[k][isophote] = (float) (unit > 0 ? errors[k][isophote] / unit : Double.NaN);
    }
  }

  Harmonics harmonics() {
    return new Harmonics(
        amplitudes[0],
        errors[0],
        amplitudes[1],
        errors[1],
        amplitudes[2],
        errors[2],
        amplitudes[3],
        errors[3]);
  }
}
