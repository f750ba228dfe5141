// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.stream.DoubleStream;
import org.pix2prof.model.internal.Quantiles;

/**
 * Distribution of a metric over profiles. Quantiles are interpolated linearly; all are NaN if there
 * is no profile.
 *
 * @param profiles number of profiles with the metric
 * @param median median
 * @param lowerQuartile 25th percentile
 * @param upperQuartile 75th percentile
 * @param percentile90 90th percentile
 * @param min minimum
 * @param max maximum
 */
public record SummaryStatistics(
    int profiles,
    double median,
    double lowerQuartile,
    double upperQuartile,
    double percentile90,
    double min,
    double max) {

  /**
   * Summarises the values that are not NaN.
   *
   * @param values one per profile
   * @return their distribution
   */
  public static SummaryStatistics of(DoubleStream values) {
    Quantiles quantiles = Quantiles.of(values);
    return new SummaryStatistics(
        quantiles.count(),
        quantiles.median(),
        quantiles.at(0.25),
        quantiles.at(0.75),
        quantiles.at(0.9),
        quantiles.at(0),
        quantiles.at(1));
  }
}
