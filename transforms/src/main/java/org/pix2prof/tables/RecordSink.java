// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.SerializableFunction;

/**
 * Converts values to Avro records and passes them to a sink of records. The sink is created when a
 * file is opened, because the one of Parquet reads Hadoop's settings for a tenth of a second
 * whenever it is deserialised, and the Direct runner deserialises every step for every bundle.
 */
final class RecordSink<T> implements FileIO.Sink<T> {
  private final Table<T> table;
  private final SerializableFunction<Schema, FileIO.Sink<GenericRecord>> sinks;
  private transient Schema schema;
  private transient FileIO.Sink<GenericRecord> sink;

  RecordSink(Table<T> table, SerializableFunction<Schema, FileIO.Sink<GenericRecord>> sinks) {
    this.table = table;
    this.sinks = sinks;
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    schema = AvroRecords.schema(table);
    sink = sinks.apply(schema);
    sink.open(channel);
  }

  @Override
  public void write(T value) throws IOException {
    sink.write(AvroRecords.record(table, schema, value));
  }

  @Override
  public void flush() throws IOException {
    sink.flush();
  }
}
