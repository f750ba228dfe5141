// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests {@code caption --watch} on a session cluster with files that arrive during the run, one of
 * them in two halves. The job is stopped with a savepoint and resumed; then the whole cluster is
 * killed and the job is resumed from its last checkpoint. Afterwards each profile has been written
 * once.
 */
class WatchIT {
  private static final int GALAXIES = 30;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Map<String, String> ONE_SLOT = Map.of("taskmanager.numberOfTaskSlots", "1");

  @TempDir private Path directory;
  private Path galaxies;
  private Path incoming;
  private Path output;
  private int moved;
  private JarRun client;

  @Test
  void writesEveryProfileOnceDespiteRestarts() throws Exception {
    galaxies = directory.resolve("galaxies");
    incoming = Files.createDirectories(directory.resolve("incoming"));
    output = directory.resolve("out").resolve("profiles");
    Galaxies.make(Path.of("../../examples/data"), galaxies, GALAXIES);

    String last;
    Set<String> stagedBefore;
    try (FlinkCluster cluster = new FlinkCluster(directory.resolve("first"), 2, ONE_SLOT)) {
      arrive(6);
      String job = start(cluster, 1);
      client.process().destroyForcibly(); // It only waits: the job continues without it.
      awaitObjects(cluster, job, 6);

      Path half = incoming.resolve("half.fits.gz");
      byte[] whole = Files.readAllBytes(galaxies.resolve("g00000.fits.gz"));
      Files.write(half, Arrays.copyOf(whole, whole.length / 2));
      arrive(6);
      awaitObjects(cluster, job, 12);
      assertFalse(objects().contains("half"), "an incomplete file was read");
      Files.write(
          half,
          Arrays.copyOfRange(whole, whole.length / 2, whole.length),
          StandardOpenOption.APPEND);
      awaitObjects(cluster, job, 13);

      // The profiles of these may be in any step when the job stops, at least one is in the last.
      Set<String> earlier = staged();
      arrive(6);
      Waiting.until(
          LIMIT, cluster::logs, () -> !earlier.containsAll(staged()) || objects().size() > 13);
      String savepoint =
          cluster.rest().stopWithSavepoint(job, directory.resolve("savepoints").toUri());
      Waiting.until(LIMIT, cluster::logs, () -> cluster.rest().status(job).equals("FINISHED"));
      arrive(2);

      String next = start(cluster, 10, "--savepointPath=" + savepoint);
      client.process().destroyForcibly();
      awaitObjects(cluster, next, 21);
      // The windows of the next files end long before the next checkpoint. Anything published
      // before it would be written again.
      int before = cluster.rest().checkpoints(next);
      Waiting.until(LIMIT, cluster::logs, () -> cluster.rest().checkpoints(next) > before);
      Set<String> others = staged();
      arrive(6);
      Waiting.until(LIMIT, cluster::logs, () -> !others.containsAll(staged()));
      stagedBefore = others;
      last = next;
    }
    // Closing has killed the whole cluster, whatever it was doing.
    assertFalse(stagedBefore.containsAll(staged()), "nothing was staged at the kill");
    Path checkpoint = newestCheckpoint(directory.resolve("first/checkpoints").resolve(last));
    try (FlinkCluster cluster = new FlinkCluster(directory.resolve("second"), 2, ONE_SLOT)) {
      arrive(GALAXIES - moved);
      String job = start(cluster, 1, "--savepointPath=" + checkpoint.toUri());
      awaitObjects(cluster, job, GALAXIES + 1);
      cluster.rest().cancel(job);
      Cli ended = client.await(LIMIT);
      assertEquals("cancelled\n", ended.out(), ended.err());
      assertEquals(0, ended.status());
    } finally {
      client.process().destroyForcibly();
    }

    assertEquals(
        ProfileRows.ofDirectRun(incoming + "/*.fits.gz", directory.resolve("batch/profiles")),
        ProfileRows.of(output));
    try (Stream<Path> files = Files.list(output.getParent())) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("bad-")));
    }
  }

  /** Returns files that are not yet published, or that a failure left. */
  private Set<String> staged() throws IOException {
    Path staging = output.resolveSibling(".profiles-windows");
    if (!Files.isDirectory(staging)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(staging)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /**
   * Returns the newest checkpoint, as in docs/watching.md; one without metadata was never complete.
   */
  private static Path newestCheckpoint(Path job) throws IOException {
    try (Stream<Path> checkpoints = Files.list(job)) {
      return checkpoints
          .filter(directory -> directory.getFileName().toString().startsWith("chk-"))
          .filter(directory -> Files.exists(directory.resolve("_metadata")))
          .max(
              Comparator.comparingInt(
                  directory -> Integer.parseInt(directory.getFileName().toString().substring(4))))
          .orElseThrow();
    }
  }

  /** Moves more galaxies in, like a writer that renames complete files. */
  private void arrive(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String name = String.format("g%05d.fits.gz", moved++);
      Files.createLink(incoming.resolve(name), galaxies.resolve(name));
    }
  }

  /** Starts a watch and waits until it runs. */
  private String start(FlinkCluster cluster, int checkpointSeconds, String... more)
      throws Exception {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--input=" + incoming + "/*.fits.gz",
                "--output=" + output,
                "--badRecords=" + output.resolveSibling("bad"),
                "--format=csv",
                "--batchSize=1",
                "--parallelism=2",
                "--watch=500ms",
                "--window=1s",
                "--checkpointingInterval=" + 1000 * checkpointSeconds));
    args.addAll(List.of(more));
    client = cluster.caption(args.toArray(String[]::new));
    JarRun run = client;
    Waiting.until(
        LIMIT,
        () -> {
          try {
            return run.soFar() + cluster.logs();
          } catch (IOException e) {
            return e.toString();
          }
        },
        () -> cluster.rest().jobs("RUNNING").size() == 1);
    return cluster.rest().jobs("RUNNING").get(0);
  }

  private void awaitObjects(FlinkCluster cluster, String job, int count) throws Exception {
    Waiting.until(
        LIMIT,
        () ->
            "not "
                + count
                + " objects in the output but "
                + sizeOrError()
                + "; "
                + state(cluster, job),
        () -> objects().size() >= count);
    assertEquals(count, objects().size(), job);
  }

  private static String state(FlinkCluster cluster, String job) {
    try {
      return "job "
          + cluster.rest().status(job)
          + "; "
          + cluster.rest().get("/jobs/" + job + "/exceptions");
    } catch (Exception e) {
      return e + cluster.logs();
    }
  }

  private String sizeOrError() {
    try {
      return objects().toString();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private Set<String> objects() throws IOException {
    if (!Files.isDirectory(output.getParent())) {
      return Set.of();
    }
    try {
      return ProfileRows.of(output).stream()
          .map(row -> row.substring(0, row.indexOf(',')))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (NoSuchFileException e) {
      return Set.of(); // Replaced during the read.
    }
  }
}
