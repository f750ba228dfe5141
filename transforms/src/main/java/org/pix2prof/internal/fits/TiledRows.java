package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.pix2prof.model.BadImageException;

/**
 * Rows of a tile-compressed image. The tiles that regions need are read, still compressed, at the
 * beginning, and taken apart when a row needs them; the rest of a row is NaN.
 */
final class TiledRows implements RawRows {
  /** What is held at a time, 512 MiB. */
  private static final long MOST_BAND_PIXELS = 64 << 20;

  private final TileGrid grid;
  private final TileDecoder decoder;
  private final BitSet wanted;
  private final int width;
  private final int height;

  /** Rows of the tiles that were taken apart last. */
  private final double[][] band;

  private int bandTile = -1;
  private int bandRow;

  /**
   * Rows of an image.
   *
   * @param in where the image's data start
   * @param regions what will be asked for
   */
  TiledRows(FitsInput in, Hdu hdu, PlaneLayout layout, List<Region> regions)
      throws IOException, BadImageException {
    grid = TileGrid.of(hdu);
    width = layout.width();
    height = layout.height();
    wanted = new BitSet();
    regions.forEach(this::want);
    decoder = new TileDecoder(in, hdu, layout, grid, wanted);
    long bandPixels =
        (long) width * grid.sides()[1] * (grid.sides().length > 2 ? grid.sides()[2] : 1);
    if (bandPixels > MOST_BAND_PIXELS) {
      throw new BadImageException(
          "too_large",
          "its tiles beside each other have "
              + bandPixels
              + " pixels; the limit is "
              + MOST_BAND_PIXELS);
    }
    band = new double[grid.sides()[1] * (grid.sides().length > 2 ? grid.sides()[2] : 1)][];
  }

  private void want(Region region) {
    int firstX = Math.max(region.x(), 0) / grid.sides()[0];
    int lastX = Math.min(region.x() + region.width(), width) - 1;
    int firstY = Math.max(region.y(), 0) / grid.sides()[1];
    int lastY = Math.min(region.y() + region.height(), height) - 1;
    for (int y = firstY; y <= lastY / grid.sides()[1]; y++) {
      int row = firstTile(region.plane(), y * grid.sides()[1]);
      wanted.set(row + firstX, row + lastX / grid.sides()[0] + 1);
    }
  }

  /** The first tile that has pixels of a row of a plane. */
  private int firstTile(int plane, int y) {
    int z = grid.sides().length > 2 ? plane / grid.sides()[2] : 0;
    return (z * grid.along(1) + y / grid.sides()[1]) * grid.along(0);
  }

  @Override
  public void read(int row, double[] into) throws BadImageException {
    int plane = row / height;
    int y = row % height;
    int first = firstTile(plane, y);
    if (first != bandTile) {
      unpack(first);
    }
    int depth = grid.sides().length > 2 ? plane % grid.sides()[2] : 0;
    System.arraycopy(band[depth * grid.sides()[1] + y - bandRow], 0, into, 0, width);
  }

  /** Takes apart the wanted ones of the tiles beside each other that start with this one. */
  private void unpack(int first) throws BadImageException {
    for (int i = 0; i < band.length; i++) {
      band[i] = band[i] == null ? new double[width] : band[i];
      Arrays.fill(band[i], Double.NaN);
    }
    for (int tile = first; tile < first + grid.along(0); tile++) {
      if (wanted.get(tile)) {
        int[] from = grid.from(tile);
        int[] size = grid.size(from);
        double[] values = decoder.values(tile, size);
        int depth = size.length > 2 ? size[2] : 1;
        for (int line = 0; line < size[1] * depth; line++) {
          int row = line / size[1] * grid.sides()[1] + line % size[1];
          System.arraycopy(values, line * size[0], band[row], from[0], size[0]);
        }
      }
    }
    bandTile = first;
    bandRow = grid.from(first)[1];
  }
}
