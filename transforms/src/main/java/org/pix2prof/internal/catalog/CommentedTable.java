// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * Text with cells separated by blanks. The column names are in comments: one line per column, as
 * from SExtractor (ASCII_HEAD), or the last line, as from TOPCAT and NumPy. Or they are in the
 * first line, as from astropy.
 */
final class CommentedTable {
  private static final String BAD_TEXT = "bad_text";
  private static final int HEAD_BYTES = 1 << 16;

  /** Minimum number of columns of a catalogue: a name and a position. */
  private static final int FEWEST_COLUMNS = 3;

  private static final Pattern NUMBERED =
      Pattern.compile("#\\s*(\\d{1,4})\\s+(\\S+)(?:\\s.*?)?(?:\\[([^\\]]*)\\])?\\s*");

  /** Opens the table, if the text is of this format. */
  static Optional<CatalogTable> open(FitsInput in) throws IOException, BadImageException {
    List<String> comments = new ArrayList<>();
    List<String> lines = lines(in.peek(HEAD_BYTES), comments);
    int cells = lines.isEmpty() ? 0 : cells(lines.get(0)).size();
    if (cells < FEWEST_COLUMNS) {
      return Optional.empty();
    }
    boolean header = isHeader(lines);
    List<VoField> fields = header ? names(lines.get(0)) : commented(comments, cells);
    if (fields.size() != cells) {
      return Optional.empty();
    }
    RowLimit limit = new RowLimit(new InputStreamReader(in.stream(), StandardCharsets.UTF_8));
    BufferedReader text = new BufferedReader(limit);
    CsvTable.skipByteOrderMark(text);
    BlankSeparatedRows rows = new BlankSeparatedRows(text);
    if (header) {
      rows.next();
    }
    return Optional.of(new TextTable(in, limit, BAD_TEXT, fields, rows, ""));
  }

  private static List<VoField> commented(List<String> comments, int cells) {
    if (comments.isEmpty()) {
      return List.of();
    }
    List<VoField> fields = numbered(comments, cells);
    return fields.isEmpty() ? names(comments.get(comments.size() - 1).substring(1)) : fields;
  }

  private static List<VoField> names(String line) {
    return cells(line).stream().map(TextTable::field).toList();
  }

  /** Returns true if the first line names the columns of the second, which has numbers. */
  private static boolean isHeader(List<String> lines) {
    if (lines.size() < 2) {
      return false;
    }
    List<String> names = cells(lines.get(0));
    List<String> values = cells(lines.get(1));
    return values.size() == names.size()
        && names.stream().noneMatch(CommentedTable::isNumber)
        && names.stream().distinct().count() == names.size()
        && values.stream().anyMatch(CommentedTable::isNumber);
  }

  private static boolean isNumber(String cell) {
    return !Double.isNaN(CellValues.number(cell));
  }

  /** Returns the first two lines that are not comments, if blanks are their only separators. */
  private static List<String> lines(byte[] head, List<String> comments) {
    List<String> lines = new ArrayList<>();
    for (String line : new String(head, StandardCharsets.UTF_8).split("\\R")) {
      if (line.startsWith("#") && lines.isEmpty()) {
        comments.add(line);
      } else if (!line.isBlank() && lines.size() < 2) {
        if (line.matches(".*[,;\t|].*")) {
          return List.of();
        }
        lines.add(line);
      }
    }
    return lines;
  }

  private static List<String> cells(String line) {
    try {
      List<String> cells =
          new BlankSeparatedRows(new BufferedReader(new StringReader(line))).next();
      return cells == null ? List.of() : cells;
    } catch (IOException e) {
      return List.of(); // a quote is not closed
    }
  }

  /** A column of several cells has a line for its first cell only. */
  private static List<VoField> numbered(List<String> comments, int cells) {
    List<VoField> fields = new ArrayList<>();
    for (String comment : comments) {
      Matcher column = NUMBERED.matcher(comment);
      if (!column.matches()) {
        return List.of();
      }
      int number = Integer.parseInt(column.group(1));
      if (number <= fields.size() || fields.isEmpty() && number != 1) {
        return List.of();
      }
      extend(fields, number - 1);
      fields.add(
          TextTable.field(column.group(2), Optional.ofNullable(column.group(3)), VoType.CHAR));
    }
    extend(fields, cells);
    return fields;
  }

  private static void extend(List<VoField> fields, int count) {
    while (fields.size() < count) {
      fields.add(TextTable.field(fields.get(fields.size() - 1).name() + "+"));
    }
  }

  private CommentedTable() {}
}
