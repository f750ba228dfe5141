// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import org.apache.beam.sdk.io.FileIO;

/** Writes a table as RFC 4180 text with a header line. Lines end with a line feed. */
final class CsvSink<T> implements FileIO.Sink<T> {
  private final TextRows<T> rows;
  private transient Writer writer;

  CsvSink(Table<T> table) {
    this.rows = new TextRows<>(table);
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    rows.writeHeader(writer);
  }

  @Override
  public void write(T value) throws IOException {
    rows.write(value, writer);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
  }
}
