// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.io.Serializable;
import java.util.Optional;
import org.pix2prof.model.PixelShape;

/**
 * WCS around one pixel, as the tangent plane there: (xi, eta) = CD (dx, dy) with xi to the east and
 * eta to the north of (raDeg, decDeg), and (dx, dy) from (x, y). Over the few arcmin of a galaxy it
 * equals the image's full WCS with its distortions to far less than a pixel.
 *
 * @param x of the pixel, 0 in the middle of the first one
 * @param y of the pixel
 * @param raDeg right ascension of the pixel in degrees
 * @param decDeg declination of the pixel in degrees
 * @param cd11 degrees to the east per pixel along x
 * @param cd12 degrees to the east per pixel along y
 * @param cd21 degrees to the north per pixel along x
 * @param cd22 degrees to the north per pixel along y
 * @serial exclude
 */
public record LocalWcs(
    double x,
    double y,
    double raDeg,
    double decDeg,
    double cd11,
    double cd12,
    double cd21,
    double cd22)
    implements Serializable {
  private static final double ARCSEC_PER_DEGREE = 3600;

  /**
   * Checks the numbers.
   *
   * @param x pixels
   * @param y pixels
   * @param raDeg degrees
   * @param decDeg degrees
   * @param cd11 degrees per pixel
   * @param cd12 degrees per pixel
   * @param cd21 degrees per pixel
   * @param cd22 degrees per pixel
   * @throws IllegalArgumentException if one is not finite, the declination is beyond a pole, or the
   *     matrix has no inverse
   */
  public LocalWcs {
    if (!Double.isFinite(x + y + raDeg + decDeg + cd11 + cd12 + cd21 + cd22)) {
      throw new IllegalArgumentException("a local WCS needs finite numbers");
    }
    if (Math.abs(decDeg) > 90) {
      throw new IllegalArgumentException("a declination of " + decDeg + " degrees");
    }
    if (cd11 * cd22 == cd12 * cd21) {
      throw new IllegalArgumentException("the CD matrix of a local WCS has no inverse");
    }
  }

  /**
   * Maps a pixel to the sky.
   *
   * @param px in pixels, on the grid of {@code x}
   * @param py in pixels, on the grid of {@code y}
   * @return in the frame of {@code raDeg} and {@code decDeg}
   */
  public SkyPoint toSky(double px, double py) {
    double dx = px - x;
    double dy = py - y;
    double xi = Math.toRadians(cd11 * dx + cd12 * dy);
    double eta = Math.toRadians(cd21 * dx + cd22 * dy);
    double dec = Math.toRadians(decDeg);
    double sin = Math.sin(dec);
    double cos = Math.cos(dec);
    double towards = cos - eta * sin;
    return new SkyPoint(
        Angles.wholeTurn(raDeg + Math.toDegrees(Math.atan2(xi, towards))),
        Math.toDegrees(Math.atan2(sin + eta * cos, Math.hypot(xi, towards))));
  }

  /**
   * Maps a position on the sky to a pixel.
   *
   * @param ra right ascension in degrees
   * @param dec declination in degrees
   * @return empty 90 degrees and more from {@code (raDeg, decDeg)}
   */
  public Optional<PixelPoint> toPixel(double ra, double dec) {
    double turned = Math.toRadians(ra - raDeg);
    double here = Math.toRadians(decDeg);
    double there = Math.toRadians(dec);
    double along = Math.cos(there) * Math.cos(turned);
    double depth = Math.sin(here) * Math.sin(there) + Math.cos(here) * along;
    if (!(depth > 0)) {
      return Optional.empty();
    }
    double xi = Math.toDegrees(Math.cos(there) * Math.sin(turned) / depth);
    double eta =
        Math.toDegrees((Math.cos(here) * Math.sin(there) - Math.sin(here) * along) / depth);
    double det = determinant();
    return Optional.of(
        new PixelPoint(x + (cd22 * xi - cd12 * eta) / det, y + (cd11 * eta - cd21 * xi) / det));
  }

  /**
   * Side of a pixel: the square root of its area.
   *
   * @return in arcsec
   */
  public double pixelScaleArcsec() {
    return ARCSEC_PER_DEGREE * Math.sqrt(Math.abs(determinant()));
  }

  /**
   * Shape of a pixel.
   *
   * @return square within {@link PixelShape#TOLERANCE}, or not
   */
  public PixelShape pixelShape() {
    return PixelShape.of(cd11, cd12, cd21, cd22);
  }

  /**
   * Returns the same WCS for a grid with another origin, such as a cutout.
   *
   * @param dx x of the new origin on this grid
   * @param dy y of the new origin on this grid
   * @return a WCS in which pixel (dx, dy) of this grid is (0, 0)
   */
  public LocalWcs moved(double dx, double dy) {
    return new LocalWcs(x - dx, y - dy, raDeg, decDeg, cd11, cd12, cd21, cd22);
  }

  /**
   * Converts a position angle in the image to one on the sky.
   *
   * @param paFromXDeg of a line, from the x axis towards the y axis in square pixels ({@link
   *     PixelShape}), in degrees
   * @return from north through east at (raDeg, decDeg), in degrees, from 0 up to but not including
   *     180
   */
  public double eastOfNorth(double paFromXDeg) {
    double pa = Math.toRadians(paFromXDeg);
    PixelShape shape = pixelShape();
    return eastOfNorth(shape.pixelX(Math.cos(pa), Math.sin(pa)), shape.pixelY(Math.sin(pa)));
  }

  /**
   * Returns the position angle on the sky of a step in the image.
   *
   * @param dx pixels
   * @param dy pixels
   * @return from north through east at (raDeg, decDeg), in degrees, from 0 up to but not including
   *     180
   */
  public double eastOfNorth(double dx, double dy) {
    double east = cd11 * dx + cd12 * dy;
    double north = cd21 * dx + cd22 * dy;
    return Angles.halfTurn(Math.toDegrees(Math.atan2(east, north)));
  }

  /**
   * Converts a position angle on the sky to one in the image.
   *
   * @param paEastOfNorthDeg of a line on the sky, from north through east at (raDeg, decDeg), in
   *     degrees
   * @return from the x axis towards the y axis in square pixels ({@link PixelShape}), in degrees,
   *     from 0 up to but not including 180
   */
  public double fromX(double paEastOfNorthDeg) {
    double pa = Math.toRadians(paEastOfNorthDeg);
    double dx = cd22 * Math.sin(pa) - cd12 * Math.cos(pa);
    double dy = cd11 * Math.cos(pa) - cd21 * Math.sin(pa);
    PixelShape shape = pixelShape();
    return Angles.halfTurn(Math.toDegrees(Math.atan2(shape.squareY(dy), shape.squareX(dx, dy))));
  }

  private double determinant() {
    return cd11 * cd22 - cd12 * cd21;
  }
}
