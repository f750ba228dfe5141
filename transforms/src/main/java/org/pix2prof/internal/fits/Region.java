package org.pix2prof.internal.fits;

/**
 * A rectangle of pixels of one plane of an image; it may reach beyond the image.
 *
 * @param hdu index of the HDU in the file, the primary one is 0
 * @param plane index of the plane, 0 where there is only one
 * @param x of the first pixel, counted from 0
 * @param y of the first pixel, counted from 0
 * @param width pixels along x
 * @param height pixels along y
 */
public record Region(int hdu, int plane, int x, int y, int width, int height) {

  /**
   * Checks the size.
   *
   * @param hdu index
   * @param plane index
   * @param x pixel
   * @param y pixel
   * @param width pixels
   * @param height pixels
   */
  public Region {
    if (width <= 0 || height <= 0) {
      throw new IllegalArgumentException("a region cannot be " + width + " x " + height);
    }
  }

  /**
   * How many pixels it has.
   *
   * @return {@code width * height}
   */
  public int pixels() {
    return Math.multiplyExact(width, height);
  }
}
