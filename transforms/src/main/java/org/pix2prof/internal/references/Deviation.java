// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.pix2prof.model.internal.Quantiles;

/**
 * Deviation of a predicted profile from its reference at each sample of the reference (Smith et al.
 * 2021, section 4: the absolute difference of surface brightness at each radius, and its median
 * over the profile).
 *
 * <p>The prediction is interpolated onto the radii of the reference, linearly in the logarithm of
 * the radius. A reference sample outside the predicted range, or where the prediction is NaN, is
 * not compared; {@link #coverage} is the compared fraction. Samples at radius 0 are skipped in both
 * profiles.
 */
public final class Deviation {
  /** The faint end of the paper's second figure, mag/arcsec^2. */
  public static final double FAINTEST = 26.5;

  /**
   * Shapes of isophotes of this true ellipticity or less are not compared, because a rounder
   * isophote has no meaningful position angle.
   */
  public static final double ROUNDEST = 0.1;

  private final double[] radius;
  private final double[] trueMu;
  private final double[] mu;
  private final double[] muErr;
  private final double[] ellipticityError;
  private final double[] paError;

  private Deviation(
      double[] radius,
      double[] trueMu,
      double[] mu,
      double[] muErr,
      double[] ellipticityError,
      double[] paError) {
    this.radius = radius;
    this.trueMu = trueMu;
    this.mu = mu;
    this.muErr = muErr;
    this.ellipticityError = ellipticityError;
    this.paError = paError;
  }

  /**
   * Compares a prediction without uncertainties.
   *
   * @param trueRadius semi-major axes of the reference, arcsec, increasing
   * @param trueMu surface brightness of the reference, mag/arcsec^2
   * @param predictedRadius semi-major axes of the prediction, arcsec, increasing
   * @param predictedMu surface brightness of the prediction, mag/arcsec^2
   * @return the deviation at the radii of the reference
   * @throws IllegalArgumentException if the lengths differ or radii do not increase from 0
   */
  public static Deviation of(
      double[] trueRadius, double[] trueMu, double[] predictedRadius, double[] predictedMu) {
    return of(trueRadius, trueMu, predictedRadius, predictedMu, null);
  }

  /**
   * Compares a prediction.
   *
   * @param trueRadius semi-major axes of the reference, arcsec, increasing
   * @param trueMu surface brightness of the reference, mag/arcsec^2
   * @param predictedRadius semi-major axes of the prediction, arcsec, increasing
   * @param predictedMu surface brightness of the prediction, mag/arcsec^2
   * @param predictedMuErr one standard deviation of the prediction, mag/arcsec^2; null if not given
   * @return the deviation at the radii of the reference
   * @throws IllegalArgumentException if the lengths differ or radii do not increase from 0
   */
  public static Deviation of(
      double[] trueRadius,
      double[] trueMu,
      double[] predictedRadius,
      double[] predictedMu,
      double[] predictedMuErr) {
    check("reference", trueRadius, trueMu);
    check("prediction", predictedRadius, predictedMu);
    if (predictedMuErr != null) {
      check("prediction's uncertainty", predictedRadius, predictedMuErr);
    }
    int skip = LogRadius.firstPositive(trueRadius);
    double[] at = Arrays.copyOfRange(trueRadius, skip, trueRadius.length);
    LogRadius predicted = LogRadius.of(predictedRadius);
    return new Deviation(
        at,
        Arrays.copyOfRange(trueMu, skip, trueMu.length),
        predicted.at(at, predictedMu),
        predictedMuErr == null ? unknown(at.length) : predicted.at(at, predictedMuErr),
        unknown(at.length),
        unknown(at.length));
  }

  private static double[] unknown(int samples) {
    double[] values = new double[samples];
    Arrays.fill(values, Double.NaN);
    return values;
  }

  /**
   * Adds the comparison of the isophotes' shapes.
   *
   * @param truth shapes at the radii of the reference
   * @param predicted shapes of the prediction, at its own radii
   * @return the comparison of both
   * @throws IllegalArgumentException if the truth is at other radii
   */
  public Deviation withIsophotes(IsophoteShapes truth, IsophoteShapes predicted) {
    int skip = LogRadius.firstPositive(truth.radiusArcsec());
    if (!Arrays.equals(
        truth.radiusArcsec(), skip, truth.radiusArcsec().length, radius, 0, radius.length)) {
      throw new IllegalArgumentException("the isophotes must be at the radii of the reference");
    }
    IsophoteShapes there = predicted.at(radius);
    double[] ellipticity = unknown(samples());
    double[] pa = unknown(samples());
    for (int i = 0; i < samples(); i++) {
      if (truth.ellipticity()[skip + i] > ROUNDEST) {
        ellipticity[i] = Math.abs(there.ellipticity()[i] - truth.ellipticity()[skip + i]);
        pa[i] = IsophoteShapes.turn(there.paDeg()[i], truth.paDeg()[skip + i]);
      }
    }
    return new Deviation(radius, trueMu, mu, muErr, ellipticity, pa);
  }

  private static void check(String what, double[] radius, double[] values) {
    requireNonNull(values, what);
    if (radius.length != values.length) {
      throw new IllegalArgumentException(
          "the " + what + " has " + radius.length + " radii but " + values.length + " values");
    }
    for (int i = 0; i < radius.length; i++) {
      if (!(radius[i] >= 0) || Double.isInfinite(radius[i])) {
        throw new IllegalArgumentException(
            "radius " + i + " of the " + what + " must be 0 or more, not " + radius[i]);
      }
      if (i > 0 && radius[i] <= radius[i - 1]) {
        throw new IllegalArgumentException(
            "radii of the " + what + " must increase: " + radius[i - 1] + ", then " + radius[i]);
      }
    }
  }

  /**
   * Restricts the comparison to the brighter samples of the reference.
   *
   * @param faintest maximum {@code mu} of the reference, mag/arcsec^2
   * @return the restricted comparison
   */
  public Deviation upTo(double faintest) {
    return where(i -> trueMu[i] <= faintest);
  }

  /**
   * Restricts the comparison to the outermost third of the reference's samples, rounded up.
   *
   * @return the restricted comparison
   */
  public Deviation outermostThird() {
    int inner = samples() - (samples() + 2) / 3;
    return where(i -> i >= inner);
  }

  /**
   * Restricts the comparison to some samples.
   *
   * @param kept true for the indices to keep
   * @return the restricted comparison
   */
  public Deviation where(IntPredicate kept) {
    int[] at = IntStream.range(0, samples()).filter(kept).toArray();
    return new Deviation(
        pick(radius, at),
        pick(trueMu, at),
        pick(mu, at),
        pick(muErr, at),
        pick(ellipticityError, at),
        pick(paError, at));
  }

  private static double[] pick(double[] values, int[] at) {
    return Arrays.stream(at).mapToDouble(i -> values[i]).toArray();
  }

  /** {@return the number of reference samples} */
  public int samples() {
    return radius.length;
  }

  /** {@return the number of reference samples that are compared} */
  public int covered() {
    return (int) coveredAt().count();
  }

  /** {@return the fraction of the reference samples that are compared; NaN if there are none} */
  public double coverage() {
    return samples() == 0 ? Double.NaN : (double) covered() / samples();
  }

  /** {@return the median of |mu_true - mu_predicted|, mag/arcsec^2; NaN if nothing is compared} */
  public double median() {
    return Quantiles.of(errors().map(Math::abs)).median();
  }

  /**
   * {@return the median of mu_predicted - mu_true, mag/arcsec^2: positive where the prediction is
   * too faint; NaN if nothing is compared}
   */
  public double bias() {
    return Quantiles.of(errors()).median();
  }

  /** {@return the median of |e_true - e_predicted|; NaN if no shape is compared} */
  public double ellipticityMedian() {
    return Quantiles.of(ellipticityErrors()).median();
  }

  /**
   * {@return the median angle between the true and the predicted major axis, degrees; NaN if none
   * is compared}
   */
  public double paMedian() {
    return Quantiles.of(paErrors()).median();
  }

  /** {@return |e_true - e_predicted| of the samples, NaN where the shapes are not compared} */
  public DoubleStream ellipticityErrors() {
    return DoubleStream.of(ellipticityError);
  }

  /**
   * {@return the angle between the major axes of the samples, 0 to 90 degrees, NaN where not
   * compared}
   */
  public DoubleStream paErrors() {
    return DoubleStream.of(paError);
  }

  /** {@return mu_predicted - mu_true of the samples that are compared, mag/arcsec^2} */
  public DoubleStream errors() {
    return coveredAt().mapToDouble(i -> mu[i] - trueMu[i]);
  }

  /** {@return the indices of the samples that are compared} */
  public IntStream coveredAt() {
    return IntStream.range(0, samples()).filter(i -> !Double.isNaN(mu[i]));
  }

  /**
   * Returns the semi-major axis of a sample.
   *
   * @param sample index of a sample of the reference
   * @return semi-major axis of a sample, arcsec
   */
  public double radius(int sample) {
    return radius[sample];
  }

  /**
   * Returns the surface brightness of the reference.
   *
   * @param sample index of a sample of the reference
   * @return surface brightness of the reference at a sample, mag/arcsec^2
   */
  public double trueMu(int sample) {
    return trueMu[sample];
  }

  /**
   * Returns the surface brightness of the prediction.
   *
   * @param sample index of a sample of the reference
   * @return surface brightness of the prediction there, mag/arcsec^2; NaN where it is not compared
   */
  public double mu(int sample) {
    return mu[sample];
  }

  /**
   * Returns the uncertainty of the prediction.
   *
   * @param sample index of a sample of the reference
   * @return one standard deviation of the prediction there, mag/arcsec^2; NaN where it is not given
   */
  public double muErr(int sample) {
    return muErr[sample];
  }
}
