// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Rows with cells separated by one or more blanks. A cell that contains a blank is in double
 * quotes, within which a quote is doubled. Lines that start with # are comments.
 */
final class BlankSeparatedRows implements TextTable.Rows {
  private final BufferedReader text;

  BlankSeparatedRows(BufferedReader text) {
    this.text = text;
  }

  @Override
  public @Nullable List<String> next() throws IOException {
    List<String> cells = new ArrayList<>();
    int c = text.read();
    while (true) {
      while (isBlank(c)) {
        c = text.read();
      }
      if (c < 0 || c == '\n') {
        if (!cells.isEmpty()) {
          return cells;
        }
        if (c < 0) {
          return null;
        }
        c = text.read();
      } else if (c == '#' && cells.isEmpty()) {
        text.readLine();
        c = text.read();
      } else {
        StringBuilder cell = new StringBuilder();
        c = c == '"' ? quoted(cell) : plain(cell, c);
        cells.add(cell.toString());
      }
    }
  }

  private int plain(StringBuilder cell, int first) throws IOException {
    int c = first;
    while (c >= 0 && c != '\n' && !isBlank(c)) {
      cell.append((char) c);
      c = text.read();
    }
    return c;
  }

  private int quoted(StringBuilder cell) throws IOException {
    while (true) {
      int c = text.read();
      if (c < 0) {
        throw new IOException("a quote is not closed");
      }
      if (c == '"') {
        c = text.read();
        if (c != '"') {
          if (c >= 0 && c != '\n' && !isBlank(c)) {
            throw new IOException("a closing quote is followed by other than a blank");
          }
          return c;
        }
      }
      cell.append((char) c);
    }
  }

  private static boolean isBlank(int c) {
    return c == ' ' || c == '\t' || c == '\r';
  }
}
