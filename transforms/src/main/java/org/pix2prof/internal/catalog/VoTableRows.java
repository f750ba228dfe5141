// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.util.BitSet;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/** All cells of the first table of a VOTable, row by row. */
public final class VoTableRows {
  private final CatalogTable table;

  private VoTableRows(CatalogTable table) {
    this.table = table;
  }

  /**
   * Opens a VOTable.
   *
   * @param bytes the file
   * @param size its length, bytes
   * @return its first table
   * @throws IOException if reading fails
   * @throws BadImageException if it is no VOTable, or has no table with data
   */
  public static VoTableRows open(InputStream bytes, long size)
      throws IOException, BadImageException {
    CatalogTable table =
        VoTable.open(FitsInput.open(bytes, size), new TableSearch(columns -> true));
    BitSet all = new BitSet();
    all.set(0, table.columns().size());
    table.select(all);
    return new VoTableRows(table);
  }

  /** {@return names of the columns} */
  public List<String> columns() {
    return table.columns().stream().map(CatalogTable.Column::name).toList();
  }

  /**
   * Moves to the next row.
   *
   * @return false at the end of the table
   * @throws IOException if reading fails
   * @throws BadImageException if the document is invalid or truncated
   */
  public boolean next() throws IOException, BadImageException {
    boolean more = table.next();
    if (!more) {
      table.finish();
    }
    return more;
  }

  /**
   * Returns a cell of the row.
   *
   * @param column index of the column
   * @return a number; the text of a text, an integer, an array or a number that is not finite; null
   *     if absent
   * @throws BadImageException if the row has another number of cells
   */
  public @Nullable Object cell(int column) throws BadImageException {
    return table.cell(column);
  }
}
