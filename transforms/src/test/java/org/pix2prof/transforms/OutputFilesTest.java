// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.MetricName;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFilesTest {
  @TempDir Path directory;
  private OutputFiles files;
  private final Count missing = new Count();

  private static final class Count implements Counter {
    private long count;

    @Override
    public void inc() {
      inc(1);
    }

    @Override
    public void inc(long n) {
      count += n;
    }

    @Override
    public void dec() {
      inc(-1);
    }

    @Override
    public void dec(long n) {
      inc(-n);
    }

    @Override
    public MetricName getName() {
      return MetricName.named("test", "missing");
    }
  }

  @BeforeEach
  void setUp() {
    files = OutputFiles.of(directory.resolve("p").toString(), ".csv");
  }

  private String stage(String name, String text) throws IOException {
    Path file = Path.of(files.staging(), name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
    return file.toString();
  }

  private void old(String name) throws IOException {
    Files.writeString(directory.resolve(name), "old");
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void movesInAndCleansUp() throws IOException {
    List<String> names = files.replace(List.of(stage("p-00000-of-00001.csv", "new")));
    assertEquals(List.of(directory.resolve("p-00000-of-00001.csv").toString()), names);
    assertEquals(Set.of("p-00000-of-00001.csv"), names());
  }

  @Test
  void deletesOnlyItsOwn() throws IOException {
    Set<String> others =
        Set.of(
            "p-00000-of-00002.parquet",
            "p-notes.csv",
            "p-0-of-2.csv",
            "p-00000-of-00002.csv.bak",
            "p-x-00000-of-00002.csv",
            "pp-00000-of-00002.csv",
            "p.csv",
            "reference.csv");
    for (String other : others) {
      old(other);
    }
    for (String own :
        List.of(
            "p-00000-of-00002.csv",
            "p-00001-of-00002.csv",
            "p-3-00001-of-00002.csv",
            "p-20260101T000000.000Z-20260101T001000.000Z-00000-of-00001.csv",
            "p-20260101T000000.000Z-20260101T001000.000Z-12-00000-of-00001.csv")) {
      old(own);
    }
    files.replace(List.of(stage("p-00000-of-00001.csv", "new")));
    Set<String> expected = new TreeSet<>(others);
    expected.add("p-00000-of-00001.csv");
    assertEquals(expected, names());
  }

  @Test
  void nothingStagedLeavesNothing() throws IOException {
    old("p-00000-of-00001.csv");
    assertEquals(List.of(), files.replace(List.of()));
    assertEquals(Set.of(), names());
  }

  @Test
  void canBeRepeatedAfterAFailureBetweenTwoMoves() throws IOException {
    String first = stage("p-00000-of-00002.csv", "new 0");
    String second = stage("p-00001-of-00002.csv", "new 1");
    old("p-00001-of-00002.csv");
    old("p-00002-of-00003.csv");
    Files.move(Path.of(first), directory.resolve("p-00000-of-00002.csv"));

    assertEquals(2, files.replace(List.of(first, second)).size());
    assertEquals(Set.of("p-00000-of-00002.csv", "p-00001-of-00002.csv"), names());
    assertEquals("new 0", Files.readString(directory.resolve("p-00000-of-00002.csv")));
    assertEquals("new 1", Files.readString(directory.resolve("p-00001-of-00002.csv")));
    // And once more after success.
    assertEquals(2, files.replace(List.of(first, second)).size());
    assertEquals("new 0", Files.readString(directory.resolve("p-00000-of-00002.csv")));
  }

  @Test
  void aMissingStagedFileFailsTheReplacement() throws IOException {
    String first = stage("p-00000-of-00002.csv", "new 0");
    String lost = stage("p-00001-of-00002.csv", "new 1");
    old("p-00000-of-00001.csv");
    Files.delete(Path.of(lost));
    FileNotFoundException e =
        assertThrows(FileNotFoundException.class, () -> files.replace(List.of(first, lost)));
    assertTrue(e.getMessage().contains("p-00001-of-00002.csv is incomplete"), e.getMessage());
    assertEquals(
        Set.of("p-00000-of-00002.csv"),
        names().stream().filter(name -> !name.startsWith(".")).collect(Collectors.toSet()));
  }

  @Test
  void deletesOldFilesBeforeMovingNewOnes() throws IOException {
    old("p-00000-of-00001.csv");
    // A directory with the name of the new file makes the move fail.
    Files.createDirectories(directory.resolve("p-00000-of-00002.csv/x"));
    String staged = stage("p-00000-of-00002.csv", "new");
    assertThrows(IOException.class, () -> files.replace(List.of(staged)));
    assertFalse(Files.exists(directory.resolve("p-00000-of-00001.csv")));
    assertTrue(Files.exists(Path.of(staged)));
  }

  @Test
  void publishingReplacesFilesAndCanBeRepeated() throws IOException {
    files = OutputFiles.of(directory.resolve("p").toString(), ".csv").forWindows();
    old("p-a.csv");
    String staged = stage("p-a.csv.1", "new");
    String other = stage("p-a.csv.2", "of an attempt that failed");
    for (int attempt = 0; attempt < 2; attempt++) {
      assertEquals(
          directory.resolve("p-a.csv").toString(), files.publish(staged, "p-a.csv", missing));
      assertEquals("new", Files.readString(directory.resolve("p-a.csv")));
    }
    assertTrue(Files.exists(Path.of(other)));
  }

  @Test
  void countsFilesThatAReaderHasRemoved() throws IOException {
    String staged = stage("p-a.csv.1", "new");
    files.publish(staged, "p-a.csv", missing);
    files.publish(staged, "p-a.csv", missing);
    assertEquals(0, missing.count);
    Files.delete(directory.resolve("p-a.csv"));
    files.publish(staged, "p-a.csv", missing);
    assertFalse(Files.exists(directory.resolve("p-a.csv")));
    assertEquals(1, missing.count);
  }
}
