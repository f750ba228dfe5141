// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.pix2prof.model.BadImageException;

/**
 * One header-data unit: its header and the layout of its data.
 *
 * @param index in the file, the primary HDU is 0
 * @param header its header
 * @param kind of the data
 * @param bitpix type of a pixel: 8, 16, 32, 64, -32 or -64; of a compressed image, the type before
 *     compression
 * @param axes lengths of the image's axes, the fastest first; empty without data
 * @param dataBytes bytes of the data as stored, without padding
 */
@SuppressWarnings("ArrayRecordComponent")
record Hdu(int index, FitsHeader header, Kind kind, int bitpix, long[] axes, long dataBytes) {
  private static final int MAX_AXES = 999;

  /** Kind of the data of an HDU. */
  enum Kind {
    IMAGE,
    COMPRESSED_IMAGE,
    TABLE,
    RANDOM_GROUPS,
    OTHER
  }

  /**
   * Reads the structural keywords.
   *
   * @throws BadImageException if they do not determine the length of the data
   */
  static Hdu of(int index, FitsHeader header) throws BadImageException {
    if (index == 0 && !header.isTrue("SIMPLE")) {
      throw new BadImageException(
          "bad_header", header.found("SIMPLE") + ": the file says it is no standard FITS");
    }
    int bitpix = bitpix(header, "BITPIX");
    long[] axes = axes(header, "NAXIS");
    Kind kind = kind(index, header, axes);
    long bytes = dataBytes(header, bitpix, axes, kind);
    if (kind == Kind.COMPRESSED_IMAGE) {
      return new Hdu(index, header, kind, bitpix(header, "ZBITPIX"), axes(header, "ZNAXIS"), bytes);
    }
    return new Hdu(index, header, kind, bitpix, axes, bytes);
  }

  private static Kind kind(int index, FitsHeader header, long[] axes) {
    if (index == 0) {
      boolean groups = header.isTrue("GROUPS") && (axes.length == 0 || axes[0] == 0);
      return groups ? Kind.RANDOM_GROUPS : Kind.IMAGE;
    }
    return switch (header.text("XTENSION").orElse("")) {
      case "IMAGE", "IUEIMAGE" -> Kind.IMAGE;
      case "BINTABLE", "A3DTABLE" -> header.isTrue("ZIMAGE") ? Kind.COMPRESSED_IMAGE : Kind.TABLE;
      case "TABLE" -> Kind.TABLE;
      default -> Kind.OTHER;
    };
  }

  private static int bitpix(FitsHeader header, String keyword) throws BadImageException {
    String value = header.text(keyword).orElse("");
    return switch (value) {
      case "8", "16", "32", "64", "-32", "-64" -> Integer.parseInt(value);
      default ->
          throw new BadImageException(
              "bad_header", header.found(keyword) + "; expected 8, 16, 32, 64, -32 or -64");
    };
  }

  private static long[] axes(FitsHeader header, String keyword) throws BadImageException {
    long count = header.count(keyword);
    if (count > MAX_AXES) {
      throw new BadImageException(
          "bad_header", header.found(keyword) + "; expected " + MAX_AXES + " at most");
    }
    long[] axes = new long[(int) count];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = header.count(keyword + (i + 1));
    }
    return axes;
  }

  private static long dataBytes(FitsHeader header, int bitpix, long[] axes, Kind kind)
      throws BadImageException {
    if (axes.length == 0) {
      return 0;
    }
    try {
      long elements = 1;
      for (int i = kind == Kind.RANDOM_GROUPS ? 1 : 0; i < axes.length; i++) {
        elements = Math.multiplyExact(elements, axes[i]);
      }
      if (header.has("PCOUNT") && (kind != Kind.IMAGE || header.has("XTENSION"))) {
        elements = Math.addExact(elements, header.count("PCOUNT"));
      }
      if (header.has("GCOUNT") && (kind != Kind.IMAGE || header.has("XTENSION"))) {
        elements = Math.multiplyExact(elements, header.count("GCOUNT"));
      }
      return Math.multiplyExact(elements, Math.abs(bitpix) / 8);
    } catch (ArithmeticException e) {
      throw new BadImageException(
          "too_large",
          "axes of " + Arrays.toString(axes) + " need more bytes than any file has",
          e);
    }
  }

  /** Returns the image's axes that are longer than 1, as indices from 0. */
  int[] realAxes() {
    return LongStream.range(0, axes.length)
        .filter(i -> axes[(int) i] > 1)
        .mapToInt(i -> (int) i)
        .toArray();
  }

  /** Returns the number of bytes of an uncompressed pixel. */
  int bytesPerPixel() {
    return Math.abs(bitpix) / 8;
  }

  /** Returns true if single precision represents every stored value. */
  boolean isSingle() {
    return bitpix == 8 || bitpix == 16 || bitpix == -32;
  }

  /** Returns the number of bytes that fill the data up to a whole block. */
  long padding() {
    return (FitsHeader.BLOCK - dataBytes % FitsHeader.BLOCK) % FitsHeader.BLOCK;
  }
}
