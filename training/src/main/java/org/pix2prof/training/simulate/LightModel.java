// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * A distribution of light before the PSF. Positions are in pixels relative to the galaxy's centre;
 * surface brightness is in image units per pixel.
 */
interface LightModel {

  /**
   * Adds the light along a row of points.
   *
   * @param y offset of the row
   * @param x0 offset of the first point
   * @param step distance between points
   * @param n number of points
   * @param row array that the surface brightness is added to
   * @param from index of the first point in {@code row}
   */
  void addRow(double y, double x0, double step, int n, float[] row, int from);

  /** Multiplies the surface brightness by a factor. */
  LightModel times(double factor);

  /** Rotates the light about the galaxy's centre, from +x towards +y. */
  LightModel rotated(double angleRad);

  /** Returns the distance from the galaxy's centre, pixels, beyond which no light is brighter. */
  double extent(double surfaceBrightness);
}
