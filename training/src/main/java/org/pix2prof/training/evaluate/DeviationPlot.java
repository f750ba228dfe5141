// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.AnnotationLine;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.pix2prof.internal.references.Deviation;

/** Plots of all samples' deviations against surface brightness and radius. */
final class DeviationPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final Color SAMPLES = new Color(0x1F, 0x4E, 0x79, 90);

  /** Smallest deviation on the logarithmic axis, mag/arcsec^2. Smaller ones are drawn here. */
  private static final double FLOOR = 1e-3;

  /**
   * Plots mu_predicted - mu_true of every sample against mu_true, with the median of each bin.
   *
   * @param deviations one per profile
   * @param out destination of the PNG
   */
  static void samples(List<Deviation> deviations, OutputStream out) throws IOException {
    XYChart chart =
        Charts.chart(
            WIDTH, HEIGHT, "", "reference " + Charts.MU, "predicted - reference, mag/arcsec²");
    double[] errors = deviations.stream().flatMapToDouble(Deviation::errors).toArray();
    if (errors.length > 0) {
      double[] mu =
          deviations.stream().flatMapToDouble(d -> d.coveredAt().mapToDouble(d::trueMu)).toArray();
      Charts.dots(chart, "samples", mu, errors, SAMPLES);
    }
    List<BinnedStatistics> bins =
        BinnedStatistics.byMu(deviations).stream()
            .filter(b -> Double.isFinite(b.to() - b.from()))
            .toList();
    if (!bins.isEmpty()) {
      Charts.line(
          chart,
          "median",
          bins.stream().mapToDouble(b -> (b.from() + b.to()) / 2).toArray(),
          bins.stream().mapToDouble(BinnedStatistics::bias).toArray(),
          Charts.PREDICTION,
          Charts.SOLID);
    }
    FigureCanvas.write(chart, out);
  }

  /**
   * Plots quantiles of the absolute deviation in bins of half a magnitude of the reference, with a
   * line at {@link Deviation#FAINTEST}.
   *
   * @param deviations one per profile
   * @param out destination of the PNG
   */
  static void byMu(List<Deviation> deviations, OutputStream out) throws IOException {
    XYChart chart = curves("reference " + Charts.MU);
    add(chart, BinnedQuantiles.of(deviations, Deviation::trueMu, 0.5));
    chart.addAnnotation(new AnnotationLine(Deviation.FAINTEST, true, false));
    FigureCanvas.write(chart, out);
  }

  /**
   * Plots quantiles of the absolute deviation in bins of semi-major axis, two per doubling, over
   * samples not fainter than {@link Deviation#FAINTEST}.
   *
   * @param deviations one per profile
   * @param out destination of the PNG
   */
  static void byRadius(List<Deviation> deviations, OutputStream out) throws IOException {
    XYChart chart = curves(Charts.RADIUS);
    chart.setCustomXAxisTickLabelsFormatter(x -> number(Math.pow(2, x)));
    chart.getStyler().setXAxisTickMarkSpacingHint(80);
    List<Deviation> brighter = deviations.stream().map(d -> d.upTo(Deviation.FAINTEST)).toList();
    add(chart, BinnedQuantiles.of(brighter, (d, i) -> Math.log(d.radius(i)) / Math.log(2), 0.5));
    FigureCanvas.write(chart, out);
  }

  /** Plots log10 of the deviation and labels the axis with the deviation itself. */
  private static XYChart curves(String x) {
    XYChart chart = Charts.chart(WIDTH, HEIGHT, "", x, Charts.DEVIATION);
    chart.setCustomYAxisTickLabelsFormatter(y -> number(Math.pow(10, y)));
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setYAxisTickMarkSpacingHint(65);
    return chart;
  }

  private static void add(XYChart chart, List<BinnedQuantiles> bins) {
    if (bins.isEmpty()) {
      return;
    }
    double[] at = bins.stream().mapToDouble(BinnedQuantiles::at).toArray();
    Charts.line(
        chart,
        "90th percentile",
        at,
        logs(bins, BinnedQuantiles::percentile90),
        Charts.MUTED,
        Charts.DASHED);
    Charts.band(
        chart,
        "quartiles",
        at,
        logs(bins, BinnedQuantiles::lowerQuartile),
        logs(bins, BinnedQuantiles::upperQuartile),
        Charts.PREDICTION);
    Charts.line(
        chart, "median", at, logs(bins, BinnedQuantiles::median), Charts.PREDICTION, Charts.SOLID);
  }

  private static double[] logs(
      List<BinnedQuantiles> bins, ToDoubleFunction<BinnedQuantiles> metric) {
    return bins.stream().mapToDouble(metric).map(v -> Math.log10(Math.max(FLOOR, v))).toArray();
  }

  /** Rounds to two significant digits. */
  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  private DeviationPlot() {}
}
