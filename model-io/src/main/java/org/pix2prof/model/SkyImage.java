// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

/**
 * Image of a part of the sky in one band.
 *
 * @param pixels flux per pixel in linear image units, row-major, {@code pixels[y * width + x]}, row
 *     0 first as FITS stores it; NaN for missing pixels. The array is not copied: do not change it.
 * @param width pixels along x (NAXIS1)
 * @param height pixels along y (NAXIS2)
 * @param pixelScaleArcsec side of a pixel in arcsec, greater than 0: the square root of its area
 * @param shape of the pixels on the sky
 * @param zeroPoint magnitude of a source of one image unit, in mag
 * @param centre given position of the galaxy, pixels; null if it is to be found
 * @param isophotes given ellipses to measure along; null if the model finds them. They have no
 *     centre, or that of {@code centre}.
 * @param variance of each pixel, in the square of the image's units, row-major; null if the noise
 *     is the same everywhere. The array is not copied: do not change it.
 */
public record SkyImage(
    float[] pixels,
    int width,
    int height,
    double pixelScaleArcsec,
    PixelShape shape,
    double zeroPoint,
    Point centre,
    Isophotes isophotes,
    float[] variance) {

  /**
   * Checks that the parts fit together.
   *
   * @param pixels row-major
   * @param width pixels
   * @param height pixels
   * @param pixelScaleArcsec arcsec
   * @param shape any
   * @param zeroPoint mag
   * @param centre pixels, or null
   * @param isophotes in its pixels, or null
   * @param variance row-major, or null
   * @throws IllegalArgumentException if an array does not have {@code width * height} pixels, the
   *     scale, zero point or centre is invalid, or the isophotes have another centre
   */
  public SkyImage {
    requireNonNull(pixels, "pixels");
    requireNonNull(shape, "shape");
    if (width <= 0 || height <= 0 || (long) width * height != pixels.length) {
      throw new IllegalArgumentException(
          "an image of " + width + " x " + height + " cannot have " + pixels.length + " pixels");
    }
    if (!(pixelScaleArcsec > 0) || Double.isInfinite(pixelScaleArcsec)) {
      throw new IllegalArgumentException(
          "pixel scale must be a positive number of arcsec, not " + pixelScaleArcsec);
    }
    if (!Double.isFinite(zeroPoint)) {
      throw new IllegalArgumentException("zero point must be finite, not " + zeroPoint);
    }
    if (variance != null && variance.length != pixels.length) {
      throw new IllegalArgumentException(
          "an image of " + pixels.length + " pixels cannot have " + variance.length + " variances");
    }
    if (centre != null && !(Double.isFinite(centre.x()) && Double.isFinite(centre.y()))) {
      throw new IllegalArgumentException("the centre must be finite, not " + centre);
    }
    if (centre != null
        && isophotes != null
        && isophotes.hasCentre()
        && !centre.equals(new Point(isophotes.centreX(), isophotes.centreY()))) {
      throw new IllegalArgumentException(
          "the centre is " + centre + ", but that of the isophotes is another");
    }
  }

  /**
   * Creates an image of square pixels.
   *
   * @param pixels flux per pixel, row-major
   * @param width pixels along x
   * @param height pixels along y
   * @param pixelScaleArcsec side of a pixel, arcsec
   * @param zeroPoint magnitude of a source of one image unit
   * @param isophotes in its pixels, or null
   */
  public SkyImage(
      float[] pixels,
      int width,
      int height,
      double pixelScaleArcsec,
      double zeroPoint,
      Isophotes isophotes) {
    this(
        pixels,
        width,
        height,
        pixelScaleArcsec,
        PixelShape.SQUARE,
        zeroPoint,
        null,
        isophotes,
        null);
  }

  /**
   * Creates an image of square pixels without given isophotes.
   *
   * @param pixels flux per pixel, row-major
   * @param width pixels along x
   * @param height pixels along y
   * @param pixelScaleArcsec side of a pixel, arcsec
   * @param zeroPoint magnitude of a source of one image unit
   */
  public SkyImage(
      float[] pixels, int width, int height, double pixelScaleArcsec, double zeroPoint) {
    this(pixels, width, height, pixelScaleArcsec, zeroPoint, null);
  }

  /**
   * Returns the given centre: that of the isophotes if they have one.
   *
   * @return pixels; null if the centre is to be found
   */
  public Point givenCentre() {
    return isophotes != null && isophotes.hasCentre()
        ? new Point(isophotes.centreX(), isophotes.centreY())
        : centre;
  }
}
