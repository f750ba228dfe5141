package org.pix2prof.transforms;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import org.apache.beam.sdk.io.FileIO;

/** One JSON object per line. */
final class JsonLinesSink<T> implements FileIO.Sink<T> {
  /** Writes what is between an object's braces. */
  interface Fields<T> extends Serializable {
    void write(JsonGenerator json, T value) throws IOException;
  }

  private final Fields<T> fields;
  private transient JsonGenerator json;

  JsonLinesSink(Fields<T> fields) {
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
