// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.beam.sdk.io.FileIO;

/** Writes one JSON object per line. */
final class JsonLinesSink<T> implements FileIO.Sink<T> {
  private final JsonWriter<T> fields;
  private transient JsonGenerator json;

  JsonLinesSink(JsonWriter<T> fields) {
    this.fields = fields;
  }

  @Override
  public void open(WritableByteChannel channel) throws IOException {
    json = new JsonFactory().createGenerator(Channels.newOutputStream(channel));
    json.setRootValueSeparator(null);
  }

  @Override
  public void write(T value) throws IOException {
    json.writeStartObject();
    fields.write(json, value);
    json.writeEndObject();
    json.writeRaw('\n');
  }

  @Override
  public void flush() throws IOException {
    json.flush();
  }
}
