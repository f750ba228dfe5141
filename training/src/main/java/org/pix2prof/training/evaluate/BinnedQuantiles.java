package org.pix2prof.training.evaluate;

import java.util.ArrayList;
import java.util.List;
import org.pix2prof.references.Deviation;
import org.pix2prof.references.Quantiles;

/**
 * How |mu_true - mu_predicted| is spread over the samples in a range.
 *
 * @param at median of what the samples are sorted by
 * @param lowerQuartile mag/arcsec^2
 * @param median mag/arcsec^2
 * @param upperQuartile mag/arcsec^2
 * @param percentile90 mag/arcsec^2
 */
record BinnedQuantiles(
    double at, double lowerQuartile, double median, double upperQuartile, double percentile90) {
  /** Fewer samples have no quantiles to speak of. */
  private static final int FEWEST = 5;

  /** What a sample is sorted by. */
  interface Axis {
    double of(Deviation deviation, int sample);
  }

  /**
   * Sorts the samples of all profiles into ranges that begin at the multiples of their width.
   *
   * @return the ranges that have samples enough, in their order
   */
  static List<BinnedQuantiles> of(List<Deviation> deviations, Axis axis, double width) {
    Quantiles all = positions(deviations, axis);
    List<BinnedQuantiles> spreads = new ArrayList<>();
    for (double from = Math.floor(all.at(0) / width) * width; from <= all.at(1); from += width) {
      double least = from;
      List<Deviation> inside =
          deviations.stream()
              .map(d -> d.where(i -> axis.of(d, i) >= least && axis.of(d, i) < least + width))
              .toList();
      Quantiles sizes =
          Quantiles.of(inside.stream().flatMapToDouble(Deviation::errors).map(Math::abs));
      if (sizes.count() >= FEWEST) {
        spreads.add(
            new BinnedQuantiles(
                positions(inside, axis).median(),
                sizes.at(0.25),
                sizes.median(),
                sizes.at(0.75),
                sizes.at(0.9)));
      }
    }
    return spreads;
  }

  private static Quantiles positions(List<Deviation> deviations, Axis axis) {
    return Quantiles.of(
        deviations.stream().flatMapToDouble(d -> d.coveredAt().mapToDouble(i -> axis.of(d, i))));
  }
}
