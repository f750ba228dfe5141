// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.Serializable;

/**
 * Writes the fields of a JSON object.
 *
 * @param <T> type of the value
 */
public interface JsonWriter<T> extends Serializable {
  /**
   * Writes the fields of a value.
   *
   * @param json output
   * @param value the value
   * @throws IOException if the file cannot be written
   */
  void write(JsonGenerator json, T value) throws IOException;
}
