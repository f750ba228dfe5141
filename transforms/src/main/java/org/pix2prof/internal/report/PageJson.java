// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;

/**
 * Writes JSON for the {@code <script>} of a page: in ASCII, and without the characters that begin
 * or end markup, so that no object's name can end the script.
 */
final class PageJson {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new NoMarkup())
          .build();

  /** Writes the content. */
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  static String of(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      content.write(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /** Writes a number, or null if it is not finite: JSON has no NaN. */
  static void number(JsonGenerator json, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumber(value);
    } else {
      json.writeNull();
    }
  }

  static void numberField(JsonGenerator json, String name, double value) throws IOException {
    json.writeFieldName(name);
    number(json, value);
  }

  /** Writes numbers with the fewest digits of single precision. */
  static void floats(JsonGenerator json, String name, double[] values) throws IOException {
    json.writeArrayFieldStart(name);
    for (double value : values) {
      if (Double.isFinite(value)) {
        json.writeNumber((float) value);
      } else {
        json.writeNull();
      }
    }
    json.writeEndArray();
  }

  private static final class NoMarkup extends CharacterEscapes {
    private static final long serialVersionUID = 1;
    private static final String MARKUP = "<>&'";

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      for (char c : MARKUP.toCharArray()) {
        codes[c] = ESCAPE_CUSTOM;
      }
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int c) {
      return new SerializedString(String.format(Locale.ROOT, "\\u%04x", c));
    }
  }

  private PageJson() {}
}
