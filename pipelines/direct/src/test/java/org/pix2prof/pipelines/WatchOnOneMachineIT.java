// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code caption --watch} with the jar for one machine, ended by the signal of Ctrl-C. */
class WatchOnOneMachineIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path directory;

  @Test
  void captionsArrivingFilesUntilInterrupted() throws Exception {
    Path galaxies = directory.resolve("galaxies");
    Path incoming = Files.createDirectories(directory.resolve("incoming"));
    Path output = directory.resolve("out/profiles");
    Galaxies.make(Path.of("../../examples/data"), galaxies, 2);

    Files.copy(galaxies.resolve("g00000.fits.gz"), incoming.resolve("a.fits.gz"));
    JarRun run =
        JarRun.start(
            Path.of("target/pix2prof-bundled-direct.jar").toAbsolutePath(),
            "caption",
            "--input=" + incoming + "/*.fits*",
            "--output=" + output,
            "--badRecords=" + output.resolveSibling("bad"),
            "--format=csv",
            "--batchSize=1",
            "--watch=300ms",
            "--window=1s");
    try {
      awaitObjects(run, output, Set.of("a"));
      Files.writeString(incoming.resolve("notes.fits"), "no FITS file at all");
      Files.copy(galaxies.resolve("g00001.fits.gz"), incoming.resolve("b.fits.gz"));
      awaitObjects(run, output, Set.of("a", "b"));
      awaitFile(run, output.getParent(), "bad-");

      run.process().destroy(); // SIGTERM, which Java handles like the SIGINT of Ctrl-C.
      Cli ended = run.await(Duration.ofSeconds(20));
      assertEquals(TERMINATED, ended.status(), ended.err());
      assertTrue(
          ended
              .out()
              .matches(
                  "2 profiles from 3 images in \\S+ s \\(\\S+/s\\),"
                      + " 1 bad record \\(not_fits 1\\) -> \\S+, \\S+\\n"),
          ended.out());
      assertEquals("", ended.err());
    } finally {
      run.process().destroyForcibly();
    }

    assertEquals(
        ProfileRows.ofDirectRun(incoming + "/*.fits.gz", directory.resolve("batch/profiles")),
        ProfileRows.of(output));
  }

  private static void awaitObjects(JarRun run, Path output, Set<String> ids) throws Exception {
    Waiting.until(
        LIMIT, () -> soFar(run), () -> run.process().isAlive() && objects(output).equals(ids));
  }

  private static void awaitFile(JarRun run, Path directory, String prefix) throws Exception {
    Waiting.until(
        LIMIT,
        () -> soFar(run),
        () -> {
          try (var files = Files.list(directory)) {
            return files.anyMatch(file -> file.getFileName().toString().startsWith(prefix));
          }
        });
  }

  private static Set<String> objects(Path output) throws IOException {
    try {
      List<String> rows =
          Files.isDirectory(output.getParent()) ? ProfileRows.of(output) : List.of();
      return rows.stream()
          .map(row -> row.substring(0, row.indexOf(',')))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (NoSuchFileException e) {
      return Set.of(); // Moved during the read.
    }
  }

  private static String soFar(JarRun run) {
    try {
      return run.soFar().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }
}
