// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRecordTest {
  private static final RunRecord RUN =
      new RunRecord(
          "2026-01-02T03:04:05Z",
          2.5,
          "DirectRunner",
          10,
          9,
          Map.of("not_fits", 1L),
          null,
          Map.of("weight", 3L),
          4,
          5,
          Map.of("zero_point", 6L),
          7,
          1.5,
          "some-run",
          List.of(new RunFile("profiles.csv", RunFile.PROFILES, 0, null)));

  @TempDir private Path directory;

  @Test
  void readsWhatItWrote() throws IOException {
    String prefix = directory.resolve("profiles").toString();
    assertEquals(Optional.empty(), RunRecord.read(prefix));
    RUN.write(prefix);
    assertEquals(Optional.of(RUN), RunRecord.read(prefix));
    String json = Files.readString(directory.resolve("profiles.run"));
    assertTrue(json.contains("\"bad_records_prefix\" : null"), json);
    assertTrue(json.contains("\"weight\" : 3"), json);
  }

  @Test
  void isFoundByFileOrPatternOfProfiles() throws IOException {
    RUN.write(directory.resolve("profiles").toString());
    for (String name : List.of("profiles-00000-of-00002.csv", "profiles-00001-of-00002.csv")) {
      Files.writeString(directory.resolve(name), "");
    }
    for (String pattern : List.of("profiles-*.csv", "prof*", "profiles-00001-of-00002.csv")) {
      assertEquals(
          Optional.of(RUN), RunRecord.read(directory.resolve(pattern).toString()), pattern);
    }
    Files.writeString(directory.resolve("profits-00000-of-00001.csv"), "");
    assertEquals(
        Optional.empty(), RunRecord.read(directory.resolve("prof*").toString()), "of two runs");
  }

  @Test
  void reportsFileOfOtherKind() throws IOException {
    Files.writeString(directory.resolve("profiles.run"), "{\"started\": 12");
    IOException e =
        assertThrows(
            IOException.class, () -> RunRecord.read(directory.resolve("profiles").toString()));
    assertTrue(
        e.getMessage().startsWith(directory + "/profiles.run: not the record"), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"started\": \"now\", \"runner\": \"r\"}",
        "{\"started\": \"now\", \"runner\": \"r\", \"bad_records\": {\"x\": null}}",
        "{\"started\": \"now\", \"runner\": \"r\", \"bad_records\": {}, \"files\": [null]}",
        "{\"started\": \"now\", \"runner\": \"r\", \"bad_records\": {}, \"files\": [{\"table\": \"t\"}]}",
        "{\"started\": \"now\", \"runner\": \"r\", \"bad_records\": {},"
            + " \"files\": [{\"table\": \"t\", \"name\": \"a\\u0000\"}]}",
        "{\"images\": 1e999999999}",
        "\ufeff\u0000\u0000"
      })
  void rejectsDamagedRecordByName(String json) throws IOException {
    Path file = Files.writeString(directory.resolve("profiles.run"), json);
    IOException e =
        assertThrows(
            IOException.class, () -> RunRecord.read(directory.resolve("profiles").toString()));
    assertTrue(e.getMessage().startsWith(file + ": not the record of a run: "), e.getMessage());
    assertEquals(Optional.empty(), RunRecord.ofEarlierRun(file));
  }

  @Test
  void ignoresEarlierRecordThatIsNoFile() throws IOException {
    Path device = Files.createSymbolicLink(directory.resolve("profiles.run"), Path.of("/dev/zero"));
    assertEquals(Optional.empty(), RunRecord.ofEarlierRun(device));
  }
}
