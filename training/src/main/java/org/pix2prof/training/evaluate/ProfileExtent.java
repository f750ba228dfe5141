// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * End of the profiles relative to the references, in samples of the reference: the logarithm of the
 * ratio of predicted to true last semi-major axis, divided by the logarithm of the ratio of the
 * reference's last two.
 *
 * @param profiles number of profiles whose reference has at least two samples
 * @param within2Samples fraction of profiles that end within two samples of the reference's end
 * @param histogram number of profiles by samples beyond the reference's end
 */
public record ProfileExtent(
    int profiles, @JsonProperty("within_2_samples") double within2Samples, List<Count> histogram) {

  /** Tolerance for rounded radii, in samples. */
  private static final double TOLERANCE = 0.01;

  private static final int LAST_BIN = 10;

  /**
   * A bin of the histogram.
   *
   * @param from lower edge, samples beyond the reference's end; negative if the profile is shorter
   * @param to upper edge, exclusive
   * @param profiles number of profiles
   */
  public record Count(double from, double to, int profiles) {}

  /**
   * Computes by how many samples a profile extends beyond its reference.
   *
   * @param trueRadius semi-major axes of the reference, arcsec, increasing
   * @param lastPredicted last semi-major axis of the prediction, arcsec; 0 if it is empty
   * @return samples, not rounded; NaN if the reference has fewer than two samples beyond radius 0
   */
  static double samples(double[] trueRadius, double lastPredicted) {
    int n = trueRadius.length;
    if (n < 2 || trueRadius[n - 2] == 0) {
      return Double.NaN;
    }
    return Math.log(lastPredicted / trueRadius[n - 1])
        / Math.log(trueRadius[n - 1] / trueRadius[n - 2]);
  }

  /** Summarises profiles by their samples beyond the reference's end, skipping NaN. */
  static ProfileExtent of(DoubleStream samples) {
    double[] known = samples.filter(s -> !Double.isNaN(s)).toArray();
    return new ProfileExtent(
        known.length,
        DoubleStream.of(known)
            .map(s -> Math.abs(s) <= 2 + TOLERANCE ? 1 : 0)
            .average()
            .orElse(Double.NaN),
        histogram(known));
  }

  /** Counts in bins centred on whole numbers, and in two open bins. */
  private static List<Count> histogram(double[] samples) {
    List<Count> counts = new ArrayList<>();
    double from = Double.NEGATIVE_INFINITY;
    for (double to = -LAST_BIN - 0.5; to <= LAST_BIN + 0.5; to++) {
      counts.add(count(from, to, samples));
      from = to;
    }
    counts.add(count(from, Double.POSITIVE_INFINITY, samples));
    return counts;
  }

  private static Count count(double from, double to, double[] samples) {
    return new Count(
        from, to, (int) DoubleStream.of(samples).filter(s -> s >= from && s < to).count());
  }
}
