package org.pix2prof.training.evaluate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Plots of predicted profiles over their references, as PNG. */
final class ProfilePlot {
  private static final int GALLERY = 12;
  private static final int COLUMNS = 3;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;
  private static final Color REFERENCE = new Color(0x333333);
  private static final Color PREDICTION = new Color(0xC0392B);
  private static final Color BAND = new Color(0xC0, 0x39, 0x2B, 60);
  private static final Color SAMPLES = new Color(0x1F, 0x4E, 0x79, 90);

  /**
   * Plots up to 12 profiles beside each other: all, or from the best to the worst at even steps.
   *
   * @param matches references with their predictions
   * @param out where the PNG goes
   */
  static void gallery(List<Match> matches, OutputStream out) throws IOException {
    List<Match> shown = matches;
    if (matches.size() > GALLERY) {
      List<Match> ranked = new ArrayList<>(matches);
      ranked.sort(Comparator.comparingDouble(m -> Evaluation.deviation(m).median()));
      shown =
          IntStream.range(0, GALLERY)
              .mapToObj(i -> ranked.get(i * (ranked.size() - 1) / (GALLERY - 1)))
              .toList();
    }
    int columns = Math.min(COLUMNS, shown.size());
    int rows = (shown.size() + columns - 1) / columns;
    BufferedImage image =
        new BufferedImage(columns * WIDTH, rows * HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    for (int i = 0; i < shown.size(); i++) {
      BufferedImage chart = BitmapEncoder.getBufferedImage(profile(shown.get(i)));
      graphics.drawImage(chart, i % columns * WIDTH, i / columns * HEIGHT, null);
    }
    graphics.dispose();
    ImageIO.write(image, "png", out);
  }

  /** Surface brightness, brighter upwards, against semi-major axis. */
  private static XYChart profile(Match match) {
    ReferenceProfile reference = match.reference();
    SurfaceBrightnessProfile predicted = match.prediction().orElseThrow();
    XYChart chart =
        chart(
            String.format(
                Locale.ROOT,
                "%s, off by %.3f mag",
                reference.label(),
                Evaluation.deviation(match).median()),
            "semi-major axis, arcsec",
            "mu, mag/arcsec^2");
    double[] radius = Evaluation.doubles(predicted.radiusArcsec());
    double[] mu = Evaluation.doubles(predicted.mu());
    // The axis grows upwards: mu is plotted with its sign turned, and labelled without it.
    chart.setCustomYAxisTickLabelsFormatter(y -> String.format(Locale.ROOT, "%.0f", -y));
    if (radius.length > 0) {
      predicted.muErr().ifPresent(e -> band(chart, radius, mu, Evaluation.doubles(e)));
      XYSeries line = chart.addSeries("predicted", radius, negative(mu));
      line.setMarker(SeriesMarkers.NONE);
      line.setLineColor(PREDICTION);
      line.setLineStyle(new BasicStroke(2));
    }
    XYSeries dots =
        chart.addSeries("reference", reference.radiusArcsec(), negative(reference.mu()));
    dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    dots.setMarker(SeriesMarkers.CIRCLE);
    dots.setMarkerColor(REFERENCE);
    double outermost = reference.radiusArcsec()[reference.radiusArcsec().length - 1];
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.15 * outermost);
    return chart;
  }

  /** One predicted standard deviation to either side. */
  private static void band(XYChart chart, double[] radius, double[] mu, double[] muErr) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < radius.length; i++) {
      x.add(radius[i]);
      y.add(-mu[i] - muErr[i]);
    }
    for (int i = radius.length - 1; i >= 0; i--) {
      x.add(radius[i]);
      y.add(-mu[i] + muErr[i]);
    }
    XYSeries band = chart.addSeries("1 sigma", x, y);
    band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    band.setMarker(SeriesMarkers.NONE);
    band.setFillColor(BAND);
    band.setLineColor(BAND);
  }

  /**
   * Plots mu_predicted - mu_true of every sample against mu_true, with the median of each bin.
   *
   * @param deviations one per profile
   * @param out where the PNG goes
   */
  static void deviation(List<Deviation> deviations, OutputStream out) throws IOException {
    XYChart chart =
        chart("", "mu of the reference, mag/arcsec^2", "predicted - reference, mag/arcsec^2");
    XYSeries dots =
        chart.addSeries(
            "samples",
            deviations.stream()
                .flatMapToDouble(d -> d.coveredAt().mapToDouble(d::trueMu))
                .toArray(),
            deviations.stream().flatMapToDouble(Deviation::errors).toArray());
    dots.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
    dots.setMarker(SeriesMarkers.CIRCLE);
    dots.setMarkerColor(SAMPLES);
    List<Bin> bins =
        Bin.byMu(deviations).stream().filter(b -> Double.isFinite(b.to() - b.from())).toList();
    if (!bins.isEmpty()) {
      XYSeries medians =
          chart.addSeries(
              "median",
              bins.stream().mapToDouble(b -> (b.from() + b.to()) / 2).toArray(),
              bins.stream().mapToDouble(Bin::bias).toArray());
      medians.setMarker(SeriesMarkers.NONE);
      medians.setLineColor(PREDICTION);
      medians.setLineStyle(new BasicStroke(2));
    }
    BitmapEncoder.saveBitmap(chart, out, BitmapFormat.PNG);
  }

  private static XYChart chart(String title, String x, String y) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    chart
        .getStyler()
        .setMarkerSize(5)
        .setLegendPosition(LegendPosition.InsideNE)
        .setLegendFont(font)
        .setChartTitleFont(font)
        .setChartTitleBoxVisible(false)
        .setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setAxisTitleFont(font).setAxisTickLabelsFont(font);
    return chart;
  }

  private static double[] negative(double[] values) {
    return DoubleStream.of(values).map(v -> -v).toArray();
  }

  private ProfilePlot() {}
}
