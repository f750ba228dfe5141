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
 * Text with blanks between cells, whose columns are named in comments: one line for each column, as
 * SExtractor writes them (ASCII_HEAD), or the last line, as TOPCAT and NumPy do.
 */
final class CommentedTable {
  private static final String BAD_TEXT = "bad_text";
  private static final int HEAD_BYTES = 1 << 16;

  /** The least that a catalogue needs: a name and a position. */
  private static final int FEWEST_COLUMNS = 3;

  private static final Pattern NUMBERED =
      Pattern.compile("#\\s*(\\d{1,4})\\s+(\\S+)(?:\\s.*?)?(?:\\[([^\\]]*)\\])?\\s*");

  /** Opens the table, if the text is one. */
  static Optional<CatalogTable> open(FitsInput in) throws IOException, BadImageException {
    List<String> comments = new ArrayList<>();
    Optional<String> first = first(in.peek(HEAD_BYTES), comments);
    if (first.isEmpty() || comments.isEmpty()) {
      return Optional.empty();
    }
    int cells = cells(first.get()).size();
    List<VoField> fields = numbered(comments, cells);
    if (fields.isEmpty()) {
      fields =
          cells(comments.get(comments.size() - 1).substring(1)).stream()
              .map(TextTable::field)
              .toList();
    }
    if (cells < FEWEST_COLUMNS || fields.size() != cells) {
      return Optional.empty();
    }
    RowLimit limit = new RowLimit(new InputStreamReader(in.stream(), StandardCharsets.UTF_8));
    BlankSeparatedRows rows = new BlankSeparatedRows(new BufferedReader(limit));
    return Optional.of(new TextTable(in, limit, BAD_TEXT, fields, rows, ""));
  }

  /** The first line of data, if no other separator than blanks is in it. */
  private static Optional<String> first(byte[] head, List<String> comments) {
    for (String line : new String(head, StandardCharsets.UTF_8).split("\\R")) {
      if (line.startsWith("#")) {
        comments.add(line);
      } else if (!line.isBlank()) {
        return Optional.of(line).filter(text -> !text.matches(".*[,;\t|].*"));
      }
    }
    return Optional.empty();
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

  /** Columns of several cells have a line for the first of these only. */
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
