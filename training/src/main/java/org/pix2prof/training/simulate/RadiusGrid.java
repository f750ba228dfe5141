// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * A geometric grid of semi-major axes: {@code start * ratio^k} arcsec for k = 0 .. steps - 1.
 *
 * @param startArcsec first semi-major axis, arcsec
 * @param ratio ratio of successive semi-major axes, above 1
 * @param steps number of semi-major axes
 */
public record RadiusGrid(double startArcsec, double ratio, int steps) {

  /** The default model's grid: 64 semi-major axes from 0.3 to 68 arcsec. */
  public static final RadiusGrid DEFAULT = new RadiusGrid(0.3, 1.09, 64);

  /**
   * Returns the grid of models that take images in their own pixels: from one pixel on, as far as
   * the corners of an image of 4096 x 4096 pixels.
   *
   * @param pixelScaleArcsec side of a pixel
   * @return 96 semi-major axes
   */
  public static RadiusGrid ofPixels(double pixelScaleArcsec) {
    return new RadiusGrid(pixelScaleArcsec, DEFAULT.ratio(), 96);
  }

  /**
   * Checks the grid.
   *
   * @param startArcsec arcsec
   * @param ratio above 1
   * @param steps at least 1
   * @throws IllegalArgumentException if a value is outside its range
   */
  public RadiusGrid {
    if (!(startArcsec > 0) || !(ratio > 1) || steps < 1) {
      throw new IllegalArgumentException(
          "a radius grid needs start > 0, ratio > 1 and steps >= 1, not "
              + startArcsec
              + ", "
              + ratio
              + ", "
              + steps);
    }
  }

  /**
   * Returns a semi-major axis.
   *
   * @param step index from 0
   * @return the semi-major axis in arcsec
   */
  public double radius(int step) {
    return startArcsec * Math.pow(ratio, step);
  }
}
