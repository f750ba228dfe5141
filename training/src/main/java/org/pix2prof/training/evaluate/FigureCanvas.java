// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;

/** A white canvas for charts and cutouts, in units of {@link #SCALE} pixels. */
final class FigureCanvas {
  static final double SCALE = 1.5;
  static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
  static final Color INK = new Color(0x333333);

  private final BufferedImage image;
  private final Graphics2D graphics;

  FigureCanvas(int width, int height) {
    image =
        new BufferedImage(
            (int) Math.round(width * SCALE),
            (int) Math.round(height * SCALE),
            BufferedImage.TYPE_INT_RGB);
    graphics = image.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    graphics.scale(SCALE, SCALE);
    graphics.setFont(FONT);
    graphics.setColor(INK);
    graphics.setStroke(new BasicStroke(1));
  }

  /** Returns graphics with its origin at a position; the caller disposes of it. */
  Graphics2D at(int left, int top) {
    Graphics2D translated = (Graphics2D) graphics.create();
    translated.translate(left, top);
    return translated;
  }

  void draw(XYChart chart, int left, int top) {
    Graphics2D translated = at(left, top);
    chart.paint(translated, chart.getWidth(), chart.getHeight());
    translated.dispose();
  }

  /** Writes the canvas as PNG. */
  void write(OutputStream out) throws IOException {
    graphics.dispose();
    ImageIO.write(image, "png", out);
  }

  /** Writes one chart as PNG. */
  static void write(XYChart chart, OutputStream out) throws IOException {
    FigureCanvas canvas = new FigureCanvas(chart.getWidth(), chart.getHeight());
    canvas.draw(chart, 0, 0);
    canvas.write(out);
  }
}
