// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import java.util.Arrays;
import java.util.Optional;

/**
 * Fit of a straight line to the outer part of a profile, {@code mu = mu_0 + 2.5 / ln 10 * r / h},
 * by least squares with the weights {@code 1 / (mu_err^2 + 0.1^2)}. The second term is intrinsic
 * scatter: arms, rings and clumps make a disc deviate from an exponential by about a tenth of a
 * magnitude.
 *
 * <p>The range ends with the profile. It begins at 0.4 of the last radius, or at the first sample
 * beyond from which the line fits to 0.15 mag/arcsec^2 rms. It contains at least 5 samples, and mu
 * increases by at least 1 mag/arcsec^2 along it.
 */
final class DiscFit {
  private static final double INTRINSIC = 0.1;
  private static final double MAX_RMS = 0.15;
  private static final double INNER_PART = 0.4;
  private static final double NARROW_PART = 0.6;
  private static final double MIN_FALL = 1;

  /** Minimum samples of a range. */
  static final int MIN_SAMPLES = 5;

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

  /** Selects the range and fits the line; empty if no range is linear. */
  static Optional<DiscFit> of(ProfileSamples samples) {
    double[] radius = samples.radius();
    double[] mu = samples.mu();
    double[] weight = weights(samples.muErr());
    int last = samples.count() - 1;
    for (int from = 0; last - from + 1 >= MIN_SAMPLES; from++) {
      if (radius[from] < INNER_PART * radius[last] || mu[last] - mu[from] < MIN_FALL) {
        continue;
      }
      DiscFit fit = new DiscFit(radius, weight, from);
      if (fit.isLinear(mu)) {
        return Optional.of(fit);
      }
    }
    return Optional.empty();
  }

  /** Computes the weights; a sample of unknown error has the weight of the median error. */
  static double[] weights(double[] muErr) {
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
    return line.slope > 0 && squares <= weights * MAX_RMS * MAX_RMS;
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

  /**
   * Returns the central surface brightness, mag/arcsec^2, of a line through other mu in the same
   * range.
   */
  double centralMu(double[] mu) {
    return line(mu).mu0;
  }

  /** Returns the scale length, arcsec, of a line through other mu in the same range. */
  double scaleLength(double[] mu) {
    return MAG_PER_E_FOLD / line(mu).slope;
  }

  /**
   * Returns the fit from 0.6 of the last radius outwards, which shows how the line depends on the
   * range.
   *
   * @return this fit if its range begins further out, or if too few samples remain
   */
  DiscFit narrow() {
    int narrow = from;
    while (radius[narrow] < NARROW_PART * end()) {
      narrow++;
    }
    return radius.length - narrow < MIN_SAMPLES ? this : new DiscFit(radius, weight, narrow);
  }

  /** Returns the inner end of the range, arcsec. */
  double begin() {
    return radius[from];
  }

  /** Returns the outer end of the range, arcsec. */
  double end() {
    return radius[radius.length - 1];
  }
}
