// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that every error of a table names its file. */
class DamagedTablesTest {
  private static final Table<float[]> TABLE =
      Table.of("Samples", "Samples", List.of(Column.float32s("mu", "", "", sample -> sample)));

  private static ReadableByteChannel channel(String text) {
    return Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"mu\":[1e99999999999991]}",
        "{\"mu\":[-1e58960]}",
        "{\"mu\":[1e999999999]}",
        "{\"mu\":[1e39]}",
        "{\"mu\":[1e",
        "[1]"
      })
  void namesTheFileOfInvalidJsonNumbers(String json) {
    IOException e =
        assertThrows(
            IOException.class, () -> new JsonReader(TABLE, channel(json), "a.json").next());
    assertTrue(e.getMessage().startsWith("a.json, line 1: "), e.getMessage());
    assertTrue(e.getMessage().endsWith("; expected a record of Samples"), e.getMessage());
  }

  @Test
  void limitsTheLengthOfAnOpenQuote() {
    String rest = "1\n".repeat(1_000_000);
    IOException e =
        assertThrows(
            IOException.class,
            () -> {
              TableReader reader = TextReader.csv(TABLE, channel("mu\n1\n\"" + rest), "a.csv");
              while (reader.next().isPresent()) {
                assertEquals("a.csv", "a.csv");
              }
            });
    assertTrue(e.getMessage().startsWith("a.csv, line "), e.getMessage());
    assertTrue(e.getMessage().contains("1048576 characters without an end"), e.getMessage());
  }
}
