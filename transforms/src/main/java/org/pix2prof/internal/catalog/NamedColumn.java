package org.pix2prof.internal.catalog;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * A column of a catalogue that the user named.
 *
 * @param index from 0
 * @param column what the file says of it
 */
record NamedColumn(int index, CatalogTable.Column column) {
  static final String NO_SUCH_COLUMN = "no_such_column";

  private static final int MOST_NAMED = 40;

  /**
   * Finds a column by its name, or by its name in other case where only one is called that.
   *
   * @throws BadImageException if there is none or more than one, or it cannot be used
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
   * Where the columns of a name are. A column within a record matches by its own name too, unless
   * another column has that name.
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

  /** For messages: the names of columns, as many as fit. */
  static String list(List<CatalogTable.Column> columns) {
    List<String> names =
        columns.stream().limit(MOST_NAMED).map(column -> CellValues.quote(column.name())).toList();
    String more = columns.size() > MOST_NAMED ? " and " + (columns.size() - MOST_NAMED) : "";
    return String.join(", ", names) + more;
  }

  String name() {
    return column.name();
  }

  /** This column, if its unit is the expected one or is not told. */
  NamedColumn in(AngleUnit expected) throws BadImageException {
    String unit = column.unit().orElse("");
    AngleUnit other = AngleUnit.of(unit);
    if (other != null && other != expected) {
      throw new BadImageException(
          "bad_unit", "column " + name() + " is in '" + unit + "'; expected " + expected.plural());
    }
    return this;
  }

  /** The number in this column of the table's row. */
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
