// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.DoubleStream;
import org.pix2prof.internal.references.Deviation;

/**
 * Calibration of the predicted uncertainties. If they are right, about 0.683 of the samples are
 * within one standard deviation of the reference, and 0.954 within two. The fractions are NaN if
 * the model predicts no uncertainties.
 *
 * @param samples number of compared reference samples with a predicted uncertainty
 * @param within1Sigma fraction of samples within one predicted standard deviation
 * @param within2Sigma fraction of samples within two predicted standard deviations
 */
public record Calibration(
    int samples,
    @JsonProperty("within_1_sigma") double within1Sigma,
    @JsonProperty("within_2_sigma") double within2Sigma) {

  /**
   * Computes the calibration over the samples of all profiles.
   *
   * @param deviations one per profile
   * @return the calibration
   */
  public static Calibration of(List<Deviation> deviations) {
    double[] sigmas = deviations.stream().flatMapToDouble(Calibration::sigmas).toArray();
    return new Calibration(sigmas.length, within(sigmas, 1), within(sigmas, 2));
  }

  /** Returns the fraction of samples within each number of predicted standard deviations. */
  static double[] within(List<Deviation> deviations, double[] limits) {
    double[] sigmas = deviations.stream().flatMapToDouble(Calibration::sigmas).toArray();
    return DoubleStream.of(limits).map(limit -> within(sigmas, limit)).toArray();
  }

  private static DoubleStream sigmas(Deviation d) {
    return d.coveredAt()
        .filter(i -> d.muErr(i) >= 0)
        .mapToDouble(i -> Math.abs(d.mu(i) - d.trueMu(i)) / d.muErr(i));
  }

  private static double within(double[] sigmas, double limit) {
    return DoubleStream.of(sigmas).map(s -> s <= limit ? 1 : 0).average().orElse(Double.NaN);
  }
}
