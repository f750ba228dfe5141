// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.catalog.RowLimit;

/** Reads files of {@link TextRows}. */
final class TextReader implements TableReader {
  private final Table<?> table;
  private final String file;
  private final LineCompletenessReader text;
  private final RowLimit limit;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private final int[] places;

  /** Column whose numbers increase along the samples of a record; -1 if there are no samples. */
  private final int order;

  private final int width;
  private @Nullable CSVRecord ahead;

  static TableReader csv(Table<?> table, ReadableByteChannel channel, String file)
      throws IOException {
    Text text = new Text(channel);
    return open(table, text, ',', file);
  }

  static TableReader ecsv(Table<?> table, ReadableByteChannel channel, String file)
      throws IOException {
    Text text = new Text(channel);
    try {
      return open(table, text, EcsvHeader.delimiter(text.lines, file), file);
    } catch (CharacterCodingException e) {
      throw new IOException(file + " is no text; expected ECSV", e);
    }
  }

  /** The layers that read the text of a file. */
  private static final class Text {
    private final LineCompletenessReader whole;
    private final RowLimit limit;
    private final BufferedReader lines;

    Text(ReadableByteChannel channel) {
      whole = new LineCompletenessReader(Channels.newReader(channel, StandardCharsets.UTF_8));
      limit = new RowLimit(whole);
      lines = new BufferedReader(limit);
    }
  }

  private static TableReader open(Table<?> table, Text text, char delimiter, String file)
      throws IOException {
    try {
      return new TextReader(table, text, delimiter, file);
    } catch (IOException | RuntimeException e) {
      text.whole.close();
      throw e;
    }
  }

  private TextReader(Table<?> table, Text text, char delimiter, String file) throws IOException {
    this.table = table;
    this.file = file;
    this.text = text.whole;
    this.limit = text.limit;
    this.parser = CSVFormat.RFC4180.builder().setDelimiter(delimiter).build().parse(text.lines);
    this.records = parser.iterator();
    CSVRecord header = record();
    if (header == null) {
      throw new IOException(file + " is empty; expected a header line " + header(table));
    }
    List<String> names = header.toList();
    this.width = names.size();
    this.places = new int[table.columns().size()];
    for (int i = 0; i < places.length; i++) {
      Column<?> column = table.columns().get(i);
      places[i] = names.indexOf(column.name());
      if (places[i] < 0 && !column.nullable() && column.kind() != Column.Kind.TEXT_LIST) {
        throw new IOException(
            file
                + ": the header line has no column "
                + column.name()
                + "; expected "
                + header(table));
      }
    }
    this.order =
        IntStream.range(0, places.length)
            .filter(i -> table.columns().get(i).kind() == Column.Kind.FLOAT32_LIST)
            .findFirst()
            .orElse(-1);
    this.ahead = row();
  }

  private static String header(Table<?> table) {
    return table.columns().stream().map(Column::name).collect(Collectors.joining(","));
  }

  @Override
  public Optional<TableRecord> next() throws IOException {
    if (ahead == null) {
      return Optional.empty();
    }
    List<CSVRecord> rows = new ArrayList<>(List.of(ahead));
    ahead = row();
    while (ahead != null && continues(rows.get(rows.size() - 1), ahead)) {
      rows.add(ahead);
      ahead = row();
    }
    TableRecord row = new TableRecord();
    for (int i = 0; i < places.length; i++) {
      row.put(table.columns().get(i), cell(i, rows));
    }
    return Optional.of(row);
  }

  /** Returns true if a row is the next sample of the previous row's record. */
  private boolean continues(CSVRecord before, CSVRecord row) throws IOException {
    for (int i = 0; i < places.length; i++) {
      boolean sample = table.columns().get(i).kind() == Column.Kind.FLOAT32_LIST;
      if (!sample && !text(i, before).equals(text(i, row))) {
        return false;
      }
    }
    return order >= 0 && number(order, row) > number(order, before);
  }

  private @Nullable Object cell(int i, List<CSVRecord> rows) throws IOException {
    Column<?> column = table.columns().get(i);
    CSVRecord first = rows.get(0);
    String text = text(i, first);
    if (text.isEmpty() && column.nullable() && allEmpty(i, rows)) {
      return null;
    }
    return switch (column.kind()) {
      case TEXT -> text;
      case INT32 -> integer(i, first);
      case FLOAT32 -> number(i, first);
      case FLOAT64 -> real(i, first);
      case TEXT_LIST -> text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
      case FLOAT32_LIST -> {
        float[] samples = new float[rows.size()];
        for (int row = 0; row < samples.length; row++) {
          samples[row] = sample(i, rows.get(row));
        }
        yield samples;
      }
    };
  }

  private boolean allEmpty(int i, List<CSVRecord> rows) {
    return rows.stream().allMatch(row -> text(i, row).isEmpty());
  }

  /** Reads a sample; NaN if its cell is empty, except in the column that orders the samples. */
  private float sample(int i, CSVRecord row) throws IOException {
    return text(i, row).isEmpty() && i != order ? Float.NaN : number(i, row);
  }

  /** Returns empty if the file lacks the column. */
  private String text(int i, CSVRecord row) {
    return places[i] < 0 ? "" : row.get(places[i]);
  }

  private int integer(int i, CSVRecord row) throws IOException {
    try {
      return Integer.parseInt(text(i, row));
    } catch (NumberFormatException e) {
      throw unusable(i, row, "a whole number");
    }
  }

  private float number(int i, CSVRecord row) throws IOException {
    try {
      return Float.parseFloat(javaNumber(text(i, row)));
    } catch (NumberFormatException e) {
      throw unusable(i, row, "a number");
    }
  }

  private double real(int i, CSVRecord row) throws IOException {
    try {
      return Double.parseDouble(javaNumber(text(i, row)));
    } catch (NumberFormatException e) {
      throw unusable(i, row, "a number");
    }
  }

  /** NumPy spells NaN and infinity unlike Java. */
  private static String javaNumber(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "nan" -> "NaN";
      case "inf", "infinity", "+inf" -> "Infinity";
      case "-inf", "-infinity" -> "-Infinity";
      default -> text;
    };
  }

  private IOException unusable(int i, CSVRecord row, String expected) {
    String name = table.columns().get(i).name();
    return wrong(row, name + " is '" + text(i, row) + "'; expected " + expected);
  }

  private IOException wrong(CSVRecord row, String what) {
    return new IOException(file + ", row " + row.getRecordNumber() + ": " + what);
  }

  /** Returns the next row of data; null at the end. */
  private @Nullable CSVRecord row() throws IOException {
    CSVRecord row = record();
    if (row != null && row.size() != width) {
      throw wrong(row, row.size() + " cells; expected " + width + ", as the header line has");
    }
    return row;
  }

  private @Nullable CSVRecord record() throws IOException {
    try {
      CSVRecord record = records.hasNext() ? records.next() : null;
      limit.newRow();
      if (record == null && text.cutShort()) {
        throw new IOException(
            file + " ends in the middle of line " + parser.getCurrentLineNumber());
      }
      return record;
    } catch (UncheckedIOException | IllegalStateException e) {
      Throwable cause = e instanceof UncheckedIOException ? e.getCause() : null;
      throw new IOException(
          file
              + ", line "
              + parser.getCurrentLineNumber()
              + ": "
              + (cause == null ? e : cause).getMessage(),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
