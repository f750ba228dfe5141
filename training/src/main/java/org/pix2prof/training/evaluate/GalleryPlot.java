// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.knowm.xchart.XYChart;
import org.pix2prof.internal.references.IsophoteShapes;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Plot of galaxies next to their profiles. */
final class GalleryPlot {
  private static final int COLUMNS = 2;
  private static final int MARGIN = 12;
  private static final int TITLE = 26;
  private static final int CUTOUT = 250;
  private static final int CHART = 400;
  private static final int WIDTH = CUTOUT + CHART + 2 * MARGIN;
  private static final int HEIGHT = TITLE + CUTOUT + 30 + MARGIN;
  private static final BasicStroke THIN = new BasicStroke(1.2f);
  private static final int MIN_HALF_PIXELS = 12;

  /** Radii of the drawn isophotes, as fractions of the last radius. */
  private static final double[] FRACTIONS = {1, 0.5, 0.25, 0.125};

  private final Map<Provenance, PreparedImage> images;
  private final double arcsecPerPixel;

  private GalleryPlot(Map<Provenance, PreparedImage> images, double arcsecPerPixel) {
    this.images = images;
    this.arcsecPerPixel = arcsecPerPixel;
  }

  /**
   * Draws the galaxies in their order.
   *
   * @param shown references with their predictions, at least one
   * @param images the model's inputs
   * @param arcsecPerPixel pixel scale of the model's radii
   * @param out destination of the PNG
   */
  static void write(
      List<ProfileMatch> shown,
      Map<Provenance, PreparedImage> images,
      double arcsecPerPixel,
      OutputStream out)
      throws IOException {
    GalleryPlot plot = new GalleryPlot(images, arcsecPerPixel);
    int columns = Math.min(COLUMNS, shown.size());
    int rows = (shown.size() + columns - 1) / columns;
    FigureCanvas canvas = new FigureCanvas(columns * WIDTH + MARGIN, rows * HEIGHT + MARGIN);
    for (int i = 0; i < shown.size(); i++) {
      int left = MARGIN + i % columns * WIDTH;
      int top = MARGIN + i / columns * HEIGHT;
      plot.cutout(shown.get(i), canvas, left, top + TITLE);
      XYChart chart = ProfilePlot.chart(shown.get(i), CHART, HEIGHT - TITLE - MARGIN, "");
      chart.getStyler().setLegendVisible(i == 0);
      canvas.draw(chart, left + CUTOUT + MARGIN / 2, top + TITLE - 6);
      title(shown.get(i), canvas, left, top);
    }
    canvas.write(out);
  }

  private static void title(ProfileMatch match, FigureCanvas canvas, int left, int top) {
    Graphics2D graphics = canvas.at(left, top);
    String label = match.reference().label();
    graphics.setFont(FigureCanvas.FONT.deriveFont(Font.BOLD));
    graphics.drawString(label, 0, 14);
    int end = graphics.getFontMetrics().stringWidth(label);
    graphics.setFont(FigureCanvas.FONT);
    graphics.drawString(deviation(match), end + 10, 14);
    graphics.dispose();
  }

  private static String deviation(ProfileMatch match) {
    double deviation = GallerySelection.deviation(match);
    return Double.isNaN(deviation)
        ? "no samples compared"
        : String.format(Locale.ROOT, "median deviation %.3f mag", deviation);
  }

  private void cutout(ProfileMatch match, FigureCanvas canvas, int left, int top) {
    SurfaceBrightnessProfile predicted = match.prediction().orElseThrow();
    PreparedImage image = images.get(predicted.provenance());
    if (image == null) {
      return;
    }
    Graphics2D graphics = canvas.at(left, top);
    CutoutPanel cutout =
        new CutoutPanel(graphics, CUTOUT, image, arcsecPerPixel, half(match, image));
    IsophoteShapes.of(predicted).ifPresent(isophotes -> draw(isophotes, cutout));
    cutout.bar();
    cutout.frame();
    graphics.dispose();
  }

  private static void draw(IsophoteShapes isophotes, CutoutPanel cutout) {
    double[] known = isophotes.radiusArcsec();
    if (known.length > 0) {
      double[] radii = Arrays.stream(FRACTIONS).map(p -> p * known[known.length - 1]).toArray();
      IsophoteShapes at = isophotes.at(radii);
      for (int i = 0; i < radii.length; i++) {
        cutout.ellipse(radii[i], at.ellipticity()[i], at.paDeg()[i], Charts.PREDICTION, THIN);
      }
    }
  }

  /** Half the side of the region that covers both profiles, limited by the image, arcsec. */
  private double half(ProfileMatch match, PreparedImage image) {
    double limit = arcsecPerPixel * Math.min(image.width(), image.height()) / 2;
    return Math.min(
        limit, Math.max(MIN_HALF_PIXELS * arcsecPerPixel, 1.12 * ProfilePlot.outermost(match)));
  }
}
