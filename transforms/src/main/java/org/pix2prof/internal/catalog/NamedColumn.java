// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * A column that an option names.
 *
 * @param index index from 0
 * @param column column in the file
 */
record NamedColumn(int index, CatalogTable.Column column) {
  static final String NO_SUCH_COLUMN = "no_such_column";

  private static final int MOST_NAMED = 40;

  /**
   * Finds a column by name, or regardless of case if only one column matches.
   *
   * @throws BadImageException if no column or several columns match, or the cells cannot be used
   */
  static NamedColumn find(CatalogTable table, String name) throws BadImageException {
    List<CatalogTable.Column> columns = table.columns();
    int[] found = find(columns, name);
    if (found.length != 1) {
      String what = found.length == 0 ? "no column is" : found.length + " columns are";
      throw new BadImageException(
          NO_SUCH_COLUMN,
          what + " called '" + name + "'; the columns are " + list(columns) + table.columnHint());
    }
    CatalogTable.Column column = columns.get(found[0]);
    if (column.unusable().isPresent()) {
      throw new BadImageException(
          "bad_column",
          "column "
              + column.name()
              + " holds "
              + column.unusable().get()
              + "; expected one number or text in each row");
    }
    return new NamedColumn(found[0], column);
  }

  /**
   * Returns the indices of the columns with a name. A column within a record also matches by its
   * own name, unless another column has that name.
   */
  static int[] find(List<CatalogTable.Column> columns, String name) {
    int[] found = matching(columns, name::equals);
    if (found.length == 0) {
      found = matching(columns, name::equalsIgnoreCase);
    }
    if (found.length == 0) {
      found = matching(columns, column -> column.endsWith("." + name));
    }
    return found;
  }

  private static int[] matching(List<CatalogTable.Column> columns, Predicate<String> name) {
    return IntStream.range(0, columns.size())
        .filter(i -> name.test(columns.get(i).name()))
        .toArray();
  }

  /** Returns the names of columns for a message, as many as fit. */
  static String list(List<CatalogTable.Column> columns) {
    List<String> names =
        columns.stream().limit(MOST_NAMED).map(column -> CellValues.quote(column.name())).toList();
    String more = columns.size() > MOST_NAMED ? " and " + (columns.size() - MOST_NAMED) : "";
    return String.join(", ", names) + more;
  }

  String name() {
    return column.name();
  }

  /** Returns this column, if its unit is the expected one or missing. */
  NamedColumn in(AngleUnit expected) throws BadImageException {
    String unit = column.unit().orElse("");
    AngleUnit other = AngleUnit.of(unit);
    if (other != null && other != expected) {
      throw new BadImageException(
          "bad_unit", "column " + name() + " is in '" + unit + "'; expected " + expected.plural());
    }
    return this;
  }

  /** Returns the number in this column of the current row. */
  double angle(CatalogTable table, String reason) throws BadImageException {
    @Nullable Object cell = table.cell(index);
    if (cell == null || CellValues.isBlank(cell)) {
      throw new BadImageException(reason, "no value in column " + name());
    }
    double value = CellValues.number(cell);
    if (Double.isFinite(value)) {
      return value;
    }
    throw new BadImageException(
        reason, name() + " is " + CellValues.quote(cell.toString()) + "; expected a number");
  }
}
