// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/** Rows of a catalogue in one of the formats, in order, one in memory at a time. */
interface CatalogTable {
  /**
   * A column.
   *
   * @param name name in the file
   * @param unit unit, if the file has it
   * @param unusable description of cells that are neither one number nor one text
   */
  record Column(String name, Optional<String> unit, Optional<String> unusable) {}

  List<Column> columns();

  /** Returns an addition to the message about a missing column; may be empty. */
  default String columnHint() {
    return "";
  }

  /** Selects, before the first row, the columns that {@link #cell} can return. */
  default void select(BitSet columns) throws IOException, BadImageException {}

  /** Moves to the next row, if there is one. An exception ends the file. */
  boolean next() throws IOException, BadImageException;

  /**
   * Returns a cell of the row: text, a number, a boolean or null. An exception concerns this row
   * only.
   *
   * @param column index of a selected column
   */
  @Nullable Object cell(int column) throws BadImageException;

  /**
   * Reads the rest of the file, to find out whether it is complete. Does nothing for formats whose
   * rows tell.
   *
   * @throws BadImageException if it is not
   */
  default void finish() throws IOException, BadImageException {}
}
