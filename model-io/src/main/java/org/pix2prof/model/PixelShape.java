// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

/**
 * Shape of an image's pixels on the sky, as the linear map from pixels to square pixels of the same
 * area, (X, Y) = (xx x + xy y, yy y). The map keeps the direction of the x axis: an angle from +x
 * in square pixels is an angle on the sky from the image's +x axis.
 *
 * @param xx stretch along x, greater than 0
 * @param xy shear: shift along X per step along y
 * @param yy stretch along y, 1 / xx
 */
public record PixelShape(double xx, double xy, double yy) {
  /** Square pixels. */
  public static final PixelShape SQUARE = new PixelShape(1, 0, 1);

  /**
   * Maximum deviation of the axis ratio from 1 for pixels that count as square: 1 % of the sides,
   * or 0.57 degrees of shear. The error is at most 0.01 in ellipticity and 0.5 % in radius, about
   * 0.01 mag/arcsec^2, less than a model's own error. Resampling would correlate the noise of
   * neighbouring pixels instead.
   */
  public static final double TOLERANCE = 0.01;

  /** Maximum deviation of the stretches' product from 1. */
  private static final double ROUNDING = 1e-9;

  /**
   * Checks the numbers.
   *
   * @param xx greater than 0
   * @param xy finite
   * @param yy 1 / xx
   * @throws IllegalArgumentException if they do not describe such a map
   */
  public PixelShape {
    if (!(xx > 0 && Double.isFinite(xx + xy) && Math.abs(xx * yy - 1) < ROUNDING)) {
      throw new IllegalArgumentException(
          "the shape of pixels cannot be (" + xx + ", " + xy + ", " + yy + ")");
    }
  }

  /**
   * Derives the shape from the matrix that maps steps in pixels to steps on the sky, in any unit.
   *
   * @param m11 step along one direction of the sky per pixel along x
   * @param m12 step along that direction per pixel along y
   * @param m21 step along the perpendicular direction per pixel along x
   * @param m22 step along the perpendicular direction per pixel along y
   * @return {@link #SQUARE} if the pixels are square within {@link #TOLERANCE}
   * @throws IllegalArgumentException if the matrix has no inverse
   */
  public static PixelShape of(double m11, double m12, double m21, double m22) {
    double side = Math.sqrt(Math.abs(m11 * m22 - m12 * m21));
    double alongX = Math.hypot(m11, m21);
    double across = (m11 * m12 + m21 * m22) / alongX;
    PixelShape shape = new PixelShape(alongX / side, across / side, side / alongX);
    return shape.elongation() > 1 + TOLERANCE ? shape : SQUARE;
  }

  /**
   * Returns whether the pixels count as square.
   *
   * @return whether this is {@link #SQUARE}
   */
  public boolean isSquare() {
    return equals(SQUARE);
  }

  /**
   * Elongation of a circle on the sky, in pixels.
   *
   * @return major over minor axis; 1 for square pixels
   */
  public double elongation() {
    double half = (xx * xx + xy * xy + yy * yy) / 2;
    return half + Math.sqrt(Math.max(0, half * half - 1));
  }

  /**
   * Converts a step in pixels to one along X in square pixels.
   *
   * @param x in pixels
   * @param y in pixels
   * @return along X
   */
  public double squareX(double x, double y) {
    return xx * x + xy * y;
  }

  /**
   * Converts a step in pixels to one along Y in square pixels.
   *
   * @param y in pixels
   * @return along Y
   */
  public double squareY(double y) {
    return yy * y;
  }

  /**
   * Converts a step in square pixels to one along x in pixels.
   *
   * @param squareX along X, in square pixels
   * @param squareY along Y, in square pixels
   * @return along x
   */
  public double pixelX(double squareX, double squareY) {
    return (squareX - xy * squareY / yy) / xx;
  }

  /**
   * Converts a step in square pixels to one along y in pixels.
   *
   * @param squareY along Y, in square pixels
   * @return along y
   */
  public double pixelY(double squareY) {
    return squareY / yy;
  }
}
