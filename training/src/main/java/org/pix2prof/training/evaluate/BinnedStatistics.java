// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import org.pix2prof.internal.references.Deviation;
import org.pix2prof.model.internal.Quantiles;

/**
 * Statistics of all profiles' samples in a bin of surface brightness or radius.
 *
 * @param from lower edge, inclusive
 * @param to upper edge, exclusive
 * @param samples number of compared reference samples in the bin
 * @param deviation median |mu_true - mu_predicted|, mag/arcsec^2
 * @param bias median mu_predicted - mu_true, mag/arcsec^2
 * @param within1Sigma as {@link Calibration#within1Sigma}
 * @param within2Sigma as {@link Calibration#within2Sigma}
 */
public record BinnedStatistics(
    double from,
    double to,
    int samples,
    double deviation,
    double bias,
    @JsonProperty("within_1_sigma") double within1Sigma,
    @JsonProperty("within_2_sigma") double within2Sigma) {

  private static final double INFINITE = Double.POSITIVE_INFINITY;
  private static final double[] MU = {
    -INFINITE, 18, 19, 20, 21, 22, 23, 24, 25, 26, 26.5, 27, 28, INFINITE
  };
  private static final double[] RADIUS = {0, 1, 2, 4, 8, 16, 32, 64, 128, INFINITE};

  /** The quantity that samples are binned by. */
  private interface Axis {
    double of(Deviation deviation, int sample);
  }

  /**
   * Bins by the surface brightness of the reference.
   *
   * @param deviations one per profile
   * @return the non-empty bins, brightest first, mag/arcsec^2
   */
  public static List<BinnedStatistics> byMu(List<Deviation> deviations) {
    return by(Deviation::trueMu, MU, deviations);
  }

  /**
   * Bins by semi-major axis.
   *
   * @param deviations one per profile
   * @return the non-empty bins, innermost first, arcsec
   */
  public static List<BinnedStatistics> byRadius(List<Deviation> deviations) {
    return by(Deviation::radius, RADIUS, deviations);
  }

  private static List<BinnedStatistics> by(Axis axis, double[] edges, List<Deviation> deviations) {
    List<BinnedStatistics> bins = new ArrayList<>();
    for (int i = 0; i + 1 < edges.length; i++) {
      double from = edges[i];
      double to = edges[i + 1];
      List<Deviation> inside =
          deviations.stream()
              .map(d -> d.where(s -> axis.of(d, s) >= from && axis.of(d, s) < to))
              .toList();
      Quantiles errors = Quantiles.of(inside.stream().flatMapToDouble(Deviation::errors));
      if (errors.count() > 0) {
        Quantiles sizes =
            Quantiles.of(inside.stream().flatMapToDouble(Deviation::errors).map(Math::abs));
        Calibration calibration = Calibration.of(inside);
        bins.add(
            new BinnedStatistics(
                from,
                to,
                errors.count(),
                sizes.median(),
                errors.median(),
                calibration.within1Sigma(),
                calibration.within2Sigma()));
      }
    }
    return bins;
  }
}
