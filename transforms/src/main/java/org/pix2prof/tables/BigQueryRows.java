// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableRow;
import com.google.api.services.bigquery.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * BigQuery rows of a table. BigQuery's arrays can neither be null nor contain null, so an absent
 * list is an empty array. Rows are sent as JSON, which has neither NaN nor infinity: such a number
 * is null, and in a list it is the text {@code NaN}, {@code Infinity} or {@code -Infinity}, which
 * BigQuery reads as the number.
 */
public final class BigQueryRows {
  /**
   * Returns the schema of a table.
   *
   * @param table the table
   * @return names, types and descriptions of the columns; units are in the descriptions
   */
  public static TableSchema schema(Table<?> table) {
    List<TableFieldSchema> fields = new ArrayList<>();
    for (Column<?> column : table.columns()) {
      fields.add(field(column));
    }
    return new TableSchema().setFields(fields);
  }

  private static TableFieldSchema field(Column<?> column) {
    return new TableFieldSchema()
        .setName(column.name())
        .setType(
            switch (column.kind()) {
              case TEXT, TEXT_LIST -> "STRING";
              case INT32 -> "INTEGER";
              case FLOAT32, FLOAT64, FLOAT32_LIST -> "FLOAT";
            })
        .setMode(mode(column))
        .setDescription(column.descriptionWithUnit());
  }

  private static String mode(Column<?> column) {
    return switch (column.kind()) {
      case TEXT_LIST, FLOAT32_LIST -> "REPEATED";
      default -> column.nullable() ? "NULLABLE" : "REQUIRED";
    };
  }

  /**
   * Returns a record as a row.
   *
   * @param table table of the records
   * @param record the record
   * @param <T> type of the records
   * @return the row
   */
  public static <T> TableRow row(Table<T> table, T record) {
    TableRow row = new TableRow();
    for (Column<T> column : table.columns()) {
      row.set(column.name(), field(column, column.cell(record)));
    }
    return row;
  }

  private static @Nullable Object field(Column<?> column, @Nullable Object cell) {
    return switch (column.kind()) {
      case FLOAT32_LIST -> cell == null ? List.of() : list((float[]) cell);
      case FLOAT32, FLOAT64 ->
          cell instanceof Number number && Double.isFinite(number.doubleValue()) ? cell : null;
      case TEXT, TEXT_LIST, INT32 -> cell;
    };
  }

  private static List<Object> list(float[] numbers) {
    List<Object> list = new ArrayList<>();
    for (float number : numbers) {
      list.add(Float.isFinite(number) ? (Object) number : Float.toString(number));
    }
    return list;
  }

  private BigQueryRows() {}
}
