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
 * Records of a table as Avro has them; Parquet files are written from the same. A field's {@code
 * doc} is what the column means, with its unit in brackets, and the property {@code unit} is the
 * unit alone.
 */
final class AvroRecords {
  private static final String NAMESPACE = "org.pix2prof";

  /**
   * The schema of a table.
   *
   * @param table to describe
   * @return a record with a field for each column; what may be absent is a union with null
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
   * A record with the cells of a value.
   *
   * @param table of such values
   * @param schema of the table, as {@link #schema} gives it
   * @param value to take the cells from
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
