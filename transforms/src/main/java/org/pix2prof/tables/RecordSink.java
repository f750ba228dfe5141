package org.pix2prof.tables;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.io.FileIO;

/** Turns values into Avro records on their way to a sink of such. */
final class RecordSink<T> implements FileIO.Sink<T> {
  private final Table<T> table;
  private final Schema schema;
  private final FileIO.Sink<GenericRecord> sink;

  RecordSink(Table<T> table, Schema schema, FileIO.Sink<GenericRecord> sink) {
    this.table = table;
    this.schema = schema;
    this.sink = sink;
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
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
