// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

/**
 * A rectangle of pixels of a cutout.
 *
 * @param x of the first pixel
 * @param y of the first pixel
 * @param width pixels along x
 * @param height pixels along y
 */
record PixelBox(int x, int y, int width, int height) {

  /** Returns the part of a square at (x, y) of a frame that is within the frame. */
  static PixelBox covered(int x, int y, int side, int frameWidth, int frameHeight) {
    int left = Math.max(0, -x);
    int bottom = Math.max(0, -y);
    return new PixelBox(
        left,
        bottom,
        Math.min(side, frameWidth - x) - left,
        Math.min(side, frameHeight - y) - bottom);
  }

  boolean contains(int px, int py) {
    return px >= x && py >= y && px < x + width && py < y + height;
  }

  boolean isWhole(int side) {
    return width == side && height == side;
  }
}
