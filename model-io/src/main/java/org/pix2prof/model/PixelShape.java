package org.pix2prof.model;

/**
 * The shape of an image's pixels on the sky, as the map from pixels to square pixels of the same
 * area, (X, Y) = (xx x + xy y, yy y). It keeps the direction of the x axis, so that an angle from
 * +x in square pixels is an angle on the sky from the image's +x axis.
 *
 * @param xx stretch along x, greater than 0
 * @param xy shear: what a step along y moves along X
 * @param yy stretch along y, 1 / xx
 */
public record PixelShape(double xx, double xy, double yy) {
  /** Square pixels. */
  public static final PixelShape SQUARE = new PixelShape(1, 0, 1);

  /**
   * Pixels count as square if a circle on the sky is a circle in them to this part of its axis
   * ratio: 1 % of the sides, or 0.57 degrees of shear. It is an error of at most 0.01 in
   * ellipticity and 0.5 % in radius, about 0.01 mag/arcsec^2, which is less than a model's own;
   * resampling would correlate the noise of neighbouring pixels instead.
   */
  public static final double TOLERANCE = 0.01;

  /** How much the product of the stretches may differ from 1. */
  private static final double ROUNDING = 1e-9;

  /**
   * Checks the numbers.
   *
   * @param xx greater than 0
   * @param xy finite
   * @param yy 1 / xx
   * @throws IllegalArgumentException if they are no such map
   */
  public PixelShape {
    if (!(xx > 0 && Double.isFinite(xx + xy) && Math.abs(xx * yy - 1) < ROUNDING)) {
      throw new IllegalArgumentException(
          "a shape of pixels cannot be (" + xx + ", " + xy + ", " + yy + ")");
    }
  }

  /**
   * The shape of pixels by the matrix from steps in pixels to steps on the sky, in any unit.
   *
   * @param m11 along one direction of the sky for one pixel along x
   * @param m12 along that direction for one pixel along y
   * @param m21 along the direction at right angles for one pixel along x
   * @param m22 along that direction for one pixel along y
   * @return {@link #SQUARE} where the pixels are that to {@link #TOLERANCE}
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
   * Whether the pixels count as square.
   *
   * @return whether this is {@link #SQUARE}
   */
  public boolean isSquare() {
    return equals(SQUARE);
  }

  /**
   * How far the pixels are from square.
   *
   * @return major by minor axis, in pixels, of a circle on the sky; 1 for square pixels
   */
  public double elongation() {
    double half = (xx * xx + xy * xy + yy * yy) / 2;
    return half + Math.sqrt(Math.max(0, half * half - 1));
  }

  /**
   * A step in square pixels.
   *
   * @param x in pixels
   * @param y in pixels
   * @return along X
   */
  public double squareX(double x, double y) {
    return xx * x + xy * y;
  }

  /**
   * A step in square pixels.
   *
   * @param y in pixels
   * @return along Y
   */
  public double squareY(double y) {
    return yy * y;
  }

  /**
   * A step in pixels.
   *
   * @param squareX along X, in square pixels
   * @param squareY along Y, in square pixels
   * @return along x
   */
  public double pixelX(double squareX, double squareY) {
    return (squareX - xy * squareY / yy) / xx;
  }

  /**
   * A step in pixels.
   *
   * @param squareY along Y, in square pixels
   * @return along y
   */
  public double pixelY(double squareY) {
    return squareY / yy;
  }
}
