package org.pix2prof.training.evaluate;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * How far a predicted profile is from its reference, sample by sample of the reference (Smith et
 * al. 2021, section 4: the absolute difference of surface brightness at each radius, and its median
 * over the profile).
 *
 * <p>The prediction is interpolated onto the radii of the reference, linearly in the logarithm of
 * the radius. A reference sample outside the predicted range, or where the prediction is NaN, is
 * not compared, and {@link #coverage} says what fraction was. Samples at radius 0 are left out of
 * both profiles.
 */
public final class Deviation {
  /** Radii of text with 7 digits, or of single precision, still meet at the end of a range. */
  private static final double RADIUS_TOLERANCE = 1e-6;

  private final double[] radius;
  private final double[] trueMu;
  private final double[] mu;
  private final double[] muErr;

  private Deviation(double[] radius, double[] trueMu, double[] mu, double[] muErr) {
    this.radius = radius;
    this.trueMu = trueMu;
    this.mu = mu;
    this.muErr = muErr;
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
    int skipTrue = firstPositive(trueRadius);
    int skipPredicted = firstPositive(predictedRadius);
    double[] at = Arrays.copyOfRange(trueRadius, skipTrue, trueRadius.length);
    double[] logRadius =
        Arrays.stream(predictedRadius, skipPredicted, predictedRadius.length)
            .map(Math::log)
            .toArray();
    return new Deviation(
        at,
        Arrays.copyOfRange(trueMu, skipTrue, trueMu.length),
        interpolate(logRadius, predictedMu, skipPredicted, at),
        interpolate(logRadius, predictedMuErr, skipPredicted, at));
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

  private static int firstPositive(double[] radius) {
    return radius.length > 0 && radius[0] == 0 ? 1 : 0;
  }

  private static double[] interpolate(double[] x, double[] values, int skip, double[] radius) {
    double[] result = new double[radius.length];
    Arrays.fill(result, Double.NaN);
    if (values == null || x.length == 0) {
      return result;
    }
    for (int i = 0; i < radius.length; i++) {
      double at = Math.log(radius[i]);
      if (at < x[0] - RADIUS_TOLERANCE || at > x[x.length - 1] + RADIUS_TOLERANCE) {
        continue;
      }
      at = Math.max(x[0], Math.min(x[x.length - 1], at));
      int found = Arrays.binarySearch(x, at);
      if (found >= 0) {
        result[i] = values[skip + found];
      } else {
        int above = -found - 1;
        double fraction = (at - x[above - 1]) / (x[above] - x[above - 1]);
        result[i] = (1 - fraction) * values[skip + above - 1] + fraction * values[skip + above];
      }
    }
    return result;
  }

  /**
   * The same comparison on the brighter samples of the reference only.
   *
   * @param faintest greatest {@code mu} of the reference that is kept, mag/arcsec^2
   * @return the restricted comparison
   */
  public Deviation upTo(double faintest) {
    return where(i -> trueMu[i] <= faintest);
  }

  /**
   * The same comparison on the outermost third of the reference's samples only, rounded up.
   *
   * @return the restricted comparison
   */
  public Deviation outermostThird() {
    int inner = samples() - (samples() + 2) / 3;
    return where(i -> i >= inner);
  }

  /** The same comparison on some samples only. */
  Deviation where(IntPredicate kept) {
    int[] at = IntStream.range(0, samples()).filter(kept).toArray();
    return new Deviation(pick(radius, at), pick(trueMu, at), pick(mu, at), pick(muErr, at));
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

  /** mu_predicted - mu_true of the samples that are compared. */
  DoubleStream errors() {
    return coveredAt().mapToDouble(i -> mu[i] - trueMu[i]);
  }

  IntStream coveredAt() {
    return IntStream.range(0, samples()).filter(i -> !Double.isNaN(mu[i]));
  }

  double radius(int sample) {
    return radius[sample];
  }

  double trueMu(int sample) {
    return trueMu[sample];
  }

  double mu(int sample) {
    return mu[sample];
  }

  double muErr(int sample) {
    return muErr[sample];
  }
}
