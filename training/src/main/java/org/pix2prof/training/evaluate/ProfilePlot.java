// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.pix2prof.internal.references.FloatConversions;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Plot of predicted profiles with their references. */
final class ProfilePlot {
  private static final int MAX_PROFILES = 12;
  private static final int COLUMNS = 3;
  private static final int WIDTH = 480;
  private static final int HEIGHT = 360;

  /**
   * Plots up to 12 profiles: all, or evenly spaced ones from the best to the worst.
   *
   * @param matches references with their predictions
   * @param out destination of the PNG
   */
  static void write(List<ProfileMatch> matches, OutputStream out) throws IOException {
    List<ProfileMatch> shown = matches;
    if (matches.size() > MAX_PROFILES) {
      List<ProfileMatch> ranked = new ArrayList<>(matches);
      ranked.sort(Comparator.comparingDouble(m -> m.deviation().median()));
      shown =
          IntStream.range(0, MAX_PROFILES)
              .mapToObj(i -> ranked.get(i * (ranked.size() - 1) / (MAX_PROFILES - 1)))
              .toList();
    }
    int columns = Math.min(COLUMNS, shown.size());
    int rows = (shown.size() + columns - 1) / columns;
    FigureCanvas canvas = new FigureCanvas(columns * WIDTH, rows * HEIGHT);
    for (int i = 0; i < shown.size(); i++) {
      ProfileMatch match = shown.get(i);
      String title =
          String.format(
              Locale.ROOT,
              "%s, off by %.3f mag",
              match.reference().label(),
              match.deviation().median());
      canvas.draw(chart(match, WIDTH, HEIGHT, title), i % columns * WIDTH, i / columns * HEIGHT);
    }
    canvas.write(out);
  }

  /** Creates a chart of surface brightness, brighter upwards, against semi-major axis. */
  static XYChart chart(ProfileMatch match, int width, int height, String title) {
    ReferenceProfile reference = match.reference();
    SurfaceBrightnessProfile predicted = match.prediction().orElseThrow();
    XYChart chart = Charts.chart(width, height, title, Charts.RADIUS, Charts.MU);
    double[] radius = FloatConversions.of(predicted.radiusArcsec());
    double[] mu = FloatConversions.of(predicted.mu());
    // The axis grows upwards, so -mu is plotted and the labels show mu.
    chart.setCustomYAxisTickLabelsFormatter(y -> String.format(Locale.ROOT, "%.0f", -y));
    if (radius.length > 0) {
      predicted.muErr().ifPresent(e -> band(chart, radius, mu, FloatConversions.of(e)));
      Charts.line(chart, "predicted", radius, Charts.negative(mu), Charts.PREDICTION, Charts.SOLID);
    }
    Charts.dots(
        chart,
        "reference",
        reference.radiusArcsec(),
        Charts.negative(reference.mu()),
        Charts.REFERENCE);
    chart.getStyler().setXAxisMin(0.0).setXAxisMax(1.05 * outermost(match));
    return chart;
  }

  /** Returns the last semi-major axis of the two profiles, arcsec. */
  static double outermost(ProfileMatch match) {
    double[] reference = match.reference().radiusArcsec();
    float[] predicted = match.prediction().orElseThrow().radiusArcsec();
    return Math.max(
        reference[reference.length - 1],
        predicted.length == 0 ? 0 : predicted[predicted.length - 1]);
  }

  /** Draws the band of one predicted standard deviation. */
  private static void band(XYChart chart, double[] radius, double[] mu, double[] muErr) {
    double[] brighter = new double[mu.length];
    double[] fainter = new double[mu.length];
    for (int i = 0; i < mu.length; i++) {
      brighter[i] = -(mu[i] - muErr[i]);
      fainter[i] = -(mu[i] + muErr[i]);
    }
    Charts.band(chart, "1 sigma", radius, brighter, fainter, Charts.PREDICTION);
  }

  private ProfilePlot() {}
}
