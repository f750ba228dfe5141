// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import org.pix2prof.internal.fits.Region;

/**
 * Pixels of one frame on the grid of another: copied if the grids differ by whole pixels, else
 * interpolated bilinearly and multiplied by the ratio of the pixels' areas, which conserves surface
 * brightness.
 */
final class Resampling {
  private final float[] pixels;
  private final Region region;
  private final AffineTransform map;
  private final float area;

  /**
   * Creates a view of a region of a frame.
   *
   * @param pixels of the region
   * @param region of the frame
   * @param map from the other grid's pixels to the frame's
   */
  Resampling(float[] pixels, Region region, AffineTransform map) {
    this.pixels = pixels;
    this.region = region;
    this.map = map.movedTo(region.x(), region.y());
    this.area = (float) map.area();
  }

  /** Returns true if the region has the frame's pixels around pixel (x, y) of the other grid. */
  boolean has(int x, int y) {
    double u = map.x(x, y);
    double v = map.y(x, y);
    return u >= 0 && v >= 0 && u <= region.width() - 1 && v <= region.height() - 1;
  }

  /** Returns the value of a pixel of the other grid; NaN if the frame has none. */
  float at(int x, int y) {
    double u = map.x(x, y);
    double v = map.y(x, y);
    int left = (int) Math.floor(u);
    int bottom = (int) Math.floor(v);
    float du = (float) (u - left);
    float dv = (float) (v - bottom);
    float below = between(left, bottom, du);
    float value = dv == 0 ? below : below + dv * (between(left, bottom + 1, du) - below);
    return area * value;
  }

  private float between(int left, int row, float share) {
    float value = pixel(left, row);
    return share == 0 ? value : value + share * (pixel(left + 1, row) - value);
  }

  private float pixel(int x, int y) {
    boolean inside = x >= 0 && y >= 0 && x < region.width() && y < region.height();
    return inside ? pixels[y * region.width() + x] : Float.NaN;
  }
}
