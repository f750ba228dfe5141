// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The schema of records of one type: a name and columns in order.
 *
 * @param <T> type of the records
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class Table<T> implements Serializable {
  /** {@return name of the record type, letters and digits} */
  public abstract String name();

  /** {@return description of a record} */
  public abstract String description();

  /** {@return the columns in order} */
  public abstract List<Column<T>> columns();

  /**
   * Creates a table.
   *
   * @param name name of the record type, letters and digits
   * @param description description of a record
   * @param columns columns in order
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
   * Returns the table with only some of its columns.
   *
   * @param names names of the columns, in the order of the new table
   * @return the table
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
