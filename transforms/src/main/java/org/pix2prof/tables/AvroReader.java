package org.pix2prof.tables;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.catalog.ChannelInput;

/** Reads Avro's records, also those that Parquet's library makes. */
final class AvroReader implements TableReader {
  /** What gives one record after another, and null at the end. */
  private interface Source {
    @Nullable GenericRecord next() throws IOException;
  }

  private final Table<?> table;
  private final ReadableByteChannel channel;
  private final String file;
  private final String format;
  private final Source source;
  private long records;

  private AvroReader(
      Table<?> table, ReadableByteChannel channel, String file, String format, Source source) {
    this.table = table;
    this.channel = channel;
    this.file = file;
    this.format = format;
    this.source = source;
  }

  static TableReader avro(Table<?> table, ReadableByteChannel channel, String file)
      throws IOException {
    try {
      DataFileStream<GenericRecord> stream =
          new DataFileStream<>(
              Channels.newInputStream(channel),
              new GenericDatumReader<>(null, AvroRecords.schema(table)));
      return new AvroReader(table, channel, file, "Avro", () -> next(stream));
    } catch (IOException | RuntimeException e) {
      throw failed(channel, file + " cannot be read as Avro", e);
    }
  }

  /** Of a block that is cut short Avro says at first that there is nothing more. */
  private static @Nullable GenericRecord next(DataFileStream<GenericRecord> stream)
      throws IOException {
    if (stream.hasNext()) {
      return stream.next();
    }
    if (stream.hasNext()) {
      throw new EOFException("a block of records is not whole");
    }
    return null;
  }

  static TableReader parquet(Table<?> table, ReadableByteChannel channel, String file)
      throws IOException {
    if (!(channel instanceof SeekableByteChannel seekable)) {
      channel.close();
      throw new IOException(file + ": Parquet needs a file that can be read in any order");
    }
    try {
      ParquetConfiguration configuration = new PlainParquetConfiguration();
      configuration.set(AvroReadSupport.AVRO_COMPATIBILITY, "true");
      configuration.set("parquet.avro.add-list-element-records", "false");
      configuration.set("parquet.avro.read.schema", AvroRecords.schema(table).toString());
      ParquetReader<GenericRecord> reader =
          AvroParquetReader.<GenericRecord>builder(new ChannelInput(seekable, -1), configuration)
              .build();
      return new AvroReader(table, channel, file, "Parquet", reader::read);
    } catch (IOException | RuntimeException e) {
      throw failed(channel, file + " cannot be read as Parquet", e);
    }
  }

  @Override
  public Optional<TableRow> next() throws IOException {
    GenericRecord record;
    try {
      record = source.next();
    } catch (IOException | RuntimeException e) {
      throw failed(channel, file + " cannot be read as " + format + " after record " + records, e);
    }
    if (record == null) {
      return Optional.empty();
    }
    records++;
    TableRow row = new TableRow();
    for (Column<?> column : table.columns()) {
      row.put(column, cell(column.kind(), record.get(column.name())));
    }
    return Optional.of(row);
  }

  private static @Nullable Object cell(Column.Kind kind, @Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (kind) {
      case TEXT -> value.toString();
      case INT32, FLOAT32, FLOAT64 -> value;
      case FLOAT32_LIST -> floats((List<?>) value);
      case TEXT_LIST -> ((List<?>) value).stream().map(Object::toString).toList();
    };
  }

  private static float[] floats(List<?> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (Float) values.get(i);
    }
    return floats;
  }

  /** Both libraries throw almost anything at bytes that make no sense. */
  private static IOException failed(ReadableByteChannel channel, String what, Exception e)
      throws IOException {
    channel.close();
    return new IOException(what + ", or ends too early: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
