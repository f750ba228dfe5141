// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.awt.Color;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The fraction of samples within a number of standard deviations in each bin, plotted over the
 * expected range.
 */
record Coverage(int sigmas, double lower, double upper, Color color) {
  void draw(XYChart chart, List<BinnedStatistics> bins) {
    double[] ends = {bins.get(0).from(), bins.get(bins.size() - 1).to()};
    double[] low = {lower, lower};
    double[] high = {upper, upper};
    Charts.band(chart, "band " + sigmas, ends, low, high, color).setShowInLegend(false);
    ToDoubleFunction<BinnedStatistics> fraction =
        sigmas == 1 ? BinnedStatistics::within1Sigma : BinnedStatistics::within2Sigma;
    XYSeries line =
        Charts.line(
            chart,
            String.format(Locale.ROOT, "within %d sigma, band %.2f to %.2f", sigmas, lower, upper),
            bins.stream().mapToDouble(b -> (b.from() + b.to()) / 2).toArray(),
            bins.stream().mapToDouble(fraction).toArray(),
            color,
            Charts.SOLID);
    line.setMarker(SeriesMarkers.CIRCLE);
    line.setMarkerColor(color);
  }
}
