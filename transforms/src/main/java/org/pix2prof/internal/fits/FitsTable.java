package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * The first binary table of a FITS file, row by row. Only one row is in memory, and only the cells
 * that are asked for are decoded.
 */
public final class FitsTable {
  private static final int MOST_ROW_BYTES = 64 << 20;
  private static final int MOST_COLUMNS = 999;

  /**
   * What the header says of a column.
   *
   * @param name {@code TTYPE}, or {@code col} and the number of the column where there is none
   * @param unit {@code TUNIT}, if given
   * @param unusable what the cells are where they are neither one number nor one text
   */
  public record Column(String name, Optional<String> unit, Optional<String> unusable) {}

  /**
   * An array of variable length in the heap.
   *
   * @param elements how many there are
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
     * Looks at a table.
     *
     * @param table one of the file, before its first row
     * @param hdu index and name of its HDU, for messages
     * @return whether it is the one
     */
    boolean take(FitsTable table, String hdu);
  }

  /**
   * Goes to the first binary table of a file. Tables that hold a compressed image do not count.
   *
   * @param in the file from its beginning
   * @return its table
   * @throws IOException if bytes cannot be had
   * @throws BadImageException if there is no such table, or it cannot be read
   */
  public static FitsTable open(FitsInput in) throws IOException, BadImageException {
    return open(in, (table, hdu) -> true).orElseThrow();
  }

  /**
   * Goes to the first binary table of a file that is taken.
   *
   * @param in the file from its beginning
   * @param choice says which
   * @return the table; empty if none is taken
   * @throws IOException if bytes cannot be had
   * @throws BadImageException if there is no table at all, or none is taken and one cannot be read
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
    if (rowBytes > MOST_ROW_BYTES) {
      throw new BadImageException(
          "too_large", header.found("NAXIS1") + "; expected " + MOST_ROW_BYTES + " at most");
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
    if (count > MOST_COLUMNS) {
      throw new BadImageException(
          "bad_header", header.found("TFIELDS") + "; expected " + MOST_COLUMNS + " at most");
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
   * The form of a column.
   *
   * @param column from 0
   * @return {@code TFORM}, as the header has it
   */
  public String form(int column) {
    return header.text("TFORM" + (column + 1)).orElseThrow();
  }

  /**
   * Goes to the next row.
   *
   * @return whether there is one
   * @throws IOException if bytes cannot be had
   * @throws BadImageException if the file ends too early or its bytes do not make sense
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
   * A cell of the row.
   *
   * @param column from 0; not one that is unusable
   * @return a {@link String}, {@link Boolean}, {@link Long}, {@link java.math.BigInteger} for what
   *     does not fit a long, {@link Float} or {@link Double}, scaled as the header says; null where
   *     the cell is blank
   */
  public @Nullable Object cell(int column) {
    return cells.get(column).value(row);
  }

  /**
   * Whether a column has arrays of single-precision numbers of variable length.
   *
   * @param column from 0
   * @return whether {@link #floatArray} tells where they are
   */
  public boolean hasFloatArrays(int column) {
    return cells.get(column).elementType().equals(Optional.of('E'));
  }

  /**
   * Where the array of a cell of the row is.
   *
   * @param column from 0, one that {@link #hasFloatArrays}
   * @return its place in the heap
   */
  public HeapArray floatArray(int column) {
    return cells.get(column).array(row);
  }

  /**
   * Where the heap is.
   *
   * @return where in the uncompressed file it starts, in bytes
   * @throws BadImageException if the header does not say it
   */
  public long heapStart() throws BadImageException {
    long gap = header.has("THEAP") ? header.count("THEAP") : row.length * header.count("NAXIS2");
    return dataStart + gap;
  }
}
