package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/** The rows of a catalogue in one of its formats, front to back, one in memory at a time. */
interface CatalogTable {
  /**
   * A column.
   *
   * @param name as the file has it
   * @param unit if the file tells
   * @param unusable what the cells are where they are neither one number nor one text
   */
  record Column(String name, Optional<String> unit, Optional<String> unusable) {}

  List<Column> columns();

  /** What to add where a column is missing; empty if there is nothing to say. */
  default String columnHint() {
    return "";
  }

  /** Says, before the first row, which columns {@link #cell} will be asked for. */
  default void select(BitSet columns) throws IOException, BadImageException {}

  /** Goes to the next row, if there is one. What it throws is the end of the file. */
  boolean next() throws IOException, BadImageException;

  /**
   * A cell of the row: text, a number, a boolean or null. What it throws spoils this row only.
   *
   * @param column from 0, one of those selected
   */
  @Nullable Object cell(int column) throws BadImageException;
}
