package org.pix2prof.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.pix2prof.fits.FitsInput;
import org.pix2prof.model.BadImageException;

/**
 * Text in columns (RFC 4180): lines of comment that start with #, a header line, then one row per
 * object. Columns are told apart by that of comma, semicolon and tab which the header has most of.
 */
final class CsvTable implements CatalogTable {
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final FitsInput in;
  private final RowLimit limit;
  private final List<Column> columns;
  private final Iterator<CSVRecord> records;
  private CSVRecord record;

  static CsvTable open(FitsInput in) throws IOException, BadImageException {
    RowLimit limit = new RowLimit(new InputStreamReader(in.stream(), StandardCharsets.UTF_8));
    BufferedReader text = new BufferedReader(limit);
    try {
      skipComments(text, limit);
      Iterator<CSVRecord> records = format(delimiter(text)).parse(text).iterator();
      if (!records.hasNext()) {
        throw new BadImageException("not_catalog", "no header line, only comments");
      }
      return new CsvTable(in, limit, records);
    } catch (IOException | UncheckedIOException | IllegalStateException e) {
      throw broken(in, "header line", e);
    }
  }

  private CsvTable(FitsInput in, RowLimit limit, Iterator<CSVRecord> records) {
    this.in = in;
    this.limit = limit;
    this.records = records;
    this.columns =
        records.next().stream()
            .map(name -> new Column(name.trim(), Optional.empty(), Optional.empty()))
            .toList();
    limit.newRow();
  }

  private static CSVFormat format(char delimiter) {
    return CSVFormat.RFC4180
        .builder()
        .setDelimiter(delimiter)
        .setIgnoreSurroundingSpaces(true)
        .setIgnoreEmptyLines(true)
        .build();
  }

  private static void skipComments(BufferedReader text, RowLimit limit) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
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

  private static char delimiter(BufferedReader text) throws IOException {
    text.mark(RowLimit.MOST_CHARACTERS + 1);
    String header = Optional.ofNullable(text.readLine()).orElse("");
    text.reset();
    String bare = header.replaceAll("\"[^\"]*\"", "");
    char best = ',';
    for (char other : new char[] {';', '\t'}) {
      if (count(bare, other) > count(bare, best)) {
        best = other;
      }
    }
    return best;
  }

  private static long count(String text, char c) {
    return text.chars().filter(other -> other == c).count();
  }

  @Override
  public List<Column> columns() {
    return columns;
  }

  @Override
  public boolean next() throws IOException, BadImageException {
    try {
      if (!records.hasNext()) {
        return false;
      }
      record = records.next();
      limit.newRow();
      return true;
    } catch (UncheckedIOException | IllegalStateException e) {
      throw broken(in, "row after row " + (record == null ? 0 : record.getRecordNumber() - 1), e);
    }
  }

  private static BadImageException broken(FitsInput in, String where, Exception e)
      throws IOException, BadImageException {
    in.throwFailure();
    Throwable cause = e instanceof UncheckedIOException ? e.getCause() : e;
    return new BadImageException(
        "bad_csv", "the " + where + " is no CSV: " + cause.getMessage(), e);
  }

  @Override
  public String cell(int column) throws BadImageException {
    if (record.size() != columns.size()) {
      throw new BadImageException(
          "bad_row",
          record.size() + " cells; expected " + columns.size() + ", as the header line has");
    }
    return record.get(column);
  }
}
