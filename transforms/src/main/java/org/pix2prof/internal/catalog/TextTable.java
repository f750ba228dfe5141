// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/** A text table: a header with the column names, then one line per row. */
final class TextTable implements CatalogTable {
  private final FitsInput in;
  private final String reason;
  private final List<VoField> fields;
  private final RowLimit limit;
  private final Rows rows;
  private final String hint;
  private long row;
  private List<String> cells = List.of();

  /** Rows after the header. */
  interface Rows {
    /**
     * Reads a row.
     *
     * @return the cells; null at the end
     * @throws IOException if the end of the row cannot be determined
     * @throws BadImageException if the next lines are not a row of this table
     */
    @Nullable List<String> next() throws IOException, BadImageException;

    /** Returns the reason why the row cannot be split into cells; empty if it can. */
    default String problem() {
      return "";
    }
  }

  /**
   * Creates a table.
   *
   * @param reason reason of the bad record if a row cannot be parsed
   * @param hint addition to the message about a missing column
   */
  TextTable(
      FitsInput in, RowLimit limit, String reason, List<VoField> fields, Rows rows, String hint) {
    this.in = in;
    this.limit = limit;
    this.reason = reason;
    this.fields = List.copyOf(fields);
    this.rows = rows;
    this.hint = hint;
    limit.newRow();
  }

  /** Returns a column with a known name only. */
  static VoField field(String name) {
    return field(name, Optional.empty(), VoType.CHAR);
  }

  /** Returns a column of single values. */
  static VoField field(String name, Optional<String> unit, VoType type) {
    return new VoField(name, unit, type, new VoShape(1, false, 0), Optional.empty());
  }

  @Override
  public List<Column> columns() {
    return VoField.columns(fields);
  }

  @Override
  public String columnHint() {
    return hint;
  }

  @Override
  public boolean next() throws IOException, BadImageException {
    try {
      List<String> read = rows.next();
      if (read == null) {
        return false;
      }
      cells = read;
      row++;
      limit.newRow();
      return true;
    } catch (IOException | RuntimeException e) {
      throw broken(in, reason, "row after row " + row, e);
    }
  }

  /** Returns the exception for a failure of a parser. */
  static BadImageException broken(FitsInput in, String reason, String where, Exception e)
      throws IOException, BadImageException {
    in.throwFailure();
    Throwable cause = e.getCause() instanceof IOException ? e.getCause() : e;
    return new BadImageException(
        reason, "the " + where + " cannot be parsed: " + cause.getMessage(), e);
  }

  @Override
  public @Nullable Object cell(int column) throws BadImageException {
    if (!rows.problem().isEmpty()) {
      throw new BadImageException("bad_row", rows.problem());
    }
    if (cells.size() != fields.size()) {
      throw new BadImageException(
          "bad_row",
          cells.size() + " cells; expected " + fields.size() + ", as the header line has");
    }
    return fields.get(column).parse(cells.get(column));
  }
}
