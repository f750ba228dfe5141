// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.function.UnaryOperator;

/**
 * First-order propagation of errors (the delta method) from mu to numbers that are computed from
 * it.
 *
 * <p>The errors of two samples are assumed to be correlated by {@code exp(-|ln(r1 / r2)| / 0.35)},
 * like the deviations of the default model from the truth of simulated galaxies: a neighbour or an
 * arm affects adjacent isophotes alike. The error of the sky, which is common to all samples, is
 * not included.
 */
final class ErrorPropagation {
  /** Correlation length in the natural logarithm of the radius. */
  static final double CORRELATION_LENGTH = 0.35;

  /** Step of numerical derivatives, mag/arcsec^2; large compared with rounding errors. */
  private static final double STEP = 1e-4;

  /**
   * Computes the errors of numbers.
   *
   * @param samples samples with mu and its errors
   * @param numbers as a function of mu, which must not retain its argument
   * @return one standard deviation of each; NaN if the number is NaN or depends on a sample of
   *     unknown error
   */
  static double[] errors(ProfileSamples samples, UnaryOperator<double[]> numbers) {
    double[] mu = samples.mu().clone();
    double[] muErr = samples.errorsWithoutSky();
    double[] middle = numbers.apply(mu);
    double[] variance = new double[middle.length];
    double[] carried = new double[middle.length];
    for (int k = 0; k < mu.length; k++) {
      mu[k] = samples.mu()[k] + STEP;
      double[] moved = numbers.apply(mu);
      mu[k] = samples.mu()[k];
      // Going outwards, the exponential makes one number carry all correlations with inner samples.
      double decay =
          k == 0
              ? 0
              : Math.pow(samples.radius()[k - 1] / samples.radius()[k], 1 / CORRELATION_LENGTH);
      for (int i = 0; i < middle.length; i++) {
        double slope = (moved[i] - middle[i]) / STEP;
        double error = slope == 0 ? 0 : slope * muErr[k];
        carried[i] *= decay;
        variance[i] += error * (error + 2 * carried[i]);
        carried[i] += error;
      }
    }
    double[] errors = new double[middle.length];
    for (int i = 0; i < errors.length; i++) {
      // Rounding may make a zero variance slightly negative.
      errors[i] = Double.isNaN(variance[i]) ? Double.NaN : Math.sqrt(Math.max(0, variance[i]));
    }
    return errors;
  }

  private ErrorPropagation() {}
}
