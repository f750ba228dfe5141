package org.pix2prof.structure;

import java.util.function.UnaryOperator;

/**
 * First-order propagation of errors (the delta method) from mu to numbers that are computed of it.
 *
 * <p>Errors of two samples are taken to be correlated by {@code exp(-|ln(r1 / r2)| / 0.35)}, as the
 * deviations of the default model from the truth of simulated galaxies are: what makes one isophote
 * too bright, a neighbour or the sky, does so to the next.
 */
final class ErrorPropagation {
  /** In the natural logarithm of the radius. */
  static final double CORRELATION_LENGTH = 0.35;

  /** Small enough for a derivative, large against rounding; mag/arcsec^2. */
  private static final double STEP = 1e-4;

  /**
   * Errors of numbers.
   *
   * @param samples where mu and its errors are from
   * @param numbers as a function of mu, which it does not keep
   * @return one standard deviation of each; NaN where the number is, and where it depends on a
   *     sample of unknown error
   */
  static double[] errors(ProfileSamples samples, UnaryOperator<double[]> numbers) {
    double[] mu = samples.mu().clone();
    double[] middle = numbers.apply(mu);
    double[] variance = new double[middle.length];
    double[] carried = new double[middle.length];
    for (int k = 0; k < mu.length; k++) {
      mu[k] = samples.mu()[k] + STEP;
      double[] moved = numbers.apply(mu);
      mu[k] = samples.mu()[k];
      // Going outwards, the exponential makes one number carry all correlations with what is
      // behind.
      double decay =
          k == 0
              ? 0
              : Math.pow(samples.radius()[k - 1] / samples.radius()[k], 1 / CORRELATION_LENGTH);
      for (int i = 0; i < middle.length; i++) {
        double slope = (moved[i] - middle[i]) / STEP;
        double error = slope == 0 ? 0 : slope * samples.muErr()[k];
        carried[i] *= decay;
        variance[i] += error * (error + 2 * carried[i]);
        carried[i] += error;
      }
    }
    double[] errors = new double[middle.length];
    for (int i = 0; i < errors.length; i++) {
      // Rounding may leave a variance of nothing just below 0.
      errors[i] = Double.isNaN(variance[i]) ? Double.NaN : Math.sqrt(Math.max(0, variance[i]));
    }
    return errors;
  }

  private ErrorPropagation() {}
}
