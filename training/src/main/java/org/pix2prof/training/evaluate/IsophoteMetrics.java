// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.List;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.model.internal.Quantiles;

/**
 * Deviation of the isophotes' predicted shapes from the references, at samples whose true
 * ellipticity exceeds {@link Deviation#ROUNDEST}: the position angle of rounder isophotes is
 * ill-defined. The values are NaN if the model or the reference has no shapes.
 *
 * @param ellipticity median |e_true - e_predicted| of each profile
 * @param paDeg median angle between the true and the predicted major axis of each profile, 0 to 90
 *     degrees
 * @param pooled the same over the samples of all profiles
 */
public record IsophoteMetrics(
    SummaryStatistics ellipticity, SummaryStatistics paDeg, Pooled pooled) {
  /**
   * Metrics over the samples of all profiles.
   *
   * @param samples number of samples compared
   * @param ellipticityMedian of |e_true - e_predicted|
   * @param ellipticityPercentile90 of |e_true - e_predicted|
   * @param paDegMedian of the angle between the major axes, degrees
   * @param paDegPercentile90 of the angle between the major axes, degrees
   */
  public record Pooled(
      int samples,
      double ellipticityMedian,
      double ellipticityPercentile90,
      double paDegMedian,
      double paDegPercentile90) {}

  /**
   * Computes the metrics of a set of profiles.
   *
   * @param deviations one per profile
   * @return the metrics
   */
  public static IsophoteMetrics of(List<Deviation> deviations) {
    Quantiles ellipticity = pooled(deviations, Deviation::ellipticityErrors);
    Quantiles paDeg = pooled(deviations, Deviation::paErrors);
    return new IsophoteMetrics(
        SummaryStatistics.of(deviations.stream().mapToDouble(Deviation::ellipticityMedian)),
        SummaryStatistics.of(deviations.stream().mapToDouble(Deviation::paMedian)),
        new Pooled(
            ellipticity.count(),
            ellipticity.median(),
            ellipticity.at(0.9),
            paDeg.median(),
            paDeg.at(0.9)));
  }

  private static Quantiles pooled(
      List<Deviation> deviations, Function<Deviation, DoubleStream> errors) {
    return Quantiles.of(deviations.stream().flatMapToDouble(errors));
  }
}
