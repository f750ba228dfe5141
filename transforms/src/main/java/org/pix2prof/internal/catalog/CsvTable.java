// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * Delimited text (RFC 4180): comment lines that start with #, a header line, then one row per
 * object. The separator is the most frequent of comma, semicolon, tab and vertical bar in the
 * header. VizieR's tables have a line of units and one of dashes below the header line.
 */
final class CsvTable {
  static final String BAD_CSV = "bad_csv";
  private static final char BYTE_ORDER_MARK = '\ufeff';

  /** Maximum number of characters read from the header and the two lines below it. */
  private static final int HEAD_CHARACTERS = 1 << 16;

  private static final Pattern DASHES = Pattern.compile("-*");

  static CatalogTable open(FitsInput in) throws IOException, BadImageException {
    RowLimit limit = new RowLimit(new InputStreamReader(in.stream(), StandardCharsets.UTF_8));
    BufferedReader text = new BufferedReader(limit);
    try {
      skipComments(text, limit);
      String[] head = head(text);
      char delimiter = delimiter(head[0]);
      return isVizier(head, delimiter)
          ? vizier(in, limit, text, delimiter)
          : csv(in, limit, text, delimiter);
    } catch (IOException | RuntimeException e) {
      throw TextTable.broken(in, BAD_CSV, "header line", e);
    }
  }

  private static CatalogTable csv(FitsInput in, RowLimit limit, BufferedReader text, char delimiter)
      throws IOException, BadImageException {
    Iterator<CSVRecord> records = format(delimiter).build().parse(text).iterator();
    List<VoField> fields =
        header(records).stream().map(name -> TextTable.field(name.trim())).toList();
    boolean oneColumn = fields.size() == 1 && fields.get(0).name().contains(" ");
    return new TextTable(
        in,
        limit,
        BAD_CSV,
        fields,
        () -> records.hasNext() ? records.next().toList() : null,
        oneColumn ? "; expected commas, semicolons or tabs between columns" : "");
  }

  /**
   * Reads the line of units without quoting, because the unit of sexagesimal columns is {@code
   * "h:m:s"}.
   */
  private static CatalogTable vizier(
      FitsInput in, RowLimit limit, BufferedReader text, char delimiter)
      throws IOException, BadImageException {
    Iterator<CSVRecord> records =
        format(delimiter).setQuote(null).setCommentMarker('#').build().parse(text).iterator();
    CSVRecord names = header(records);
    CSVRecord units = records.next();
    records.next();
    List<VoField> fields =
        names.stream()
            .map(name -> TextTable.field(name.trim(), unit(units, names, name), VoType.CHAR))
            .toList();
    return new TextTable(in, limit, BAD_CSV, fields, () -> vizierRow(records), "");
  }

  private static Optional<String> unit(CSVRecord units, CSVRecord names, String name) {
    int column = names.toList().indexOf(name);
    return column < units.size()
        ? Optional.of(units.get(column).trim()).filter(unit -> !unit.isEmpty())
        : Optional.empty();
  }

  private static @Nullable List<String> vizierRow(Iterator<CSVRecord> records)
      throws BadImageException {
    if (!records.hasNext()) {
      return null;
    }
    CSVRecord row = records.next();
    if (row.hasComment() && row.getComment().contains("Column")) {
      throw new BadImageException(
          BAD_CSV, "a second table begins in the file; expected a file for each table");
    }
    return row.toList();
  }

  private static CSVRecord header(Iterator<CSVRecord> records) throws BadImageException {
    if (!records.hasNext()) {
      throw new BadImageException("not_catalog", "no header line, only comments");
    }
    return records.next();
  }

  /** Returns the format of rows with this separator. */
  static CSVFormat.Builder format(char delimiter) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(delimiter)
        .setIgnoreSurroundingSpaces(true)
        .setIgnoreEmptyLines(true);
  }

  private static void skipComments(BufferedReader text, RowLimit limit) throws IOException {
    skipByteOrderMark(text);
    text.mark(1);
    for (int c = text.read(); c == '#' || c == '\n' || c == '\r'; c = text.read()) {
      if (c == '#') {
        text.readLine();
      }
      limit.newRow();
      text.mark(1);
    }
    text.reset();
  }

  static void skipByteOrderMark(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
  }

  /** Returns the next three lines, or fewer at the end. */
  private static String[] head(BufferedReader text) throws IOException {
    char[] head = new char[HEAD_CHARACTERS];
    text.mark(head.length);
    int length = 0;
    for (int n = 0; n >= 0 && length < head.length; ) {
      n = text.read(head, length, head.length - length);
      length += Math.max(n, 0);
    }
    text.reset();
    return new String(head, 0, length).split("\\R", 4);
  }

  private static char delimiter(String header) {
    String bare = header.replaceAll("\"[^\"]*\"", "");
    char best = ',';
    for (char other : new char[] {';', '\t', '|'}) {
      if (count(bare, other) > count(bare, best)) {
        best = other;
      }
    }
    return best;
  }

  private static long count(String text, char c) {
    return text.chars().filter(other -> other == c).count();
  }

  private static boolean isVizier(String[] head, char delimiter) {
    if (head.length < 3 || !head[2].contains("--")) {
      return false;
    }
    String between = Pattern.quote(String.valueOf(delimiter));
    return Arrays.stream(head[2].split(between))
        .allMatch(cell -> DASHES.matcher(cell.trim()).matches());
  }

  private CsvTable() {}
}
