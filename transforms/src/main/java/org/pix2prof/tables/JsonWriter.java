package org.pix2prof.tables;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Serializable;

/**
 * Writes what is between a JSON object's braces.
 *
 * @param <T> type of what is written
 */
public interface JsonWriter<T> extends Serializable {
  /**
   * Writes the fields of a value.
   *
   * @param json where to
   * @param value to write
   * @throws IOException if the file cannot be written
   */
  void write(JsonGenerator json, T value) throws IOException;
}
