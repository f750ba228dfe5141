// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/**
 * The binary table of a compressed image: one row per tile, the tiles' bytes in a heap. Reads the
 * rows, which point into the heap, then the needed parts of the heap.
 */
final class TileTable {
  private static final Pattern FORMAT = Pattern.compile("(\\d*)([LXBIJKAEDCMPQ])([BIJKEDA]?).*");

  private static final List<String> POINTERS =
      List.of("NULL_PIXEL_MASK", "COMPRESSED_DATA", "GZIP_COMPRESSED_DATA", "UNCOMPRESSED_DATA");

  private final ByteBuffer table;
  private final long dataBytes;
  private final int rowBytes;
  private final int rows;
  private final long heapStart;
  private final Map<String, Column> columns = new HashMap<>();

  /** Parts of the heap that were read, by their position in the table's data. */
  private final NavigableMap<Long, ByteBuffer> heap = new TreeMap<>();

  /** A column: its position in a row, its type, and the type of the elements in the heap. */
  private record Column(int offset, char type, char target) {}

  /** Bytes of the table's data. */
  private record Span(long start, int length) {
    long end() {
      return start + length;
    }
  }

  /**
   * Reads the rows of the table.
   *
   * @param mostBytes limit for any compression of the image
   */
  TileTable(FitsInput in, Hdu hdu, long mostBytes) throws IOException, BadImageException {
    FitsHeader header = hdu.header();
    long width = header.count("NAXIS1");
    long height = header.count("NAXIS2");
    if (width > hdu.dataBytes() || height > hdu.dataBytes() / Math.max(width, 1)) {
      throw new BadImageException(
          "bad_header",
          String.format(
              Locale.ROOT,
              "the table of tiles has %d rows of %d bytes, but %d bytes in all",
              height,
              width,
              hdu.dataBytes()));
    }
    if (hdu.dataBytes() > Math.min(mostBytes, Integer.MAX_VALUE - 8)) {
      throw new BadImageException(
          "too_large",
          "the compressed image takes " + hdu.dataBytes() + " bytes, more than its pixels would");
    }
    rowBytes = (int) width;
    rows = (int) height;
    heapStart = header.has("THEAP") ? header.count("THEAP") : width * height;
    readColumns(header);
    dataBytes = hdu.dataBytes();
    table = ByteBuffer.wrap(in.readFully(rowBytes * rows)).asReadOnlyBuffer();
  }

  /**
   * Reads the bytes of some rows. Reads adjacent bytes at once.
   *
   * @param in at the end of the rows
   * @param wanted rows whose bytes will be used
   */
  void readHeap(FitsInput in, BitSet wanted) throws IOException, BadImageException {
    long at = table.capacity();
    for (Span span : joined(spans(wanted))) {
      in.skip(span.start() - at);
      heap.put(span.start(), ByteBuffer.wrap(in.readFully(span.length())).asReadOnlyBuffer());
      at = span.end();
    }
  }

  private List<Span> spans(BitSet wanted) throws BadImageException {
    List<Span> spans = new ArrayList<>();
    for (int row = wanted.nextSetBit(0); row >= 0; row = wanted.nextSetBit(row + 1)) {
      for (String pointer : POINTERS) {
        Span span = span(pointer, row);
        if (span != null) {
          spans.add(span);
        }
      }
    }
    spans.sort(Comparator.comparingLong(Span::start));
    return spans;
  }

  /** Joins sorted spans that touch or overlap. */
  private static List<Span> joined(List<Span> spans) {
    List<Span> joined = new ArrayList<>();
    for (Span span : spans) {
      Span last = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      if (last != null && span.start() <= last.end()) {
        long end = Math.max(last.end(), span.end());
        joined.set(joined.size() - 1, new Span(last.start(), (int) (end - last.start())));
      } else {
        joined.add(span);
      }
    }
    return joined;
  }

  private void readColumns(FitsHeader header) throws BadImageException {
    int offset = 0;
    long fields = header.count("TFIELDS");
    for (int i = 1; i <= fields && i < 1000; i++) {
      String format = header.text("TFORM" + i).orElse("");
      Matcher parts = FORMAT.matcher(format);
      if (!parts.matches() || parts.group(1).length() > 9) {
        throw new BadImageException(
            "bad_header", header.found("TFORM" + i) + "; expected a column format");
      }
      int repeat = parts.group(1).isEmpty() ? 1 : Integer.parseInt(parts.group(1));
      char type = parts.group(2).charAt(0);
      char target = parts.group(3).isEmpty() ? ' ' : parts.group(3).charAt(0);
      String name = header.text("TTYPE" + i).orElse("").toUpperCase(Locale.ROOT);
      columns.putIfAbsent(name, new Column(offset, type, target));
      long next = offset + (type == 'X' ? (repeat + 7L) / 8 : (long) repeat * bytes(type));
      if (next > rowBytes) {
        throw new BadImageException(
            "bad_header",
            header.found("TFORM" + i) + " does not fit; rows have " + rowBytes + " bytes");
      }
      offset = (int) next;
    }
  }

  /** Returns the number of rows. */
  int rows() {
    return rows;
  }

  /** Returns true if the table has a column. */
  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** Returns a number of a row; empty if the table lacks the column. */
  OptionalDouble number(String column, int row) throws BadImageException {
    Column found = columns.get(column);
    if (found == null) {
      return OptionalDouble.empty();
    }
    int at = row * rowBytes + found.offset;
    return OptionalDouble.of(
        switch (found.type) {
          case 'B' -> table.get(at) & 0xff;
          case 'I' -> table.getShort(at);
          case 'J' -> table.getInt(at);
          case 'K' -> table.getLong(at);
          case 'E' -> table.getFloat(at);
          case 'D' -> table.getDouble(at);
          default ->
              throw new BadImageException(
                  "bad_header", "column " + column + " has type " + found.type);
        });
  }

  /**
   * Returns the bytes that a row points at.
   *
   * @return null if the table lacks the column or the array is empty
   * @throws BadImageException if the row points outside the heap
   */
  ByteBuffer bytes(String column, int row) throws BadImageException {
    Span span = span(column, row);
    if (span == null) {
      return null;
    }
    Map.Entry<Long, ByteBuffer> read = heap.floorEntry(span.start());
    return read.getValue().slice((int) (span.start() - read.getKey()), span.length());
  }

  private Span span(String column, int row) throws BadImageException {
    Column found = columns.get(column);
    if (found == null) {
      return null;
    }
    int at = row * rowBytes + found.offset;
    long count;
    long offset;
    switch (found.type) {
      case 'P':
        count = table.getInt(at);
        offset = table.getInt(at + 4);
        break;
      case 'Q':
        count = table.getLong(at);
        offset = table.getLong(at + 8);
        break;
      default:
        throw new BadImageException(
            "bad_header", "column " + column + " has type " + found.type + "; expected P or Q");
    }
    if (count == 0) {
      return null;
    }
    long start = heapStart + offset;
    long room = dataBytes - start;
    if (count < 0
        || offset < 0
        || start < table.capacity()
        || room < 0
        || count > room / bytes(found.target)) {
      throw new BadImageException(
          "corrupt",
          column + " of tile " + row + " points outside the table's heap, at byte " + offset);
    }
    return new Span(start, (int) (count * bytes(found.target)));
  }

  private static int bytes(char type) {
    return switch (type) {
      case 'I' -> 2;
      case 'J', 'E' -> 4;
      case 'K', 'D', 'C', 'P' -> 8;
      case 'M', 'Q' -> 16;
      default -> 1;
    };
  }
}
