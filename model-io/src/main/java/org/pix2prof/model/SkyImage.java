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
 * @param isophotes given ellipses to measure along; null if the model finds them
 */
public record SkyImage(
    float[] pixels,
    int width,
    int height,
    double pixelScaleArcsec,
    PixelShape shape,
    double zeroPoint,
    Isophotes isophotes) {

  /**
   * Checks that the parts fit together.
   *
   * @param pixels row-major
   * @param width pixels
   * @param height pixels
   * @param pixelScaleArcsec arcsec
   * @param shape any
   * @param zeroPoint mag
   * @param isophotes in its pixels, or null
   * @throws IllegalArgumentException if the array does not have {@code width * height} pixels, or
   *     the scale or zero point is invalid
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
    this(pixels, width, height, pixelScaleArcsec, PixelShape.SQUARE, zeroPoint, isophotes);
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
}
