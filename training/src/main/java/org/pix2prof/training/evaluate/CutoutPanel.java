// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.pix2prof.internal.report.AsinhStretch;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.Quantiles;

/**
 * Draws the central part of a model's input in inverted grey, y upwards, with ellipses about the
 * galaxy's centre.
 */
final class CutoutPanel {
  private static final Color MISSING = new Color(0xDDE4EC);
  private static final double[] BARS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

  private final Graphics2D graphics;
  private final int side;
  private final double scale;

  /**
   * Draws the pixels.
   *
   * @param canvas graphics with its origin at the cutout's top left corner
   * @param side side of the cutout on the canvas
   * @param image the image
   * @param arcsecPerPixel pixel scale of the model's radii
   * @param half half the side of the drawn region, arcsec
   */
  CutoutPanel(
      Graphics2D canvas, int side, PreparedImage image, double arcsecPerPixel, double half) {
    double pixel = arcsecPerPixel * image.radiusFactor();
    this.side = side;
    this.scale = side / (2 * half);
    this.graphics = (Graphics2D) canvas.create();
    graphics.clipRect(0, 0, side, side);
    graphics.setColor(MISSING);
    graphics.fillRect(0, 0, side, side);
    graphics.translate(side / 2.0, side / 2.0);
    AffineTransform toCutout = AffineTransform.getScaleInstance(scale * pixel, scale * pixel);
    toCutout.translate(-(image.centreX() + 0.5), -(image.height() - 0.5 - image.centreY()));
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(grey(image, half / pixel), toCutout, null);
  }

  /** Applies an asinh stretch between the sky and the brightest pixels of the drawn region. */
  private static BufferedImage grey(PreparedImage image, double halfPixels) {
    float[] pixels = image.pixels();
    int width = image.width();
    Quantiles all = Quantiles.of(IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i]));
    Quantiles shown =
        Quantiles.of(
            IntStream.range(0, pixels.length)
                .filter(i -> Math.abs(i % width - image.centreX()) <= halfPixels)
                .filter(i -> Math.abs(i / width - image.centreY()) <= halfPixels)
                .mapToDouble(i -> pixels[i]));
    AsinhStretch stretch = AsinhStretch.of(all, shown);
    BufferedImage grey = new BufferedImage(width, image.height(), BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < pixels.length; i++) {
      int level = (int) Math.round(255 * (1 - 0.92 * stretch.shade(pixels[i])));
      int colour = Float.isNaN(pixels[i]) ? MISSING.getRGB() : level * 0x10101;
      grey.setRGB(i % width, image.height() - 1 - i / width, colour);
    }
    return grey;
  }

  /** Draws an isophote; skips one of unknown shape. */
  void ellipse(double radius, double ellipticity, double paDeg, Color color, BasicStroke stroke) {
    if (Double.isNaN(ellipticity) || Double.isNaN(paDeg)) {
      return;
    }
    double a = radius * scale;
    double b = a * (1 - ellipticity);
    Shape round = new Ellipse2D.Double(-a, -b, 2 * a, 2 * b);
    graphics.setColor(color);
    graphics.setStroke(stroke);
    graphics.draw(
        AffineTransform.getRotateInstance(-Math.toRadians(paDeg)).createTransformedShape(round));
  }

  /** Draws a scale bar of a round number of arcsec, at most a third of the side. */
  void bar() {
    double longest = side / 3.0 / scale;
    double length = DoubleStream.of(BARS).filter(b -> b <= longest).max().orElse(longest);
    String label = new BigDecimal(length).round(new MathContext(2)).toPlainString() + "″";
    double left = 12 - side / 2.0;
    double bottom = side / 2.0 - 12;
    double width = Math.max(length * scale, graphics.getFontMetrics().stringWidth(label));
    graphics.setColor(new Color(255, 255, 255, 190));
    graphics.fill(new Rectangle2D.Double(left - 6, bottom - 22, width + 12, 28));
    graphics.setColor(FigureCanvas.INK);
    graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
    graphics.draw(new Line2D.Double(left, bottom, left + length * scale, bottom));
    graphics.drawString(label, (float) left, (float) bottom - 6);
  }

  /** Draws the border and disposes of the graphics. */
  void frame() {
    graphics.setColor(new Color(0xBBBBBB));
    graphics.setStroke(new BasicStroke(1));
    graphics.translate(-side / 2.0, -side / 2.0);
    graphics.drawRect(0, 0, side - 1, side - 1);
    graphics.dispose();
  }
}
