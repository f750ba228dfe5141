// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A rectangle of pixels of one plane of an image; it may extend beyond the image.
 *
 * @param hdu index of the HDU in the file; the primary HDU is 0
 * @param plane index of the plane, from 0
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

  /** Returns one region per plane of an image, which covers all of it. */
  static List<Region> wholePlanes(int hdu, PlaneLayout layout) {
    return IntStream.range(0, layout.planes())
        .mapToObj(plane -> new Region(hdu, plane, 0, 0, layout.width(), layout.height()))
        .toList();
  }

  /**
   * Returns the number of pixels.
   *
   * @return {@code width * height}
   */
  public int pixels() {
    return Math.multiplyExact(width, height);
  }
}
