// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;

/**
 * Grid of the tiles of a compressed image (FITS Standard 4.0, section 10.1), ordered along the
 * first axis, then the second, then the third.
 *
 * @param lengths of the image's axes that are longer than 1, pixels
 * @param sides of a tile along each of them, pixels; the last tile along an axis may be shorter
 */
@SuppressWarnings("ArrayRecordComponent")
record TileGrid(int[] lengths, int[] sides) {
  /** Reads the keywords of a compressed image. */
  static TileGrid of(Hdu hdu) throws BadImageException {
    int[] axes = hdu.realAxes();
    int[] lengths = new int[axes.length];
    int[] sides = new int[axes.length];
    for (int i = 0; i < axes.length; i++) {
      lengths[i] = (int) hdu.axes()[axes[i]];
      sides[i] = side(hdu.header(), axes[i], lengths[i]);
    }
    return new TileGrid(lengths, sides);
  }

  private static int side(FitsHeader header, int axis, int length) throws BadImageException {
    String keyword = "ZTILE" + (axis + 1);
    if (!header.has(keyword)) {
      return axis == 0 ? length : 1;
    }
    long side = header.count(keyword);
    if (side == 0) {
      throw header.unusable(keyword, "1 or more");
    }
    return (int) Math.min(side, length);
  }

  /** Returns the number of planes that a tile spans. */
  int depth() {
    return sides.length > 2 ? sides[2] : 1;
  }

  /** Returns the number of tiles of the image. */
  long tiles() {
    long tiles = 1;
    for (int i = 0; i < lengths.length; i++) {
      tiles *= along(i);
    }
    return tiles;
  }

  /** Returns the number of tiles along an axis, counted from 0. */
  int along(int axis) {
    return (lengths[axis] + sides[axis] - 1) / sides[axis];
  }

  /** Returns the first pixel of a tile along each axis. */
  int[] from(int tile) {
    int[] from = new int[lengths.length];
    for (int i = 0, left = tile; i < from.length; left /= along(i), i++) {
      from[i] = left % along(i) * sides[i];
    }
    return from;
  }

  /** Returns the number of pixels, along each axis, of the tile that starts at {@code from}. */
  int[] size(int[] from) {
    int[] size = new int[from.length];
    for (int i = 0; i < size.length; i++) {
      size[i] = Math.min(sides[i], lengths[i] - from[i]);
    }
    return size;
  }
}
