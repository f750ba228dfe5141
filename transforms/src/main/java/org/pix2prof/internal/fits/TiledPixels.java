package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/**
 * Pixels of a tile-compressed image (FITS Standard 4.0, section 10.1). All planes are decompressed
 * at once, since a tile may span several.
 */
final class TiledPixels implements PlaneReader {
  private final TileGrid grid;
  private final int pixelsPerPlane;
  private final boolean single;
  private final PixelValues values;
  private final float[][] planes;
  private int given;

  TiledPixels(FitsInput in, Hdu hdu, PlaneLayout layout, PixelValues values)
      throws IOException, BadImageException {
    pixelsPerPlane = layout.width() * layout.height();
    single = hdu.isSingle();
    this.values = values;
    grid = TileGrid.of(hdu);
    planes = new float[layout.planes()][];
    TileDecoder decoder = new TileDecoder(in, hdu, layout, grid, null);
    for (int tile = 0; tile < grid.tiles(); tile++) {
      int[] from = grid.from(tile);
      int[] size = grid.size(from);
      place(decoder.values(tile, size), from, size);
    }
  }

  @Override
  public float[] next() {
    float[] plane = planes[given];
    planes[given++] = null;
    return plane;
  }

  /** Copies a tile row by row; an image has two or three axes here. */
  private void place(double[] stored, int[] from, int[] size) {
    int depth = size.length > 2 ? size[2] : 1;
    int firstPlane = size.length > 2 ? from[2] : 0;
    int next = 0;
    for (int p = 0; p < depth; p++) {
      float[] plane = planes[firstPlane + p];
      if (plane == null) {
        plane = new float[pixelsPerPlane];
        planes[firstPlane + p] = plane;
      }
      for (int y = 0; y < size[1]; y++) {
        int at = (from[1] + y) * grid.lengths()[0] + from[0];
        for (int x = 0; x < size[0]; x++) {
          plane[at++] = values.of(stored[next++], single);
        }
      }
    }
  }
}
