// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import org.pix2prof.model.Isophotes;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.SkyImage;

/**
 * An ellipse in the pixels of an image: {@code x = centreX + cosX cos E + sinX sin E}, and y alike,
 * where E is the eccentric anomaly, counted from the major axis.
 *
 * @param centreX pixels
 * @param centreY pixels
 * @param cosX pixels
 * @param sinX pixels
 * @param cosY pixels
 * @param sinY pixels
 */
record ImageEllipse(
    double centreX, double centreY, double cosX, double sinX, double cosY, double sinY) {

  /** Returns the ellipse of semi-major axis 1 arcsec with the shape of an isophote. */
  static ImageEllipse unit(Isophotes isophotes, int i, SkyImage image) {
    PixelShape shape = image.shape();
    double scale = image.pixelScaleArcsec();
    double q = 1 - (double) isophotes.ellipticity()[i];
    double pa = Math.toRadians(isophotes.paDeg()[i]);
    double cos = Math.cos(pa) / scale;
    double sin = Math.sin(pa) / scale;
    return new ImageEllipse(
        isophotes.centreX(),
        isophotes.centreY(),
        shape.pixelX(cos, sin),
        shape.pixelX(-q * sin, q * cos),
        shape.pixelY(sin),
        shape.pixelY(q * cos));
  }

  /** Returns an ellipse of the same shape whose axes are longer by a factor. */
  ImageEllipse times(double factor) {
    return new ImageEllipse(
        centreX, centreY, factor * cosX, factor * sinX, factor * cosY, factor * sinY);
  }

  /** Returns the factor by which this ellipse must grow to touch the edge of an image. */
  double growthToEdge(int width, int height) {
    double alongX = Math.min(centreX + 0.5, width - 0.5 - centreX) / Math.hypot(cosX, sinX);
    double alongY = Math.min(centreY + 0.5, height - 0.5 - centreY) / Math.hypot(cosY, sinY);
    return Math.max(0, Math.min(alongX, alongY));
  }

  /** Returns the factor by which this ellipse must grow to pass through a position. */
  double growthTo(double x, double y) {
    double determinant = cosX * sinY - sinX * cosY;
    double dx = x - centreX;
    double dy = y - centreY;
    double cos = (sinY * dx - sinX * dy) / determinant;
    double sin = (cosX * dy - cosY * dx) / determinant;
    // Faster than Math.hypot, whose care about overflow is not needed.
    return Math.sqrt(cos * cos + sin * sin);
  }
}
