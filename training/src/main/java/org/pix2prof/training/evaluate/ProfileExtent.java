package org.pix2prof.training.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Whether profiles end where the references do, in samples of the reference: the logarithm of
 * predicted over true last semi-major axis, over that of the reference's last two.
 *
 * @param profiles number of profiles whose reference has two samples or more
 * @param within2Samples fraction of them that end within two samples of the reference's end
 * @param histogram how many end how many samples further out
 */
public record ProfileExtent(
    int profiles, @JsonProperty("within_2_samples") double within2Samples, List<Count> histogram) {

  /** Radii of a few digits are still a whole number of samples apart. */
  private static final double TOLERANCE = 0.01;

  private static final int WIDEST = 10;

  /**
   * The profiles in a range.
   *
   * @param from least number of samples further out than the reference, negative if further in
   * @param to the range ends before this number
   * @param profiles number of them
   */
  public record Count(double from, double to, int profiles) {}

  /**
   * How much further out a profile ends than its reference.
   *
   * @param trueRadius semi-major axes of the reference, arcsec, increasing
   * @param lastPredicted last semi-major axis of the prediction, arcsec; 0 if it is empty
   * @return samples, not rounded; NaN where the reference has no two samples beyond radius 0
   */
  static double samples(double[] trueRadius, double lastPredicted) {
    int n = trueRadius.length;
    if (n < 2 || trueRadius[n - 2] == 0) {
      return Double.NaN;
    }
    return Math.log(lastPredicted / trueRadius[n - 1])
        / Math.log(trueRadius[n - 1] / trueRadius[n - 2]);
  }

  /** Of profiles that end this many samples further out than their references; NaN is left out. */
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

  /** One range around each whole number, and two open ones. */
  private static List<Count> histogram(double[] samples) {
    List<Count> counts = new ArrayList<>();
    double from = Double.NEGATIVE_INFINITY;
    for (double to = -WIDEST - 0.5; to <= WIDEST + 0.5; to++) {
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
