// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The search for the first table of a file that has the wanted columns. */
final class TableSearch {
  private static final int MOST_NAMED = 8;

  private final Predicate<List<CatalogTable.Column>> suitable;
  private final List<Seen> seen = new ArrayList<>();

  private record Seen(String table, List<CatalogTable.Column> columns) {
    @Override
    public String toString() {
      return table + " has " + NamedColumn.list(columns);
    }
  }

  TableSearch(CatalogColumns<?> wanted) {
    this(wanted::areIn);
  }

  /** Searches a table whose columns satisfy a condition. */
  TableSearch(Predicate<List<CatalogTable.Column>> suitable) {
    this.suitable = suitable;
  }

  /**
   * Checks a table.
   *
   * @param table name of the table in messages
   * @return true if it has the columns
   */
  boolean take(List<CatalogTable.Column> columns, String table) {
    if (suitable.test(columns)) {
      return true;
    }
    seen.add(new Seen(table, List.copyOf(columns)));
    return false;
  }

  /** Returns true if a table was checked and rejected. */
  boolean isWithoutResult() {
    return !seen.isEmpty();
  }

  /** Returns a table for those that lack columns; its reader then reports the missing column. */
  CatalogTable none() {
    String others =
        seen.size() == 1
            ? ""
            : "; no table of the file has all columns: "
                + seen.stream()
                    .limit(MOST_NAMED)
                    .map(Seen::toString)
                    .collect(Collectors.joining("; "))
                + (seen.size() > MOST_NAMED
                    ? " and " + (seen.size() - MOST_NAMED) + " more tables"
                    : "");
    return new WithoutRows(seen.get(0).columns(), others);
  }

  /** A table with known columns only. */
  record WithoutRows(List<CatalogTable.Column> columns, String columnHint) implements CatalogTable {
    @Override
    public boolean next() {
      return false;
    }

    @Override
    public Object cell(int column) {
      throw new IllegalStateException("no row");
    }
  }
}
