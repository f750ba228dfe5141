// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Makes small FITS files byte by byte, independent of the reader's library. */
public final class FitsFixtures {
  private static final int BLOCK = 2880;

  private FitsFixtures() {}

  /** Joins HDUs to a file; the first one is the primary. */
  public static byte[] file(Part... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < parts.length; i++) {
      out.writeBytes(parts[i].bytes(i == 0));
    }
    return out.toByteArray();
  }

  /** Returns an image HDU of stored pixel values. */
  public static Part image(int bitpix, double[] stored, int... axes) {
    return new Part("IMAGE", bitpix, encode(bitpix, stored), axes);
  }

  /** Returns an image HDU with pixels 1, 2, 3 and so on. */
  public static Part ramp(int bitpix, int... axes) {
    int pixels = 1;
    for (int n : axes) {
      pixels *= n;
    }
    double[] stored = new double[pixels];
    for (int i = 0; i < pixels; i++) {
      stored[i] = i + 1;
    }
    return image(bitpix, stored, axes);
  }

  /** Returns a primary HDU without data. */
  public static Part empty() {
    return new Part("IMAGE", 8, new byte[0]);
  }

  /** Returns a binary table of one column of integers. */
  public static Part table(int... values) {
    ByteBuffer rows = ByteBuffer.allocate(4 * values.length);
    rows.asIntBuffer().put(values);
    return new Part("BINTABLE", 8, rows.array(), 4, values.length)
        .card("PCOUNT", 0)
        .card("GCOUNT", 1)
        .card("TFIELDS", 1)
        .card("TFORM1", "1J")
        .card("TTYPE1", "N");
  }

  /** Returns a binary table of stored rows, without keywords of columns. */
  public static Part rows(byte[] data, int rowBytes, int rows) {
    return new Part("BINTABLE", 8, data, rowBytes, rows).card("PCOUNT", 0).card("GCOUNT", 1);
  }

  public static byte[] gzip(byte[] file) {
    return written(out -> new GZIPOutputStream(out), file);
  }

  public static byte[] bzip2(byte[] file) {
    return written(out -> new BZip2CompressorOutputStream(out), file);
  }

  private interface Wrapper {
    OutputStream around(OutputStream out) throws IOException;
  }

  private static byte[] written(Wrapper wrapper, byte[] file) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = wrapper.around(bytes)) {
      out.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] encode(int bitpix, double[] stored) {
    ByteBuffer bytes = ByteBuffer.allocate(stored.length * Math.abs(bitpix) / 8);
    for (double value : stored) {
      switch (bitpix) {
        case 8 -> bytes.put((byte) (int) value);
        case 16 -> bytes.putShort((short) value);
        case 32 -> bytes.putInt((int) value);
        case 64 -> bytes.putLong((long) value);
        case -32 -> bytes.putFloat((float) value);
        default -> bytes.putDouble(value);
      }
    }
    return bytes.array();
  }

  /** Builder of one HDU. */
  public static final class Part {
    private final String extension;
    private final byte[] data;
    private final List<String> structure = new ArrayList<>();
    private final List<String> cards = new ArrayList<>();

    private Part(String extension, int bitpix, byte[] data, int... axes) {
      this.extension = extension;
      this.data = data;
      structure.add(line("BITPIX", String.valueOf(bitpix)));
      structure.add(line("NAXIS", String.valueOf(axes.length)));
      for (int i = 0; i < axes.length; i++) {
        structure.add(line("NAXIS" + (i + 1), String.valueOf(axes[i])));
      }
    }

    /** Adds a card, or replaces a structural one. */
    public Part card(String keyword, Object value) {
      String text =
          value instanceof String s
              ? "'" + s.replace("'", "''") + "'"
              : value instanceof Boolean b ? (b ? "T" : "F") : String.valueOf(value);
      String line = line(keyword, text);
      if (!structure.removeIf(card -> card.startsWith(keywordField(keyword)))) {
        cards.add(line);
      } else {
        structure.add(line);
      }
      return this;
    }

    /** Adds a raw card. */
    public Part raw(String card) {
      cards.add(pad(card));
      return this;
    }

    private byte[] bytes(boolean primary) {
      StringBuilder header = new StringBuilder();
      header.append(primary ? line("SIMPLE", "T") : line("XTENSION", "'" + extension + "'"));
      structure.forEach(header::append);
      cards.forEach(header::append);
      header.append(pad("END"));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      out.writeBytes(header.toString().getBytes(StandardCharsets.ISO_8859_1));
      while (out.size() % BLOCK != 0) {
        out.write(' ');
      }
      out.writeBytes(data);
      while (out.size() % BLOCK != 0) {
        out.write(0);
      }
      return out.toByteArray();
    }

    private static String keywordField(String keyword) {
      return String.format(Locale.ROOT, "%-8s=", keyword);
    }

    private static String line(String keyword, String value) {
      return pad(keywordField(keyword) + " " + value);
    }

    private static String pad(String card) {
      if (card.length() > 80) {
        throw new IllegalArgumentException("too long: " + card);
      }
      return String.format(Locale.ROOT, "%-80s", card);
    }
  }
}
