package org.pix2prof.training.evaluate;

import java.util.stream.DoubleStream;
import org.pix2prof.references.Quantiles;

/**
 * How a figure is spread over profiles. Quantiles are interpolated linearly; all are NaN where
 * there is no profile.
 *
 * @param profiles number of profiles that have the figure
 * @param median half of the profiles are below
 * @param lowerQuartile a quarter of the profiles are below
 * @param upperQuartile three quarters of the profiles are below
 * @param percentile90 nine tenths of the profiles are below
 * @param min least
 * @param max greatest
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
   * Measures the values that are not NaN.
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
