// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import org.pix2prof.model.BadImageException;

/**
 * The columns that a kind of catalogue has, and the value of each of its rows.
 *
 * @param <T> value of a row
 */
public abstract class CatalogColumns<T> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Makes the value of the current row of a table. */
  interface RowReader<T> {
    /**
     * Returns the value.
     *
     * @throws BadImageException if a cell cannot be used
     */
    T read(CatalogTable table, String source, long row) throws BadImageException;
  }

  /**
   * Checks the names of the columns.
   *
   * @throws IllegalArgumentException if two of them are equal
   */
  public abstract void validate();

  /** Returns true if a table has the columns. */
  abstract boolean areIn(List<CatalogTable.Column> columns);

  /**
   * Finds the columns in a table and selects them.
   *
   * @throws BadImageException if a column is missing, or its cells cannot be used
   */
  abstract RowReader<T> open(CatalogTable table) throws IOException, BadImageException;
}
