// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.schema.Type;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.catalog.ChannelInput;
import org.pix2prof.internal.catalog.ParquetLibraries;

/** Reads Avro records, including those of Parquet's library. */
final class AvroReader implements TableReader {
  /** A source of records; null at the end. */
  private interface Source extends Closeable {
    @Nullable GenericRecord next() throws IOException;

    /** Returns the columns of the file. */
    List<String> columns() throws IOException;

    /** Throws the I/O error, if one occurred, because libraries hide it. */
    void throwFailure() throws IOException;
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
    FailureRecordingChannel watched = new FailureRecordingChannel(channel);
    try {
      DataFileStream<GenericRecord> stream =
          new DataFileStream<>(
              Channels.newInputStream(watched),
              new GenericDatumReader<>(null, AvroRecords.schema(table)));
      return new AvroReader(table, channel, file, "Avro", new AvroSource(stream, watched));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throwFailure(watched::throwFailure, file);
      throw failed(file + " cannot be read as Avro", e);
    }
  }

  private record AvroSource(DataFileStream<GenericRecord> stream, FailureRecordingChannel watched)
      implements Source {
    /** Avro first reports a truncated block as the end of the file. */
    @Override
    public @Nullable GenericRecord next() throws IOException {
      if (stream.hasNext()) {
        return stream.next();
      }
      if (stream.hasNext()) {
        throw new EOFException("a block of records is truncated");
      }
      return null;
    }

    @Override
    public List<String> columns() {
      return stream.getSchema().getFields().stream().map(Schema.Field::name).toList();
    }

    @Override
    public void throwFailure() throws IOException {
      watched.throwFailure();
    }

    @Override
    public void close() throws IOException {
      stream.close();
    }
  }

  static TableReader parquet(Table<?> table, ReadableByteChannel channel, String file)
      throws IOException {
    Optional<String> missing = ParquetLibraries.missing();
    if (missing.isPresent()) {
      channel.close();
      throw new IOException(file + ": " + missing.get());
    }
    if (!(channel instanceof SeekableByteChannel seekable)) {
      channel.close();
      throw new IOException(file + ": Parquet needs a file that can be read in any order");
    }
    ChannelInput input = new ChannelInput(seekable, -1);
    try {
      return new AvroReader(table, channel, file, "Parquet", ParquetSource.open(table, input));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throwFailure(input::throwFailure, file);
      throw failed(file + " cannot be read as Parquet", e);
    }
  }

  private record ParquetSource(ParquetReader<GenericRecord> reader, ChannelInput input)
      implements Source {
    /** Names Parquet's classes here only, so that Avro can be read without them. */
    static ParquetSource open(Table<?> table, ChannelInput input) throws IOException {
      ParquetConfiguration configuration = new PlainParquetConfiguration();
      configuration.set(AvroReadSupport.AVRO_COMPATIBILITY, "true");
      configuration.set("parquet.avro.add-list-element-records", "false");
      configuration.set("parquet.avro.read.schema", AvroRecords.schema(table).toString());
      return new ParquetSource(
          AvroParquetReader.<GenericRecord>builder(input, configuration).build(), input);
    }

    @Override
    public @Nullable GenericRecord next() throws IOException {
      return reader.read();
    }

    @Override
    public List<String> columns() throws IOException {
      try (ParquetFileReader footer = ParquetFileReader.open(input)) {
        return footer.getFileMetaData().getSchema().getFields().stream()
            .map(Type::getName)
            .toList();
      }
    }

    @Override
    public void throwFailure() throws IOException {
      input.throwFailure();
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  @Override
  public Optional<TableRecord> next() throws IOException {
    try {
      GenericRecord record = source.next();
      if (record == null) {
        return Optional.empty();
      }
      TableRecord row = new TableRecord();
      for (Column<?> column : table.columns()) {
        row.put(column, cell(column.kind(), record.get(column.name())));
      }
      records++;
      return Optional.of(row);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      // A block may claim a size larger than the memory.
      throwFailure(source::throwFailure, file);
      checkColumns();
      throw failed(file + " cannot be read as " + format + " after record " + records, e);
    }
  }

  /** The libraries report the first record of another table as one long message. */
  private void checkColumns() throws IOException {
    List<String> there;
    try {
      there = records > 0 ? List.of() : source.columns();
    } catch (IOException | RuntimeException e) {
      return; // The file is corrupt; the caller reports it.
    }
    for (Column<?> column : table.columns()) {
      if (!there.isEmpty() && !column.nullable() && !there.contains(column.name())) {
        throw TableReaders.noColumn(file, column, there);
      }
    }
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

  private interface Check {
    void run() throws IOException;
  }

  private static void throwFailure(Check check, String file) throws IOException {
    try {
      check.run();
    } catch (IOException e) {
      throw new IOException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** Both libraries throw almost any exception for invalid bytes. */
  private static IOException failed(String what, Throwable e) {
    return new IOException(what + ", or ends too early: " + e.getMessage(), e);
  }

  @Override
  public void close() throws IOException {
    try {
      source.close();
    } finally {
      channel.close();
    }
  }
}
