// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/** Decodes the tiles of a compressed image to stored values. */
final class TileDecoder {
  /** Maximum number of pixels of a tile; usual tiles are a row or some hundred pixels square. */
  private static final int MAX_TILE_PIXELS = 16 << 20;

  private final FitsHeader header;
  private final TileTable table;
  private final boolean floats;
  private final TileCodec codec;
  private final Dequantiser dequantiser;

  /**
   * Reads the table of tiles and the compressed tiles.
   *
   * @param wanted tiles that will be decoded
   */
  TileDecoder(FitsInput in, Hdu hdu, PlaneLayout layout, TileGrid grid, BitSet wanted)
      throws IOException, BadImageException {
    header = hdu.header();
    table = new TileTable(in, hdu, (1 << 20) + 128 * grid.tiles() + 16 * layout.pixels());
    if (table.rows() != grid.tiles()) {
      throw new BadImageException(
          "bad_header",
          "the image has " + table.rows() + " compressed tiles; expected " + grid.tiles());
    }
    table.readHeap(in, wanted);
    floats = hdu.bitpix() < 0;
    boolean quantised = floats && (table.has("ZSCALE") || header.has("ZSCALE"));
    codec = new TileCodec(hdu, floats && !quantised);
    dequantiser = quantised ? new Dequantiser(header) : null;
  }

  /** Returns the values of a tile of that size, the first axis fastest. */
  double[] values(int tile, int[] size) throws BadImageException {
    long pixels = 1;
    for (int side : size) {
      pixels *= side;
    }
    if (pixels > MAX_TILE_PIXELS) {
      throw new BadImageException(
          "too_large", "a tile has " + pixels + " pixels; the limit is " + MAX_TILE_PIXELS);
    }
    return values(tile, (int) pixels);
  }

  private double[] values(int tile, int pixels) throws BadImageException {
    ByteBuffer nulls = table.bytes("NULL_PIXEL_MASK", tile);
    if (nulls != null) {
      throw new BadImageException(
          "unsupported_compression", "tile " + tile + " has a NULL_PIXEL_MASK, which is not read");
    }
    ByteBuffer compressed = table.bytes("COMPRESSED_DATA", tile);
    if (compressed != null) {
      double[] values = codec.decode(compressed, pixels);
      if (dequantiser != null) {
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
}
