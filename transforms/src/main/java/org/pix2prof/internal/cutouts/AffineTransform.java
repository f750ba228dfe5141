// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.util.Optional;
import org.pix2prof.values.Frame;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/**
 * Transformation of the pixels of a cutout to those of another frame: {@code x' = x0 + xx x + xy y}
 * and {@code y' = y0 + yx x + yy y}.
 *
 * @param x0 x' of the cutout's first pixel
 * @param xx pixels along x' per pixel along x
 * @param xy pixels along x' per pixel along y
 * @param y0 y' of the cutout's first pixel
 * @param yx pixels along y' per pixel along x
 * @param yy pixels along y' per pixel along y
 */
record AffineTransform(double x0, double xx, double xy, double y0, double yx, double yy) {
  /** Maximum distance of two equal grids anywhere in a cutout, pixels. */
  private static final double SAME_GRID = 0.05;

  /**
   * Returns the transformation between two frames through the sky, exact at the mean of the
   * cutout's corners.
   *
   * @param frame that the cutout is cut from
   * @param x of the cutout's first pixel in that frame
   * @param y of the cutout's first pixel in that frame
   * @param side of the cutout, pixels
   * @param other frame
   * @return empty if the other frame shows the opposite side of the sky
   */
  static Optional<AffineTransform> between(Frame frame, int x, int y, int side, Frame other) {
    int far = side - 1;
    PixelPoint[] corners = new PixelPoint[4];
    for (int i = 0; i < 4; i++) {
      SkyPoint sky = frame.wcs().toSky(x + (i % 2) * far, y + (i / 2) * far);
      Optional<PixelPoint> there = other.wcs().toPixel(sky.raDeg(), sky.decDeg());
      if (there.isEmpty()) {
        return Optional.empty();
      }
      corners[i] = there.get();
    }
    int steps = Math.max(far, 1);
    double xx = (corners[1].x() - corners[0].x() + corners[3].x() - corners[2].x()) / (2.0 * steps);
    double xy = (corners[2].x() - corners[0].x() + corners[3].x() - corners[1].x()) / (2.0 * steps);
    double yx = (corners[1].y() - corners[0].y() + corners[3].y() - corners[2].y()) / (2.0 * steps);
    double yy = (corners[2].y() - corners[0].y() + corners[3].y() - corners[1].y()) / (2.0 * steps);
    double meanX = (corners[0].x() + corners[1].x() + corners[2].x() + corners[3].x()) / 4;
    double meanY = (corners[0].y() + corners[1].y() + corners[2].y() + corners[3].y()) / 4;
    double half = far / 2.0;
    return Optional.of(
        new AffineTransform(meanX - half * (xx + xy), xx, xy, meanY - half * (yx + yy), yx, yy));
  }

  double x(double x, double y) {
    return x0 + xx * x + xy * y;
  }

  double y(double x, double y) {
    return y0 + yx * x + yy * y;
  }

  /** Returns the area of a pixel of the cutout in pixels of the other frame. */
  double area() {
    return Math.abs(xx * yy - xy * yx);
  }

  /** Returns the transformation to a grid that starts at pixel (x, y) of the other frame. */
  AffineTransform movedTo(int x, int y) {
    return new AffineTransform(x0 - x, xx, xy, y0 - y, yx, yy);
  }

  /** Rounds a shift to whole pixels if it differs from them only by the scatter of astrometry. */
  AffineTransform snapped(int side) {
    AffineTransform whole = new AffineTransform(Math.rint(x(0, 0)), 1, 0, Math.rint(y(0, 0)), 0, 1);
    int far = side - 1;
    for (int i = 0; i < 4; i++) {
      double x = (i % 2) * far;
      double y = (i / 2) * far;
      if (Math.hypot(x(x, y) - whole.x(x, y), y(x, y) - whole.y(x, y)) > SAME_GRID) {
        return this;
      }
    }
    return whole;
  }
}
