// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.catalog.RowLimit;

/** Reads JSON lines. A null in a list of numbers is NaN. */
final class JsonReader implements TableReader {
  /** Rounding through a double could miss the nearest float. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** A profile with a thousand radii has about 100 kB. */
  private static final int MOST_LINE_CHARACTERS = 1 << 24;

  private final Table<?> table;
  private final RowLimit limit;
  private final BufferedReader text;
  private final String file;
  private long line;

  JsonReader(Table<?> table, ReadableByteChannel channel, String file) {
    this.table = table;
    this.limit =
        new RowLimit(Channels.newReader(channel, StandardCharsets.UTF_8), MOST_LINE_CHARACTERS);
    this.text = new BufferedReader(limit);
    this.file = file;
  }

  @Override
  public Optional<TableRecord> next() throws IOException {
    line++;
    String json;
    try {
      json = text.readLine();
      limit.newRow();
    } catch (CharacterCodingException e) {
      throw wrong("no text");
    } catch (IOException e) {
      throw new IOException(file + ", line " + line + ": " + e.getMessage(), e);
    }
    if (json == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(record(json));
    } catch (JsonProcessingException e) {
      throw wrong("no whole JSON object: " + e.getOriginalMessage());
    } catch (RuntimeException e) {
      throw wrong("a number that cannot be read (" + e.getMessage() + ")");
    }
  }

  private TableRecord record(String json) throws IOException {
    JsonNode object = MAPPER.readTree(json);
    if (!object.isObject()) {
      throw wrong("no JSON object");
    }
    TableRecord row = new TableRecord();
    for (Column<?> column : table.columns()) {
      row.put(column, cell(column, object.get(column.name())));
    }
    return row;
  }

  private @Nullable Object cell(Column<?> column, @Nullable JsonNode node) throws IOException {
    if (node == null || node.isNull()) {
      if (column.nullable()) {
        return null;
      }
      throw wrong("no " + column.name());
    }
    Object cell =
        switch (column.kind()) {
          case TEXT -> node.isTextual() ? node.textValue() : null;
          case INT32 -> node.isInt() ? node.intValue() : null;
          case FLOAT32 -> node.isNumber() ? finite(node) : null;
          case FLOAT64 ->
              node.isNumber() && Double.isFinite(node.doubleValue()) ? node.doubleValue() : null;
          case FLOAT32_LIST -> floats(node);
          case TEXT_LIST -> texts(node);
        };
    if (cell == null) {
      throw wrong("an unusable " + column.name());
    }
    return cell;
  }

  private static float @Nullable [] floats(JsonNode array) {
    float[] floats = new float[array.size()];
    for (int i = 0; i < floats.length; i++) {
      JsonNode number = array.get(i);
      if (number == null || !(number.isNumber() || number.isNull())) {
        return null;
      }
      Float value = number.isNull() ? (Float) Float.NaN : finite(number);
      if (value == null) {
        return null;
      }
      floats[i] = value;
    }
    return array.isArray() ? floats : null;
  }

  /** Returns null if the number is larger than any float. */
  private static @Nullable Float finite(JsonNode number) {
    float value = number.floatValue();
    return Float.isFinite(value) ? (Float) value : null;
  }

  private static @Nullable List<String> texts(JsonNode array) {
    List<String> texts = new ArrayList<>();
    for (JsonNode text : array) {
      if (!text.isTextual()) {
        return null;
      }
      texts.add(text.textValue());
    }
    return array.isArray() ? texts : null;
  }

  private IOException wrong(String what) {
    return new IOException(
        file + ", line " + line + ": " + what + "; expected a record of " + table.name());
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
