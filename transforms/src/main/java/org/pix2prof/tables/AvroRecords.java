// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.util.AbstractList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaBuilder.FieldAssembler;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * Avro records of a table, for Avro and Parquet files. The {@code doc} of a field is the
 * description of the column with its unit in brackets; the property {@code unit} is the unit alone.
 */
final class AvroRecords {
  private static final String NAMESPACE = "org.pix2prof";

  /**
   * Returns the schema of a table.
   *
   * @param table the table
   * @return a record with a field per column; an optional field is a union with null
   */
  static Schema schema(Table<?> table) {
    FieldAssembler<Schema> fields =
        SchemaBuilder.record(table.name()).namespace(NAMESPACE).doc(table.description()).fields();
    for (Column<?> column : table.columns()) {
      var field = fields.name(column.name()).doc(column.descriptionWithUnit());
      if (!column.unit().isEmpty()) {
        field.prop("unit", column.unit());
      }
      fields =
          column.nullable()
              ? field.type().optional().type(type(column.kind()))
              : field.type(type(column.kind())).noDefault();
    }
    return fields.endRecord();
  }

  private static Schema type(Column.Kind kind) {
    return switch (kind) {
      case TEXT -> SchemaBuilder.builder().stringType();
      case INT32 -> SchemaBuilder.builder().intType();
      case FLOAT32 -> SchemaBuilder.builder().floatType();
      case FLOAT64 -> SchemaBuilder.builder().doubleType();
      case FLOAT32_LIST -> SchemaBuilder.array().items().floatType();
      case TEXT_LIST -> SchemaBuilder.array().items().stringType();
    };
  }

  /**
   * Returns a value as an Avro record.
   *
   * @param table table of the values
   * @param schema schema of the table, from {@link #schema}
   * @param value the value
   * @param <T> type of the values
   * @return the record
   */
  static <T> GenericRecord record(Table<T> table, Schema schema, T value) {
    GenericRecord record = new GenericData.Record(schema);
    List<Column<T>> columns = table.columns();
    for (int i = 0; i < columns.size(); i++) {
      record.put(i, field(columns.get(i).cell(value)));
    }
    return record;
  }

  private static @Nullable Object field(@Nullable Object cell) {
    return cell instanceof float[] values ? list(values) : cell;
  }

  private static List<Float> list(float[] values) {
    return new AbstractList<>() {
      @Override
      public Float get(int index) {
        return values[index];
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }

  private AvroRecords() {}
}
