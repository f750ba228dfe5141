// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * Reads a binary table of a FITS file row by row. Only one row is in memory, and a cell is decoded
 * on access.
 */
public final class FitsTable {
  private static final int MAX_ROW_BYTES = 64 << 20;
  private static final int MAX_COLUMNS = 999;

  /**
   * A column of the table.
   *
   * @param name {@code TTYPE}, or {@code col} and the number of the column if there is none
   * @param unit {@code TUNIT}, if given
   * @param unusable content of the cells if it is neither one number nor one text
   */
  public record Column(String name, Optional<String> unit, Optional<String> unusable) {}

  /**
   * An array of variable length in the heap.
   *
   * @param elements number of elements
   * @param offset of the first, in bytes from the beginning of the heap
   */
  public record HeapArray(long elements, long offset) {}

  private final FitsInput in;
  private final List<Column> columns = new ArrayList<>();
  private final List<TableCell> cells = new ArrayList<>();
  private final byte[] row;
  private long rowsLeft;
  private final FitsHeader header;
  private final long dataStart;

  /** Chooses among the tables of a file. */
  public interface Choice {
    /**
     * Accepts or rejects a table.
     *
     * @param table one of the file, before its first row
     * @param hdu index and name of its HDU, for messages
     * @return true to accept it
     */
    boolean take(FitsTable table, String hdu);
  }

  /**
   * Opens the first binary table of a file. Skips tables of compressed images.
   *
   * @param in the file from its beginning
   * @return its table
   * @throws IOException if reading fails
   * @throws BadImageException if there is no such table, or it cannot be read
   */
  public static FitsTable open(FitsInput in) throws IOException, BadImageException {
    return open(in, (table, hdu) -> true).orElseThrow();
  }

  /**
   * Opens the first accepted binary table of a file.
   *
   * @param in the file from its beginning
   * @param choice accepts a table
   * @return the table; empty if none is accepted
   * @throws IOException if reading fails
   * @throws BadImageException if there is no table, or if none is accepted and one is invalid
   */
  public static Optional<FitsTable> open(FitsInput in, Choice choice)
      throws IOException, BadImageException {
    List<String> seen = new ArrayList<>();
    BadImageException unreadable = null;
    boolean any = false;
    for (int index = 0; ; index++) {
      FitsHeader header = FitsHeader.read(in, index == 0);
      if (header == null) {
        break;
      }
      Hdu hdu = Hdu.of(index, header);
      if (hdu.kind() == Hdu.Kind.TABLE && !header.text("XTENSION").orElse("").equals("TABLE")) {
        any = true;
        try {
          FitsTable table = new FitsTable(in, hdu);
          if (choice.take(table, HduSelection.describe(hdu))) {
            return Optional.of(table);
          }
        } catch (BadImageException e) {
          unreadable = unreadable == null ? e : unreadable;
        }
      }
      seen.add(HduSelection.describe(hdu));
      if (in.skip(hdu.dataBytes()) < hdu.dataBytes()) {
        throw unreadable == null ? in.endOfFile() : unreadable;
      }
      in.skip(hdu.padding());
    }
    if (unreadable != null) {
      throw unreadable;
    }
    if (!any) {
      throw new BadImageException(
          "no_table", "no HDU of the file is a binary table; they are " + String.join(", ", seen));
    }
    return Optional.empty();
  }

  private FitsTable(FitsInput in, Hdu hdu) throws BadImageException {
    FitsHeader header = hdu.header();
    if (header.isTrue("ZTABLE")) {
      throw new BadImageException(
          "unsupported_compression",
          HduSelection.describe(hdu) + " is a tile-compressed table; expected a plain one");
    }
    this.in = in;
    long rowBytes = header.count("NAXIS1");
    if (rowBytes > MAX_ROW_BYTES) {
      throw new BadImageException(
          "too_large", header.found("NAXIS1") + "; expected " + MAX_ROW_BYTES + " at most");
    }
    this.row = new byte[(int) rowBytes];
    this.rowsLeft = header.count("NAXIS2");
    if (rowBytes == 0 && rowsLeft > 0) {
      throw new BadImageException(
          "bad_header",
          "NAXIS1 = 0, but NAXIS2 = " + rowsLeft + "; expected rows of at least one byte");
    }
    this.header = header;
    this.dataStart = in.position();
    addColumns(header);
  }

  private void addColumns(FitsHeader header) throws BadImageException {
    long count = header.count("TFIELDS");
    if (count > MAX_COLUMNS) {
      throw new BadImageException(
          "bad_header", header.found("TFIELDS") + "; expected " + MAX_COLUMNS + " at most");
    }
    long offset = 0;
    for (int n = 1; n <= count; n++) {
      TableCell cell = TableCell.of(header, n, offset);
      offset += cell.bytes();
      cells.add(cell);
      columns.add(
          new Column(
              header.text("TTYPE" + n).orElse("col" + n),
              header.text("TUNIT" + n),
              cell.unusable()));
    }
    if (offset > row.length) {
      throw new BadImageException(
          "bad_header",
          header.found("NAXIS1") + ", but the columns take " + offset + " bytes of each row");
    }
  }

  /** {@return the columns, in the order of the file} */
  public List<Column> columns() {
    return List.copyOf(columns);
  }

  /**
   * Returns the type of a column.
   *
   * @param column from 0
   * @return {@code TFORM} of the header
   */
  public String form(int column) {
    return header.text("TFORM" + (column + 1)).orElseThrow();
  }

  /**
   * Reads the next row.
   *
   * @return false at the end of the table
   * @throws IOException if reading fails
   * @throws BadImageException if the file is truncated or corrupt
   */
  public boolean next() throws IOException, BadImageException {
    if (rowsLeft == 0) {
      return false;
    }
    in.readFully(row, 0, row.length);
    rowsLeft--;
    return true;
  }

  /**
   * Returns a cell of the row.
   *
   * @param column from 0; not one that is unusable
   * @return a {@link String}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger} for
   *     integers beyond a long, {@link Float} or {@link Double}, scaled by {@code TSCAL} and {@code
   *     TZERO}; null if the cell is blank
   */
  public @Nullable Object cell(int column) {
    return cells.get(column).value(row);
  }

  /**
   * Returns true if a column has arrays of variable length of single-precision numbers.
   *
   * @param column from 0
   * @return true if {@link #floatArray} accepts the column
   */
  public boolean hasFloatArrays(int column) {
    return cells.get(column).elementType().equals(Optional.of('E'));
  }

  /**
   * Returns the location of the array of a cell of the row.
   *
   * @param column from 0, with {@link #hasFloatArrays}
   * @return location in the heap
   */
  public HeapArray floatArray(int column) {
    return cells.get(column).array(row);
  }

  /**
   * Returns the position of the heap.
   *
   * @return index of its first byte in the uncompressed file
   * @throws BadImageException if the header is invalid
   */
  public long heapStart() throws BadImageException {
    long gap = header.has("THEAP") ? header.count("THEAP") : row.length * header.count("NAXIS2");
    return dataStart + gap;
  }
}
