// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.pix2prof.model.internal.Quantiles;

/**
 * Residuals of profiles in one bin of the reference's surface brightness.
 *
 * @param mu middle of the bin, mag/arcsec^2
 * @param samples in it
 * @param low quantile 0.16 of mu - mu_reference
 * @param median of the same
 * @param high quantile 0.84 of the same
 */
record ResidualBin(double mu, int samples, double low, double median, double high) {
  private static final double WIDTH = 0.5;

  /** Minimum samples of a bin. */
  private static final int MIN_SAMPLES = 3;

  static List<ResidualBin> of(List<ReportRow> rows) {
    Map<Long, DoubleStream.Builder> bins = new TreeMap<>();
    for (ReportRow row : rows) {
      for (int i = 0; i < row.residual().size(); i++) {
        bins.computeIfAbsent(
                (long) Math.floor(row.referenceMu().get(i) / WIDTH), bin -> DoubleStream.builder())
            .add(row.residual().get(i));
      }
    }
    List<ResidualBin> list = new ArrayList<>();
    bins.forEach(
        (bin, residuals) -> {
          Quantiles q = Quantiles.of(residuals.build());
          if (q.count() >= MIN_SAMPLES) {
            list.add(
                new ResidualBin(
                    (bin + 0.5) * WIDTH, q.count(), q.at(0.16), q.median(), q.at(0.84)));
          }
        });
    return list;
  }
}
