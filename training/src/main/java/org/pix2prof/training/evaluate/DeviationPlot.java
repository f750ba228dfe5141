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
import org.pix2prof.references.Deviation;

/** Deviations of all samples against surface brightness and radius. */
final class DeviationPlot {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 420;
  private static final Color SAMPLES = new Color(0x1F, 0x4E, 0x79, 90);

  /** Deviations below are drawn at it; a logarithm needs one, mag/arcsec^2. */
  private static final double LEAST = 1e-3;

  /**
   * Plots mu_predicted - mu_true of every sample against mu_true, with the median of each bin.
   *
   * @param deviations one per profile
   * @param out where the PNG goes
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
   * Plots how the absolute deviation is spread in half magnitudes of the reference, with a line at
   * {@link Deviation#FAINTEST}.
   *
   * @param deviations one per profile
   * @param out where the PNG goes
   */
  static void byMu(List<Deviation> deviations, OutputStream out) throws IOException {
    XYChart chart = curves("reference " + Charts.MU);
    add(chart, BinnedQuantiles.of(deviations, Deviation::trueMu, 0.5));
    chart.addAnnotation(new AnnotationLine(Deviation.FAINTEST, true, false));
    FigureCanvas.write(chart, out);
  }

  /**
   * Plots how the absolute deviation is spread in semi-major axis, two ranges to a doubling, over
   * samples that are not fainter than {@link Deviation#FAINTEST}.
   *
   * @param deviations one per profile
   * @param out where the PNG goes
   */
  static void byRadius(List<Deviation> deviations, OutputStream out) throws IOException {
    XYChart chart = curves(Charts.RADIUS);
    chart.setCustomXAxisTickLabelsFormatter(x -> number(Math.pow(2, x)));
    chart.getStyler().setXAxisTickMarkSpacingHint(80);
    List<Deviation> brighter = deviations.stream().map(d -> d.upTo(Deviation.FAINTEST)).toList();
    add(chart, BinnedQuantiles.of(brighter, (d, i) -> Math.log(d.radius(i)) / Math.log(2), 0.5));
    FigureCanvas.write(chart, out);
  }

  /** The deviation is plotted by its logarithm, and labelled without. */
  private static XYChart curves(String x) {
    XYChart chart = Charts.chart(WIDTH, HEIGHT, "", x, Charts.DEVIATION);
    chart.setCustomYAxisTickLabelsFormatter(y -> number(Math.pow(10, y)));
    chart.getStyler().setLegendPosition(LegendPosition.InsideNW);
    chart.getStyler().setYAxisTickMarkSpacingHint(65);
    return chart;
  }

  private static void add(XYChart chart, List<BinnedQuantiles> spreads) {
    if (spreads.isEmpty()) {
      return;
    }
    double[] at = spreads.stream().mapToDouble(BinnedQuantiles::at).toArray();
    Charts.line(
        chart,
        "90th percentile",
        at,
        logs(spreads, BinnedQuantiles::percentile90),
        Charts.MUTED,
        Charts.DASHED);
    Charts.band(
        chart,
        "quartiles",
        at,
        logs(spreads, BinnedQuantiles::lowerQuartile),
        logs(spreads, BinnedQuantiles::upperQuartile),
        Charts.PREDICTION);
    Charts.line(
        chart,
        "median",
        at,
        logs(spreads, BinnedQuantiles::median),
        Charts.PREDICTION,
        Charts.SOLID);
  }

  private static double[] logs(
      List<BinnedQuantiles> spreads, ToDoubleFunction<BinnedQuantiles> figure) {
    return spreads.stream().mapToDouble(figure).map(v -> Math.log10(Math.max(LEAST, v))).toArray();
  }

  /** Two digits. */
  private static String number(double value) {
    return new BigDecimal(value).round(new MathContext(2)).stripTrailingZeros().toPlainString();
  }

  private DeviationPlot() {}
}
