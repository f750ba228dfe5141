// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.pix2prof.model.BadImageException;

/**
 * Rows of a tile-compressed image (FITS Standard 4.0, section 10.1). The constructor reads the
 * compressed tiles of the regions; a tile is decompressed when one of its rows is read. Pixels of
 * other tiles are NaN.
 */
final class TiledRows implements PixelRows {
  /** Limit of the pixels of one band, 1 GiB. */
  private static final int MAX_BAND_PIXELS = 256 << 20;

  private final TileGrid grid;
  private final TileDecoder decoder;
  private final PixelValues values;
  private final boolean single;
  private final BitSet wanted = new BitSet();
  private final int width;
  private final int height;
  private final int planes;

  /** The last band that was read in part, and its pixels. */
  private Band held;

  private float[] pixels = {};

  /**
   * Rows that are decompressed together: those of the tiles beside each other or, if tiles span
   * several planes, all rows of these planes.
   */
  private record Band(int firstTile, int tiles, int firstRow, int endRow) {}

  /**
   * Opens the rows of an image.
   *
   * @param in at the first byte of the image's data
   * @param values converts stored values
   * @param regions parts of the image that will be read
   */
  TiledRows(FitsInput in, Hdu hdu, PlaneLayout layout, PixelValues values, List<Region> regions)
      throws IOException, BadImageException {
    grid = TileGrid.of(hdu);
    width = layout.width();
    height = layout.height();
    planes = layout.planes();
    this.values = values;
    single = hdu.isSingle();
    regions.forEach(this::want);
    decoder = new TileDecoder(in, hdu, layout, grid, wanted);
  }

  private void want(Region region) {
    int firstX = Math.max(region.x(), 0) / grid.sides()[0];
    int lastX = (Math.min(region.x() + region.width(), width) - 1) / grid.sides()[0];
    int firstY = Math.max(region.y(), 0) / grid.sides()[1];
    int lastY = (Math.min(region.y() + region.height(), height) - 1) / grid.sides()[1];
    for (int y = firstY; y <= lastY; y++) {
      int row = (region.plane() / grid.depth() * grid.along(1) + y) * grid.along(0);
      wanted.set(row + firstX, row + lastX + 1);
    }
  }

  @Override
  public void read(int first, int count, float[] into, int at) throws BadImageException {
    int end = first + count;
    for (int row = first; row < end; ) {
      Band band = band(row);
      int to = at + (row - first) * width;
      int next = Math.min(band.endRow, end);
      if (row == band.firstRow && band.endRow <= end) {
        decode(band, into, to);
      } else {
        hold(band);
        System.arraycopy(pixels, (row - band.firstRow) * width, into, to, (next - row) * width);
      }
      row = next;
    }
  }

  private Band band(int row) {
    int plane = row / height;
    int depth = grid.depth();
    if (depth > 1) {
      int layer = plane / depth;
      int tiles = grid.along(0) * grid.along(1);
      int end = Math.min((layer + 1) * depth, planes) * height;
      return new Band(layer * tiles, tiles, layer * depth * height, end);
    }
    int y = row % height / grid.sides()[1];
    int firstY = y * grid.sides()[1];
    int endY = Math.min(firstY + grid.sides()[1], height);
    int firstTile = (plane * grid.along(1) + y) * grid.along(0);
    return new Band(firstTile, grid.along(0), plane * height + firstY, plane * height + endY);
  }

  private void hold(Band band) throws BadImageException {
    if (band.equals(held)) {
      return;
    }
    long needed = (long) (band.endRow - band.firstRow) * width;
    if (needed > MAX_BAND_PIXELS) {
      throw new BadImageException(
          "too_large",
          "its tiles beside each other have "
              + needed
              + " pixels; the limit is "
              + MAX_BAND_PIXELS);
    }
    if (pixels.length < needed) {
      pixels = new float[(int) needed];
    }
    held = null;
    decode(band, pixels, 0);
    held = band;
  }

  private void decode(Band band, float[] into, int at) throws BadImageException {
    int endTile = band.firstTile + band.tiles;
    if (wanted.nextClearBit(band.firstTile) < endTile) {
      Arrays.fill(into, at, at + (band.endRow - band.firstRow) * width, Float.NaN);
    }
    for (int tile = wanted.nextSetBit(band.firstTile);
        tile >= 0 && tile < endTile;
        tile = wanted.nextSetBit(tile + 1)) {
      int[] from = grid.from(tile);
      int[] size = grid.size(from);
      place(decoder.values(tile, size), from, size, into, at - band.firstRow * width);
    }
  }

  /** Copies a tile row by row; {@code origin} is the index of row 0. */
  private void place(double[] stored, int[] from, int[] size, float[] into, int origin) {
    int depth = size.length > 2 ? size[2] : 1;
    int firstPlane = size.length > 2 ? from[2] : 0;
    for (int line = 0; line < depth * size[1]; line++) {
      int row = (firstPlane + line / size[1]) * height + from[1] + line % size[1];
      int to = origin + row * width + from[0];
      values.convert(single, stored, line * size[0], into, to, size[0]);
    }
  }
}
