package org.pix2prof.fits;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.model.BadImageException;

/** The binary table that holds a compressed image: one row per tile, the tiles' bytes in a heap. */
final class TileTable {
  private static final Pattern FORMAT = Pattern.compile("(\\d*)([LXBIJKAEDCMPQ])([BIJKEDA]?).*");

  private final ByteBuffer data;
  private final int rowBytes;
  private final int rows;
  private final long heapStart;
  private final Map<String, Column> columns = new HashMap<>();

  /** A column: where it starts in a row, its type, and the type of what it points at. */
  private record Column(int offset, char type, char target) {}

  /**
   * Reads the table of a compressed image.
   *
   * @param mostBytes the image needs no more, however badly it is compressed
   */
  TileTable(FitsInput in, Hdu hdu, long mostBytes) throws IOException, BadImageException {
    FitsHeader header = hdu.header();
    long width = header.count("NAXIS1");
    long height = header.count("NAXIS2");
    if (width > hdu.dataBytes() || height > hdu.dataBytes() / Math.max(width, 1)) {
      throw new BadImageException(
          "bad_header",
          String.format(
              "the table of tiles has %d rows of %d bytes, but %d bytes in all",
              height, width, hdu.dataBytes()));
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
    data = ByteBuffer.wrap(in.readFully((int) hdu.dataBytes())).asReadOnlyBuffer();
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

  /** Rows of the table. */
  int rows() {
    return rows;
  }

  /** Whether there is such a column. */
  boolean has(String column) {
    return columns.containsKey(column);
  }

  /** A number of a row; empty where there is no such column. */
  OptionalDouble number(String column, int row) throws BadImageException {
    Column found = columns.get(column);
    if (found == null) {
      return OptionalDouble.empty();
    }
    int at = row * rowBytes + found.offset;
    return OptionalDouble.of(
        switch (found.type) {
          case 'B' -> data.get(at) & 0xff;
          case 'I' -> data.getShort(at);
          case 'J' -> data.getInt(at);
          case 'K' -> data.getLong(at);
          case 'E' -> data.getFloat(at);
          case 'D' -> data.getDouble(at);
          default ->
              throw new BadImageException(
                  "bad_header", "column " + column + " has type " + found.type);
        });
  }

  /**
   * The bytes that a row points at.
   *
   * @return null where there is no such column or it points at nothing
   * @throws BadImageException if it points outside the heap
   */
  ByteBuffer bytes(String column, int row) throws BadImageException {
    Column found = columns.get(column);
    if (found == null) {
      return null;
    }
    int at = row * rowBytes + found.offset;
    long count;
    long offset;
    switch (found.type) {
      case 'P':
        count = data.getInt(at);
        offset = data.getInt(at + 4);
        break;
      case 'Q':
        count = data.getLong(at);
        offset = data.getLong(at + 8);
        break;
      default:
        throw new BadImageException(
            "bad_header", "column " + column + " has type " + found.type + "; expected P or Q");
    }
    if (count == 0) {
      return null;
    }
    long start = heapStart + offset;
    long room = data.capacity() - start;
    if (count < 0 || offset < 0 || start < 0 || room < 0 || count > room / bytes(found.target)) {
      throw new BadImageException(
          "corrupt",
          column + " of tile " + row + " points outside the table's heap, at byte " + offset);
    }
    return data.slice((int) start, (int) (count * bytes(found.target)));
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
