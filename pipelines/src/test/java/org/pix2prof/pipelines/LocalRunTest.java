// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.transforms.WriteProfiles.Format;

class LocalRunTest {
  private static final RunRecord RECORD =
      new RunRecord(
          "now",
          1,
          "DirectRunner",
          1,
          1,
          Map.of(),
          null,
          Map.of(),
          0,
          0,
          Map.of(),
          0,
          0,
          null,
          null);

  @TempDir private Path directory;

  private LocalRun begin(boolean structure) throws IOException {
    OutputPlace profiles = OutputPlace.of(directory.resolve("p").toString(), Format.CSV);
    Map<String, OutputPlace> tables = new LinkedHashMap<>();
    tables.put(RunFile.PROFILES, profiles);
    if (structure) {
      tables.put(RunFile.STRUCTURE, profiles.companion("_structure"));
    }
    return LocalRun.begin(tables);
  }

  private static void stage(LocalRun run, String table, String text) throws IOException {
    Path file = Path.of(run.staged(table).path() + "-00000-of-00001.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void write(String text, boolean structure) throws IOException {
    try (LocalRun run = begin(structure)) {
      stage(run, RunFile.PROFILES, text);
      if (structure) {
        stage(run, RunFile.STRUCTURE, text);
      }
      assertEquals(Set.of(), run.commit(RECORD));
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void replacesAndRecordsAllTables() throws IOException {
    write("old", true);
    write("new!", true);
    assertEquals(
        Set.of("p-00000-of-00001.csv", "p.run", "p_structure-00000-of-00001.csv"), names());
    RunRecord record = RunRecord.read(directory.resolve("p").toString()).orElseThrow();
    for (RunFile file : record.files()) {
      assertEquals("new!", Files.readString(directory.resolve(file.name())));
      assertTrue(file.isStill(directory.resolve(file.name())));
    }
    assertEquals(2, record.files().size());
  }

  @Test
  void deletesUnchangedFilesOfEarlierRun() throws IOException {
    write("old", true);
    write("new", false);
    assertEquals(Set.of("p-00000-of-00001.csv", "p.run"), names());

    write("old", true);
    Files.writeString(directory.resolve("p_structure-00000-of-00001.csv"), "by someone else");
    try (LocalRun run = begin(false)) {
      stage(run, RunFile.PROFILES, "new");
      assertEquals(
          Set.of(directory.resolve("p_structure-00000-of-00001.csv").toString()),
          run.commit(RECORD));
    }
  }

  @Test
  void failedRunKeepsOnlyOldOutput() throws IOException {
    write("old", true);
    Set<String> before = names();
    try (LocalRun run = begin(true)) {
      stage(run, RunFile.PROFILES, "new");
      assertEquals(before.size() + 3, names().size(), "two locks and a staging directory");
    }
    assertEquals(before, names());
    assertEquals("old", Files.readString(directory.resolve("p-00000-of-00001.csv")));
  }

  @Test
  void deletesOnlyLeftoversOfKilledRuns() throws IOException {
    Path leftover = directory.resolve(".p-" + UUID.randomUUID());
    Files.createDirectories(leftover.resolve(".temp-beam/x"));
    Files.writeString(leftover.resolve("p-00000-of-00001.csv"), "half");
    Path other = Files.createDirectories(directory.resolve(".pp-" + UUID.randomUUID()));
    Path windows = Files.createDirectories(directory.resolve(".p-windows"));
    begin(false).close();
    assertFalse(Files.exists(leftover));
    assertTrue(Files.exists(other) && Files.exists(windows));
  }

  @Test
  void refusesPartialOutputUntilNextRun() throws IOException {
    write("old", true);
    // An obstacle to the second table stops the run like a kill.
    try (LocalRun run = begin(true)) {
      stage(run, RunFile.PROFILES, "new");
      stage(run, RunFile.STRUCTURE, "new");
      Path structure = directory.resolve("p_structure-00000-of-00001.csv");
      Files.delete(structure);
      Files.createDirectories(structure.resolve("in the way"));
      IOException e = assertThrows(IOException.class, () -> run.commit(RECORD));
      assertTrue(e.getMessage().contains("cannot "), e.getMessage());
      assertTrue(e.getMessage().contains(structure.toString()), e.getMessage());
      Files.delete(structure.resolve("in the way"));
      Files.delete(structure);
    }
    assertFalse(Files.exists(directory.resolve("p.run")));
    assertRefused();
    // A run that fails before it replaces anything does not change this.
    begin(true).close();
    assertRefused();
    write("new", true);
    assertEquals(
        Set.of("p-00000-of-00001.csv", "p.run", "p_structure-00000-of-00001.csv"), names());
  }

  private void assertRefused() {
    Cli cli =
        Cli.run(
            "report",
            "--profiles=" + directory.resolve("p"),
            "--input=" + directory + "/*.csv",
            "--output=" + directory.resolve("page"));
    assertEquals(1, cli.status());
    assertTrue(
        cli.err().contains("the files of " + directory + "/p may be of several runs"), cli.err());
  }

  @Test
  void replacesNothingAfterInterrupt() throws IOException {
    write("old", false);
    try (LocalRun run = begin(false)) {
      stage(run, RunFile.PROFILES, "new");
      assertFalse(run.interrupt());
      run.commit(RECORD);
    }
    assertEquals("old", Files.readString(directory.resolve("p-00000-of-00001.csv")));
    assertEquals(Set.of("p-00000-of-00001.csv", "p.run"), names());
  }
}
