package org.pix2prof.tables;

import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableRow;
import com.google.api.services.bigquery.model.TableSchema;
import java.util.ArrayList;
import java.util.List;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Records of a table as BigQuery has them. Its arrays cannot be null, so an absent list is an empty
 * one.
 */
public final class BigQueryRows {
  /**
   * The schema of a table.
   *
   * @param table to describe
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
   * A record as a row.
   *
   * @param table of such records
   * @param record to take the cells from
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
    if (column.kind() != Column.Kind.FLOAT32_LIST) {
      return cell;
    }
    List<Float> list = new ArrayList<>();
    if (cell != null) {
      for (float number : (float[]) cell) {
        list.add(number);
      }
    }
    return list;
  }

  private BigQueryRows() {}
}
