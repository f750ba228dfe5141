// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.model.internal.Quantiles;

/**
 * Quantiles of |mu_true - mu_predicted| over the samples in a bin.
 *
 * @param at median of the quantity that the samples are binned by
 * @param lowerQuartile mag/arcsec^2
 * @param median mag/arcsec^2
 * @param upperQuartile mag/arcsec^2
 * @param percentile90 mag/arcsec^2
 */
record BinnedQuantiles(
    double at, double lowerQuartile, double median, double upperQuartile, double percentile90) {
  /** Minimum number of samples for meaningful quantiles. */
  private static final int MIN_SAMPLES = 5;

  /** The quantity that samples are binned by. */
  interface Axis {
    double of(Deviation deviation, int sample);
  }

  /**
   * Bins the samples of all profiles; the edges are multiples of the bin width.
   *
   * @return the bins with enough samples, in ascending order
   */
  static List<BinnedQuantiles> of(List<Deviation> deviations, Axis axis, double width) {
    Quantiles all = positions(deviations, axis);
    List<BinnedQuantiles> bins = new ArrayList<>();
    for (double from = Math.floor(all.at(0) / width) * width; from <= all.at(1); from += width) {
      double lower = from;
      List<Deviation> inside =
          deviations.stream()
              .map(d -> d.where(i -> axis.of(d, i) >= lower && axis.of(d, i) < lower + width))
              .toList();
      Quantiles sizes =
          Quantiles.of(inside.stream().flatMapToDouble(Deviation::errors).map(Math::abs));
      if (sizes.count() >= MIN_SAMPLES) {
        bins.add(
            new BinnedQuantiles(
                positions(inside, axis).median(),
                sizes.at(0.25),
                sizes.median(),
                sizes.at(0.75),
                sizes.at(0.9)));
      }
    }
    return bins;
  }

  private static Quantiles positions(List<Deviation> deviations, Axis axis) {
    return Quantiles.of(
        deviations.stream().flatMapToDouble(d -> d.coveredAt().mapToDouble(i -> axis.of(d, i))));
  }
}
