package org.pix2prof.tables;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What records of one type are in a table: its name and columns, in their order.
 *
 * @param <T> type of the records
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class Table<T> implements Serializable {
  /** {@return name of the kind of record, in letters and digits} */
  public abstract String name();

  /** {@return what a record is, for people} */
  public abstract String description();

  /** {@return the columns, in their order} */
  public abstract List<Column<T>> columns();

  /**
   * Puts a table together.
   *
   * @param name of the kind of record, in letters and digits
   * @param description what a record is, for people
   * @param columns in their order
   * @param <T> type of the records
   * @return the table
   * @throws IllegalArgumentException if there is no column, or two have one name
   */
  public static <T> Table<T> of(String name, String description, List<Column<T>> columns) {
    Set<String> names = new HashSet<>();
    for (Column<T> column : columns) {
      if (!names.add(column.name())) {
        throw new IllegalArgumentException(name + " has two columns " + column.name());
      }
    }
    if (columns.isEmpty()) {
      throw new IllegalArgumentException(name + " has no columns");
    }
    return new AutoValue_Table<>(name, description, List.copyOf(columns));
  }

  /**
   * The table with only some of its columns.
   *
   * @param names of columns, in the order that they shall have
   * @return a table of them
   * @throws IllegalArgumentException if there is no such column
   */
  public final Table<T> select(String... names) {
    return of(name(), description(), Arrays.stream(names).map(this::column).toList());
  }

  private Column<T> column(String wanted) {
    return columns().stream()
        .filter(column -> column.name().equals(wanted))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name() + " has no column " + wanted));
  }
}
