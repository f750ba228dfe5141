// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.IOException;
import java.io.Serializable;
import java.io.Writer;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Writes a table as lines of comma-separated cells. A record with lists of numbers is one row per
 * list element, with its other cells repeated; any other record is one row. Numbers have the
 * shortest text that reads back as the same number. An absent value is empty.
 */
final class TextRows<T> implements Serializable {
  /**
   * Cells to quote: those of RFC 4180, and those that some readers would lose. ECSV readers take a
   * row that begins with # as a comment, many readers strip blanks, and Python ends lines at more
   * characters than line feeds.
   */
  private static final Pattern NOT_PLAIN =
      Pattern.compile("[,\"\\p{Cntrl}\u2028\u2029]|^[#\\s]|\\s$", Pattern.UNICODE_CHARACTER_CLASS);

  private final Table<T> table;

  TextRows(Table<T> table) {
    this.table = table;
  }

  void writeHeader(Writer out) throws IOException {
    out.append(table.columns().stream().map(Column::name).collect(Collectors.joining(",")))
        .append('\n');
  }

  void write(T value, Writer out) throws IOException {
    Object[] cells = new Object[table.columns().size()];
    int rows = 1;
    for (int i = 0; i < cells.length; i++) {
      Object cell = table.columns().get(i).cell(value);
      if (cell instanceof float[] samples) {
        rows = samples.length;
        cells[i] = samples;
      } else {
        cells[i] = text(cell);
      }
    }
    for (int row = 0; row < rows; row++) {
      for (int i = 0; i < cells.length; i++) {
        out.append(i == 0 ? "" : ",")
            .append(cells[i] instanceof float[] samples ? number(samples[row]) : (String) cells[i]);
      }
      out.append('\n');
    }
  }

  private static String number(float sample) {
    return Float.isNaN(sample) ? "" : Float.toString(sample);
  }

  private static String text(@Nullable Object cell) {
    if (cell == null) {
      return "";
    }
    if (cell instanceof Number) {
      return cell.toString();
    }
    if (cell instanceof List<?> list) {
      return quote(list.stream().map(Object::toString).collect(Collectors.joining(" ")));
    }
    return quote(cell.toString());
  }

  private static String quote(String field) {
    return NOT_PLAIN.matcher(field).find() ? '"' + field.replace("\"", "\"\"") + '"' : field;
  }
}
