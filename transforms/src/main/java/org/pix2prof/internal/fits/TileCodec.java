// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import nom.tam.fits.compression.algorithm.hcompress.HDecompress;
import nom.tam.fits.compression.algorithm.plio.PLIOCompress;
import nom.tam.fits.compression.algorithm.rice.RiceCompressOption;
import nom.tam.fits.compression.algorithm.rice.RiceCompressor;
import org.pix2prof.model.BadImageException;

/**
 * Decompresses one tile to its stored values (FITS Standard 4.0, section 10.4). Uses nom-tam-fits
 * for RICE, PLIO and HCOMPRESS only, because that library decompresses gzip tiles of more than 64
 * KiB, unquantised floats and undefined pixels wrongly (its issues 879, 874 and 884).
 */
final class TileCodec {
  /** Logs a warning for every padding byte of a tile. The reference keeps the level set below. */
  private static final Logger RICE_LOG = Logger.getLogger(RiceCompressor.class.getName());

  static {
    RICE_LOG.setLevel(Level.SEVERE);
  }

  /** Maximum compression of an image by any algorithm, to detect false headers. */
  static final int MAX_PIXELS_PER_BYTE = 4096;

  private static final int HCOMPRESS_HEADER = 10;

  private final String algorithm;
  private final boolean floats;
  private final int riceBlock;
  private final int riceBytes;
  private final boolean smooth;

  /**
   * Reads the compression keywords of an image.
   *
   * @param floats true if gzip tiles contain floats rather than integers
   */
  TileCodec(Hdu hdu, boolean floats) throws BadImageException {
    FitsHeader header = hdu.header();
    this.floats = floats;
    algorithm = header.text("ZCMPTYPE").orElse("none");
    riceBlock = (int) parameter(header, "BLOCKSIZE", RiceCompressOption.DEFAULT_RICE_BLOCKSIZE);
    riceBytes = (int) parameter(header, "BYTEPIX", RiceCompressOption.DEFAULT_RICE_BYTEPIX);
    smooth = parameter(header, "SMOOTH", 0) != 0;
    switch (algorithm) {
      case "GZIP_1", "GZIP_2", "PLIO_1", "HCOMPRESS_1", "NOCOMPRESS":
        break;
      case "RICE_1", "RICE_ONE":
        if (riceBytes != 1 && riceBytes != 2 && riceBytes != 4) {
          throw unusable("BYTEPIX", riceBytes, "1, 2 or 4");
        }
        if (riceBlock != 16 && riceBlock != 32) {
          throw unusable("BLOCKSIZE", riceBlock, "16 or 32");
        }
        break;
      default:
        throw header.unusable(
            "ZCMPTYPE", "RICE_1, GZIP_1, GZIP_2, PLIO_1, HCOMPRESS_1 or NOCOMPRESS");
    }
  }

  private static BadImageException unusable(String parameter, long value, String expected) {
    return new BadImageException(
        "bad_keyword", parameter + " of RICE_1 = " + value + "; expected " + expected);
  }

  private static double parameter(FitsHeader header, String name, double otherwise)
      throws BadImageException {
    for (int i = 1; header.has("ZNAME" + i); i++) {
      if (header.text("ZNAME" + i).filter(name::equalsIgnoreCase).isPresent()) {
        return header.number("ZVAL" + i).orElse(otherwise);
      }
    }
    return otherwise;
  }

  /** Decompresses a tile. */
  double[] decode(ByteBuffer tile, int pixels) throws BadImageException {
    if ((long) tile.remaining() * MAX_PIXELS_PER_BYTE < pixels) {
      throw new BadImageException(
          "corrupt", "a tile of " + tile.remaining() + " bytes cannot hold " + pixels + " pixels");
    }
    try {
      return switch (algorithm) {
        case "GZIP_1" -> numbers(gunzip(tile, pixels), pixels, floats);
        case "GZIP_2" -> numbers(unshuffled(gunzip(tile, pixels), pixels), pixels, floats);
        case "NOCOMPRESS" -> numbers(tile, pixels, floats);
        case "PLIO_1" -> plio(tile, pixels);
        case "HCOMPRESS_1" -> hcompress(tile, pixels);
        default -> rice(tile, pixels);
      };
    } catch (RuntimeException e) {
      throw new BadImageException("corrupt", "a tile is no valid " + algorithm, e);
    }
  }

  /** Decompresses a tile of unquantised values in gzip. */
  static double[] gzipped(ByteBuffer tile, int pixels, boolean floats) throws BadImageException {
    return numbers(gunzip(tile, pixels), pixels, floats);
  }

  /** Returns the values of an uncompressed tile. */
  static double[] numbers(ByteBuffer stored, int pixels, boolean floats) throws BadImageException {
    double[] values = new double[pixels];
    int bytesPerPixel = stored.remaining() / pixels;
    if (stored.remaining() % pixels != 0) {
      bytesPerPixel = 0;
    }
    for (int i = 0; i < pixels; i++) {
      values[i] =
          switch (bytesPerPixel) {
            case 1 -> stored.get() & 0xff;
            case 2 -> stored.getShort();
            case 4 -> floats ? stored.getFloat() : stored.getInt();
            case 8 -> floats ? stored.getDouble() : stored.getLong();
            default ->
                throw new BadImageException(
                    "corrupt",
                    "a tile of " + pixels + " pixels has " + stored.remaining() + " bytes");
          };
    }
    return values;
  }

  private static ByteBuffer gunzip(ByteBuffer tile, int pixels) throws BadImageException {
    int most = Math.multiplyExact(pixels, 8);
    byte[] bytes = new byte[tile.remaining()];
    tile.get(bytes);
    try (InputStream plain = new GZIPInputStream(new ByteArrayInputStream(bytes), 4096)) {
      return ByteBuffer.wrap(plain.readNBytes(most));
    } catch (IOException e) {
      throw new BadImageException("corrupt", "a tile is no valid gzip: " + e.getMessage(), e);
    }
  }

  /** GZIP_2 stores the most significant bytes of all pixels first. */
  private static ByteBuffer unshuffled(ByteBuffer shuffled, int pixels) {
    int width = shuffled.remaining() / pixels;
    byte[] bytes = new byte[width * pixels];
    for (int b = 0; b < width; b++) {
      for (int i = 0; i < pixels; i++) {
        bytes[i * width + b] = shuffled.get();
      }
    }
    return ByteBuffer.wrap(bytes);
  }

  private double[] rice(ByteBuffer tile, int pixels) {
    RiceCompressOption option =
        new RiceCompressOption().setBlockSize(riceBlock).setBytePix(riceBytes);
    double[] values = new double[pixels];
    switch (riceBytes) {
      case 1:
        byte[] bytes = new byte[pixels];
        new RiceCompressor.ByteRiceCompressor(option).decompress(tile, ByteBuffer.wrap(bytes));
        for (int i = 0; i < pixels; i++) {
          values[i] = bytes[i] & 0xff;
        }
        break;
      case 2:
        short[] shorts = new short[pixels];
        new RiceCompressor.ShortRiceCompressor(option).decompress(tile, ShortBuffer.wrap(shorts));
        for (int i = 0; i < pixels; i++) {
          values[i] = shorts[i];
        }
        break;
      default:
        int[] ints = new int[pixels];
        new RiceCompressor.IntRiceCompressor(option).decompress(tile, IntBuffer.wrap(ints));
        for (int i = 0; i < pixels; i++) {
          values[i] = ints[i];
        }
    }
    return values;
  }

  private static double[] plio(ByteBuffer tile, int pixels) {
    // The decoder reads one code beyond the last; an empty one has no effect.
    short[] codes = new short[tile.remaining() / 2 + 1];
    tile.asShortBuffer().get(codes, 0, codes.length - 1);
    LineList lines = new LineList(pixels);
    lines.decompress(ShortBuffer.wrap(codes), pixels);
    return lines.values;
  }

  /** Receives values, of which the library's own receivers keep 16 bits only. */
  private static final class LineList extends PLIOCompress {
    private final double[] values;

    LineList(int pixels) {
      values = new double[pixels];
    }

    @Override
    protected int decompress(ShortBuffer codes, int pixels) {
      return super.decompress(codes, pixels);
    }

    @Override
    protected int nextPixel() {
      throw new UnsupportedOperationException();
    }

    @Override
    protected void put(int index, int value) {
      values[index] = value;
    }
  }

  private double[] hcompress(ByteBuffer tile, int pixels) throws BadImageException {
    if (tile.remaining() < HCOMPRESS_HEADER
        || (long) tile.getInt(2) * tile.getInt(6) != pixels
        || tile.getInt(2) <= 0) {
      throw new BadImageException(
          "corrupt", "a tile is no HCOMPRESS_1 image of " + pixels + " pixels");
    }
    long[] longs = new long[pixels];
    new HDecompress().decompress(tile, smooth, longs);
    double[] values = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      values[i] = (int) longs[i];
    }
    return values;
  }
}
