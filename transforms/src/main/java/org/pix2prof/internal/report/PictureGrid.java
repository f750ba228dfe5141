// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import org.pix2prof.model.PixelShape;
import org.pix2prof.values.GalaxyImage;

/**
 * The square pixels in which an image is drawn: its own, or, if those are not square on the sky,
 * pixels of the same area. Both share the middle of the image and the direction of the x axis.
 *
 * @param image to draw
 * @param shape of its pixels
 * @param width square pixels along x
 * @param height square pixels along y
 */
record PictureGrid(GalaxyImage image, PixelShape shape, int width, int height) {
  /** Longer pixels are drawn as they are, since few of them make a picture. */
  private static final double MOST_ELONGATED = 10;

  /** Samples of a square pixel along each axis. */
  private static final int SAMPLES = 2;

  static PictureGrid of(GalaxyImage image) {
    PixelShape shape =
        image.pixelShape().elongation() > MOST_ELONGATED ? PixelShape.SQUARE : image.pixelShape();
    if (shape.isSquare()) {
      return new PictureGrid(image, shape, image.width(), image.height());
    }
    double width = shape.xx() * image.width() + Math.abs(shape.xy()) * image.height();
    double height = shape.yy() * image.height();
    return new PictureGrid(
        image, shape, (int) Math.max(1, Math.round(width)), (int) Math.max(1, Math.round(height)));
  }

  /** Returns the x coordinate in the grid of a point of the image. */
  double x(double imageX, double imageY) {
    return shape.isSquare()
        ? imageX
        : shape.squareX(imageX - (image.width() - 1) / 2.0, imageY - (image.height() - 1) / 2.0)
            + (width - 1) / 2.0;
  }

  /** Returns the y coordinate in the grid of a point of the image. */
  double y(double imageY) {
    return shape.isSquare()
        ? imageY
        : shape.squareY(imageY - (image.height() - 1) / 2.0) + (height - 1) / 2.0;
  }

  /** {@return the value of a square pixel; not finite if it has none or is outside the image} */
  float at(int x, int y) {
    if (shape.isSquare()) {
      return pixel(x, y);
    }
    double sum = 0;
    int count = 0;
    for (int v = 0; v < SAMPLES; v++) {
      for (int u = 0; u < SAMPLES; u++) {
        double squareX = x + (u + 0.5) / SAMPLES - width / 2.0;
        double squareY = y + (v + 0.5) / SAMPLES - height / 2.0;
        float value =
            pixel(
                (int) Math.floor(shape.pixelX(squareX, squareY) + image.width() / 2.0),
                (int) Math.floor(shape.pixelY(squareY) + image.height() / 2.0));
        if (Float.isFinite(value)) {
          sum += value;
          count++;
        }
      }
    }
    return count > 0 ? (float) (sum / count) : Float.NaN;
  }

  private float pixel(int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < image.width() && y < image.height();
    return inside ? image.pixels()[y * image.width() + x] : Float.NaN;
  }
}
