// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

/**
 * Statistics of the samples along one ellipse, in flux per pixel.
 *
 * @param mean after clipping; NaN if too few samples have a value
 * @param deviation standard deviation after clipping; NaN if {@code mean} is
 * @param validFraction fraction of the ellipse that has pixels, 0 to 1
 * @param keptFraction fraction of the samples with a value that clipping keeps, 0 to 1
 */
record SampleStatistics(double mean, double deviation, double validFraction, double keptFraction) {
  private static final double CLIP = 3;
  private static final int MAX_CLIPS = 5;

  /** Minimum fraction of valid samples: photutils' {@code fflag=0.7} allows as many flagged. */
  private static final double MIN_VALID = 0.3;

  /** Computes the statistics of samples, NaN where they have no value. */
  static SampleStatistics of(float[] samples, int count, double validFraction) {
    int valid = 0;
    for (int i = 0; i < count; i++) {
      valid += Float.isNaN(samples[i]) ? 0 : 1;
    }
    if (validFraction < MIN_VALID || valid < 3) {
      return new SampleStatistics(Double.NaN, Double.NaN, validFraction, 0);
    }
    double low = Double.NEGATIVE_INFINITY;
    double high = Double.POSITIVE_INFINITY;
    double mean = 0;
    double deviation = 0;
    int kept = 0;
    for (int round = 0; round <= MAX_CLIPS; round++) {
      double sum = 0;
      int n = 0;
      for (int i = 0; i < count; i++) {
        if (samples[i] >= low && samples[i] <= high) {
          sum += samples[i];
          n++;
        }
      }
      if (n == kept || n < 3) {
        break;
      }
      kept = n;
      mean = sum / n;
      double squares = 0;
      for (int i = 0; i < count; i++) {
        if (samples[i] >= low && samples[i] <= high) {
          squares += (samples[i] - mean) * (samples[i] - mean);
        }
      }
      deviation = Math.sqrt(squares / (n - 1));
      low = mean - CLIP * deviation;
      high = mean + CLIP * deviation;
    }
    return new SampleStatistics(mean, deviation, validFraction, (double) kept / valid);
  }
}
