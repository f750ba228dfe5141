package org.pix2prof.structure;

import java.util.Arrays;
import java.util.Optional;

/**
 * A straight line through the outer part of a profile, {@code mu = mu_0 + 2.5 / ln 10 * r / h}, by
 * least squares with the weights {@code 1 / (mu_err^2 + 0.1^2)}: arms, rings and clumps make a disc
 * depart from an exponential by a tenth of a magnitude or so, however well it is measured.
 *
 * <p>The range ends with the profile, and begins at 0.4 of the last radius, or as little further
 * out as it takes for the line to fit to 0.15 mag/arcsec^2 rms. It has 5 samples and falls by 1
 * mag/arcsec^2 at least.
 */
final class DiscFit {
  private static final double MAG_PER_E_FOLD = 2.5 / Math.log(10);
  private static final double INTRINSIC = 0.1;
  private static final double GREATEST_RMS = 0.15;
  private static final double INNER_PART = 0.4;
  private static final double NARROW_PART = 0.6;
  private static final double LEAST_FALL = 1;

  /** A range has no fewer samples. */
  static final int FEWEST = 5;

  private final double[] radius;
  private final double[] weight;
  private final int from;

  private DiscFit(double[] radius, double[] weight, int from) {
    this.radius = radius;
    this.weight = weight;
    this.from = from;
  }

  /** {@code mu = mu0 + slope r}. */
  private record Line(double mu0, double slope) {}

  /** Chooses the range; empty where none is linear. */
  static Optional<DiscFit> of(ProfileSamples samples) {
    double[] radius = samples.radius();
    double[] mu = samples.mu();
    double[] weight = weights(samples.muErr());
    int last = samples.count() - 1;
    for (int from = 0; last - from + 1 >= FEWEST; from++) {
      if (radius[from] < INNER_PART * radius[last] || mu[last] - mu[from] < LEAST_FALL) {
        continue;
      }
      DiscFit fit = new DiscFit(radius, weight, from);
      if (fit.isLinear(mu)) {
        return Optional.of(fit);
      }
    }
    return Optional.empty();
  }

  /** A sample of unknown error counts as one of the median error does. */
  private static double[] weights(double[] muErr) {
    double[] known = Arrays.stream(muErr).filter(Double::isFinite).sorted().toArray();
    double median = known.length == 0 ? 0 : known[known.length / 2];
    return Arrays.stream(muErr)
        .map(e -> Double.isFinite(e) ? e : median)
        .map(e -> 1 / (INTRINSIC * INTRINSIC + e * e))
        .toArray();
  }

  private boolean isLinear(double[] mu) {
    Line line = line(mu);
    double weights = 0;
    double squares = 0;
    for (int k = from; k < mu.length; k++) {
      double departure = mu[k] - line.mu0 - line.slope * radius[k];
      weights += weight[k];
      squares += weight[k] * departure * departure;
    }
    return line.slope > 0 && squares <= weights * GREATEST_RMS * GREATEST_RMS;
  }

  private Line line(double[] mu) {
    double weights = 0;
    double meanR = 0;
    double meanMu = 0;
    for (int k = from; k < mu.length; k++) {
      weights += weight[k];
      meanR += weight[k] * radius[k];
      meanMu += weight[k] * mu[k];
    }
    meanR /= weights;
    meanMu /= weights;
    double rr = 0;
    double rm = 0;
    for (int k = from; k < mu.length; k++) {
      double r = radius[k] - meanR;
      rr += weight[k] * r * r;
      rm += weight[k] * r * (mu[k] - meanMu);
    }
    double slope = rm / rr;
    return new Line(meanMu - slope * meanR, slope);
  }

  /** Central surface brightness, mag/arcsec^2, of the line through other mu in the same range. */
  double centralMu(double[] mu) {
    return line(mu).mu0;
  }

  /** Scale length, arcsec, of the line through other mu in the same range. */
  double scaleLength(double[] mu) {
    return MAG_PER_E_FOLD / line(mu).slope;
  }

  /**
   * How far the line depends on where the range begins: the fit from 0.6 of the last radius on.
   *
   * @return this one where that begins further out, or leaves too few samples
   */
  DiscFit narrow() {
    int narrow = from;
    while (radius[narrow] < NARROW_PART * end()) {
      narrow++;
    }
    return radius.length - narrow < FEWEST ? this : new DiscFit(radius, weight, narrow);
  }

  /** Where the range begins, arcsec. */
  double begin() {
    return radius[from];
  }

  /** Where the range ends, arcsec. */
  double end() {
    return radius[radius.length - 1];
  }
}
