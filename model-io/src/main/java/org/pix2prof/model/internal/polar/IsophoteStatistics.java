// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import java.util.Arrays;
import org.pix2prof.model.internal.Quantiles;

/**
 * Statistics of the samples along one ellipse: several estimates of its brightness, which differ if
 * other sources overlap it, the scatter, and the harmonics, which measure the ellipse's deviation
 * from the isophote (Jedrzejewski 1987, MNRAS 226, 747).
 */
final class IsophoteStatistics {
  /**
   * Number of {@link #estimates}: mean, clipped mean, interquartile mean, median, 30th percentile.
   */
  static final int ESTIMATES = 5;

  /** Index of the clipped mean in {@link #estimates}. */
  static final int CLIPPED = 1;

  private static final double CLIP = 3;
  private static final int MIN_SAMPLES = 8;

  /** Estimates of the flux per pixel; NaN if too few samples have a value. */
  final float[] estimates = new float[ESTIMATES];

  /** Robust standard deviation of the samples, from their lower half, flux per pixel. */
  float scatter;

  /** Standard deviation of the samples, flux per pixel. */
  float deviation;

  /** Fraction of the samples without a value. */
  float missing;

  /** Fourier amplitudes {@code [cos, sin]} of order 1, 2 and 4 of the clipped samples. */
  final float[] harmonics = new float[6];

  private final float[] sorted;
  private final Angles circle;

  IsophoteStatistics(Angles circle) {
    this.circle = circle;
    sorted = new float[circle.count()];
  }

  /** Measures {@code sorted.length} samples from {@code at}. */
  void measure(float[] samples, int at) {
    int angles = sorted.length;
    int n = 0;
    for (int j = 0; j < angles; j++) {
      if (!Float.isNaN(samples[at + j])) {
        sorted[n++] = samples[at + j];
      }
    }
    missing = 1 - (float) n / angles;
    Arrays.fill(harmonics, 0);
    if (n < MIN_SAMPLES) {
      Arrays.fill(estimates, Float.NaN);
      scatter = Float.NaN;
      deviation = Float.NaN;
      return;
    }
    Arrays.sort(sorted, 0, n);
    float median = Quantiles.ofSorted(sorted, n, 0.5);
    // The lower quartile alone: overlapping sources only make samples brighter.
    scatter = 1.4826f * (median - Quantiles.ofSorted(sorted, n, 0.25));
    float low = median - (float) CLIP * scatter;
    float high = median + (float) CLIP * scatter;
    estimates[0] = mean(0, n);
    estimates[CLIPPED] = clippedMean(n, low, high);
    estimates[2] = mean(n / 4, n - n / 4);
    estimates[3] = median;
    estimates[4] = Quantiles.ofSorted(sorted, n, 0.3);
    deviation = deviation(n, estimates[0]);
    harmonics(samples, at, low, high, estimates[CLIPPED]);
  }

  private float mean(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += sorted[i];
    }
    return (float) (sum / (to - from));
  }

  private float clippedMean(int n, float low, float high) {
    double sum = 0;
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (sorted[i] >= low && sorted[i] <= high) {
        sum += sorted[i];
        kept++;
      }
    }
    // Rounding may exclude every value between two equal limits.
    return kept == 0 ? (low + high) / 2 : (float) (sum / kept);
  }

  private float deviation(int n, float mean) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      double d = sorted[i] - mean;
      sum += d * d;
    }
    return (float) Math.sqrt(sum / n);
  }

  private void harmonics(float[] samples, int at, float low, float high, float mean) {
    int angles = sorted.length;
    double[] sums = new double[6];
    for (int j = 0; j < angles; j++) {
      float value = samples[at + j];
      if (Float.isNaN(value)) {
        continue;
      }
      double d = Math.max(low, Math.min(high, value)) - mean;
      double c1 = circle.cos()[j];
      double s1 = circle.sin()[j];
      double c2 = c1 * c1 - s1 * s1;
      double s2 = 2 * c1 * s1;
      sums[0] += d * c1;
      sums[1] += d * s1;
      sums[2] += d * c2;
      sums[3] += d * s2;
      sums[4] += d * (c2 * c2 - s2 * s2);
      sums[5] += d * 2 * c2 * s2;
    }
    for (int k = 0; k < 6; k++) {
      harmonics[k] = (float) (2 * sums[k] / angles);
    }
  }
}
