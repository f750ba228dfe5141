package org.pix2prof.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Pixels of a tile-compressed image (FITS Standard 4.0, section 10.1). All planes are decompressed
 * at once, since a tile may span several.
 */
final class TiledPixels implements Planes {
  /**
   * A tile is unpacked as a whole; writers make tiles of a row or of some hundred pixels square.
   */
  private static final int MOST_TILE_PIXELS = 16 << 20;

  private final Hdu hdu;
  private final int pixelsPerPlane;
  private final TileTable table;
  private final boolean quantised;
  private final PixelValues values;
  private final int[] lengths;
  private final int[] tiles;
  private final float[][] planes;
  private int given;

  TiledPixels(FitsInput in, Hdu hdu, PlaneLayout layout, PixelValues values)
      throws IOException, BadImageException {
    this.hdu = hdu;
    this.pixelsPerPlane = layout.width() * layout.height();
    this.values = values;
    int[] axes = hdu.realAxes();
    lengths = new int[axes.length];
    tiles = new int[axes.length];
    long expectedTiles = 1;
    for (int i = 0; i < axes.length; i++) {
      lengths[i] = (int) hdu.axes()[axes[i]];
      tiles[i] = tileLength(axes[i], lengths[i]);
      expectedTiles *= (lengths[i] + tiles[i] - 1) / tiles[i];
    }
    table = new TileTable(in, hdu, (1 << 20) + 128 * expectedTiles + 16 * layout.pixels());
    if (table.rows() != expectedTiles) {
      throw new BadImageException(
          "bad_header",
          "the image has " + table.rows() + " compressed tiles; expected " + expectedTiles);
    }
    quantised = hdu.bitpix() < 0 && (table.has("ZSCALE") || hdu.header().has("ZSCALE"));
    planes = new float[layout.planes()][];
    decompress();
  }

  @Override
  public float[] next() {
    float[] plane = planes[given];
    planes[given++] = null;
    return plane;
  }

  private int tileLength(int axis, int length) throws BadImageException {
    String keyword = "ZTILE" + (axis + 1);
    if (!hdu.header().has(keyword)) {
      return axis == 0 ? length : 1;
    }
    long tile = hdu.header().count(keyword);
    if (tile == 0) {
      throw hdu.header().unusable(keyword, "1 or more");
    }
    return (int) Math.min(tile, length);
  }

  private void decompress() throws BadImageException {
    TileCodec codec = new TileCodec(hdu, hdu.bitpix() < 0 && !quantised);
    Dequantiser dequantiser = quantised ? new Dequantiser(hdu.header()) : null;
    int[] from = new int[lengths.length];
    for (int tile = 0; tile < table.rows(); tile++) {
      int[] size = new int[lengths.length];
      long pixels = 1;
      for (int i = 0; i < size.length; i++) {
        size[i] = Math.min(tiles[i], lengths[i] - from[i]);
        pixels *= size[i];
      }
      if (pixels > MOST_TILE_PIXELS) {
        throw new BadImageException(
            "too_large", "a tile has " + pixels + " pixels; the limit is " + MOST_TILE_PIXELS);
      }
      place(values(tile, (int) pixels, codec, dequantiser), from, size);
      for (int i = 0; i < from.length; i++) {
        from[i] += tiles[i];
        if (from[i] < lengths[i]) {
          break;
        }
        from[i] = 0;
      }
    }
  }

  private double[] values(int tile, int pixels, TileCodec codec, Dequantiser dequantiser)
      throws BadImageException {
    boolean floats = hdu.bitpix() < 0;
    ByteBuffer nulls = table.bytes("NULL_PIXEL_MASK", tile);
    if (nulls != null) {
      throw new BadImageException(
          "unsupported_compression", "tile " + tile + " has a NULL_PIXEL_MASK, which is not read");
    }
    ByteBuffer compressed = table.bytes("COMPRESSED_DATA", tile);
    if (compressed != null) {
      double[] values = codec.decode(compressed, pixels);
      if (dequantiser != null) {
        FitsHeader header = hdu.header();
        dequantiser.restore(
            values,
            tile,
            column("ZSCALE", tile, header.number("ZSCALE")).orElse(1),
            column("ZZERO", tile, header.number("ZZERO")).orElse(0),
            column("ZBLANK", tile, header.number("ZBLANK")));
      }
      return values;
    }
    ByteBuffer gzipped = table.bytes("GZIP_COMPRESSED_DATA", tile);
    if (gzipped != null) {
      return TileCodec.gzipped(gzipped, pixels, floats);
    }
    ByteBuffer stored = table.bytes("UNCOMPRESSED_DATA", tile);
    if (stored != null) {
      return TileCodec.numbers(stored, pixels, floats);
    }
    throw new BadImageException("corrupt", "tile " + tile + " is empty");
  }

  private OptionalDouble column(String name, int tile, OptionalDouble otherwise)
      throws BadImageException {
    return table.has(name) ? table.number(name, tile) : otherwise;
  }

  /** Copies a tile row by row; an image has two or three axes here. */
  private void place(double[] stored, int[] from, int[] size) {
    int depth = size.length > 2 ? size[2] : 1;
    int firstPlane = size.length > 2 ? from[2] : 0;
    boolean single = hdu.bitpix() == 8 || hdu.bitpix() == 16 || hdu.bitpix() == -32;
    int next = 0;
    for (int p = 0; p < depth; p++) {
      float[] plane = planes[firstPlane + p];
      if (plane == null) {
        plane = new float[pixelsPerPlane];
        planes[firstPlane + p] = plane;
      }
      for (int y = 0; y < size[1]; y++) {
        int at = (from[1] + y) * lengths[0] + from[0];
        for (int x = 0; x < size[0]; x++) {
          plane[at++] =
              single ? values.ofSingle((float) stored[next++]) : values.ofDouble(stored[next++]);
        }
      }
    }
  }
}
