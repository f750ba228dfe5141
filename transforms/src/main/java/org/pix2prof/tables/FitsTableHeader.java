// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.HeaderCard;
import nom.tam.util.FitsOutputStream;

/** Headers of a file with one binary table (FITS 4.0, section 7.3.1). */
final class FitsTableHeader {
  private final Table<?> table;
  private final int[] longest;
  private final boolean longDescriptors;
  private final long rows;
  private final long heapBytes;

  /**
   * Creates the headers of a table.
   *
   * @param longest bytes of the longest text or elements of the longest array, by column
   * @param longDescriptors true if arrays have 64-bit descriptors
   */
  FitsTableHeader(
      Table<?> table, int[] longest, boolean longDescriptors, long rows, long heapBytes) {
    this.table = table;
    this.longest = longest;
    this.longDescriptors = longDescriptors;
    this.rows = rows;
    this.heapBytes = heapBytes;
  }

  /**
   * Returns the width of a column of texts in bytes, at least 2: some readers reject width 0, and
   * TOPCAT reads width 1 as a character, which it compares unlike a text.
   */
  int textBytes(int column) {
    return Math.max(2, longest[column]);
  }

  /** Returns the bytes of a row, without the heap. */
  long rowBytes() {
    long bytes = 0;
    for (int i = 0; i < longest.length; i++) {
      bytes +=
          switch (table.columns().get(i).kind()) {
            case TEXT, TEXT_LIST -> textBytes(i);
            case INT32, FLOAT32 -> 4;
            case FLOAT64 -> 8;
            case FLOAT32_LIST -> longDescriptors ? 16 : 8;
          };
    }
    return bytes;
  }

  private String form(int column) {
    return switch (table.columns().get(column).kind()) {
      case TEXT, TEXT_LIST -> textBytes(column) + "A";
      case INT32 -> "1J";
      case FLOAT32 -> "1E";
      case FLOAT64 -> "1D";
      case FLOAT32_LIST -> (longDescriptors ? "1QE(" : "1PE(") + longest[column] + ")";
    };
  }

  void write(DataOutputStream out) throws IOException {
    FitsOutputStream fits = new FitsOutputStream(out);
    try {
      primary().write(fits);
      extension().write(fits);
      fits.flush();
    } catch (FitsException e) {
      throw new IOException("the header of " + table.name() + " cannot be written as FITS", e);
    }
  }

  private static Header primary() throws FitsException {
    Header header = new Header();
    header.addValue("SIMPLE", true, "conforms to the FITS standard");
    header.addValue("BITPIX", 8, "no data here");
    header.addValue("NAXIS", 0, "no data here");
    header.addValue("EXTEND", true, "the table is in the first extension");
    return header;
  }

  private Header extension() throws FitsException {
    List<? extends Column<?>> columns = table.columns();
    Header header = new Header();
    header.addValue("XTENSION", "BINTABLE", "binary table");
    header.addValue("BITPIX", 8, "bytes");
    header.addValue("NAXIS", 2, "bytes and rows");
    header.addValue("NAXIS1", rowBytes(), "bytes of a row");
    header.addValue("NAXIS2", rows, "rows");
    header.addValue("PCOUNT", heapBytes, "bytes of the heap");
    header.addValue("GCOUNT", 1, "one table");
    header.addValue("TFIELDS", columns.size(), "columns");
    header.addValue("EXTNAME", table.name(), null);
    for (int i = 0; i < columns.size(); i++) {
      Column<?> column = columns.get(i);
      int n = i + 1;
      header.addValue("TTYPE" + n, column.name(), null);
      header.addValue("TFORM" + n, form(i), null);
      if (!column.unit().isEmpty()) {
        header.addValue("TUNIT" + n, column.unit(), null);
      }
      // A text longer than a card continues in CONTINUE cards (section 4.2.1.2).
      header.addLine(new HeaderCard("TCOMM" + n, column.description()));
    }
    return header;
  }
}
