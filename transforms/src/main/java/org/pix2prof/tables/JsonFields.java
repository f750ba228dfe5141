// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Writes records of a table as fields of JSON objects. NaN and infinity are written as null,
 * because JSON has neither.
 */
final class JsonFields<T> implements JsonWriter<T> {
  private final Table<T> table;

  JsonFields(Table<T> table) {
    this.table = table;
  }

  @Override
  public void write(JsonGenerator json, T value) throws IOException {
    for (Column<T> column : table.columns()) {
      json.writeFieldName(column.name());
      writeCell(json, column.cell(value));
    }
  }

  private static void writeCell(JsonGenerator json, @Nullable Object cell) throws IOException {
    if (cell instanceof float[] values) {
      json.writeStartArray();
      for (float number : values) {
        writeFloat(json, number);
      }
      json.writeEndArray();
    } else if (cell instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        writeCell(json, item);
      }
      json.writeEndArray();
    } else if (cell instanceof Float number) {
      writeFloat(json, number);
    } else if (cell instanceof Double number && Double.isFinite(number)) {
      json.writeNumber(number);
    } else if (cell instanceof Integer number) {
      json.writeNumber(number);
    } else if (cell instanceof String text) {
      json.writeString(text);
    } else {
      json.writeNull();
    }
  }

  private static void writeFloat(JsonGenerator json, float number) throws IOException {
    if (Float.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeNull();
    }
  }
}
