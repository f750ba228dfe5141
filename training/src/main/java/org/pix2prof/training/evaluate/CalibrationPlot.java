// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.pix2prof.internal.references.Deviation;

/** Plot of the calibration of the uncertainties, over samples up to {@link Deviation#FAINTEST}. */
final class CalibrationPlot {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 420;
  private static final double MAX_K = 3;
  private static final int STEPS = 60;
  private static final Coverage ONE = new Coverage(1, 0.63, 0.73, Charts.PREDICTION);
  private static final Coverage TWO = new Coverage(2, 0.93, 0.97, Charts.SECOND);

  /**
   * Plots the fraction of samples within k predicted standard deviations, and those for k = 1 and 2
   * in bins of magnitude.
   *
   * @param deviations one per profile, of a model that predicts uncertainties
   * @param out destination of the PNG
   */
  static void write(List<Deviation> deviations, OutputStream out) throws IOException {
    List<Deviation> brighter = deviations.stream().map(d -> d.upTo(Deviation.FAINTEST)).toList();
    FigureCanvas canvas = new FigureCanvas(2 * WIDTH, HEIGHT);
    canvas.draw(within(brighter), 0, 0);
    canvas.draw(byMu(brighter), WIDTH, 0);
    canvas.write(out);
  }

  private static XYChart within(List<Deviation> deviations) {
    String title =
        String.format(
            Locale.ROOT,
            "%d samples, mu <= %s",
            Calibration.of(deviations).samples(),
            Deviation.FAINTEST);
    XYChart chart = Charts.chart(WIDTH, HEIGHT, title, "k", "fraction of samples within k sigma");
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(MAX_K).setYAxisMin(0.0).setYAxisMax(1.0);
    double[] k = DoubleStream.iterate(0, x -> x + MAX_K / STEPS).limit(STEPS + 1).toArray();
    double[] normal = DoubleStream.of(k).map(CalibrationPlot::normalWithin).toArray();
    Charts.line(chart, "normal distribution", k, normal, Charts.MUTED, Charts.DASHED);
    double[] model = Calibration.within(deviations, k);
    Charts.line(chart, "model", k, model, Charts.PREDICTION, Charts.SOLID);
    return chart;
  }

  /** Integrates the normal distribution within k standard deviations by the trapezium rule. */
  private static double normalWithin(double k) {
    int steps = 200;
    double sum = 0;
    for (int i = 0; i <= steps; i++) {
      double x = k * i / steps;
      sum += (i == 0 || i == steps ? 0.5 : 1) * Math.exp(-x * x / 2);
    }
    return sum * k / steps * Math.sqrt(2 / Math.PI);
  }

  private static XYChart byMu(List<Deviation> deviations) {
    XYChart chart =
        Charts.chart(
            WIDTH, HEIGHT, "each magnitude", "reference " + Charts.MU, "fraction of samples");
    List<BinnedStatistics> bins =
        BinnedStatistics.byMu(deviations).stream()
            .filter(b -> Double.isFinite(b.from()) && b.within1Sigma() >= 0)
            .toList();
    if (!bins.isEmpty()) {
      TWO.draw(chart, bins);
      ONE.draw(chart, bins);
      double lowest = bins.stream().mapToDouble(BinnedStatistics::within1Sigma).min().getAsDouble();
      chart.getStyler().setYAxisMin(Math.max(0, Math.min(0.45, lowest - 0.2))).setYAxisMax(1.0);
      chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    }
    return chart;
  }

  private CalibrationPlot() {}
}
