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
 * {@code caption --watch} on a session cluster, with files that come while it runs, one of them in
 * two halves. The job is stopped with a savepoint and taken up again; then the whole cluster is
 * killed and the job taken up from its last checkpoint. After all of it each profile is there once.
 */
class WatchIT {
  private static final int GALAXIES = 30;
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Map<String, String> ONE_SLOT = Map.of("taskmanager.numberOfTaskSlots", "1");

  @TempDir private Path folder;
  private Path galaxies;
  private Path incoming;
  private Path output;
  private int moved;
  private JarRun client;

  @Test
  void everyProfileOnceWhateverHappens() throws Exception {
    galaxies = folder.resolve("galaxies");
    incoming = Files.createDirectories(folder.resolve("incoming"));
    output = folder.resolve("out").resolve("profiles");
    Galaxies.make(Path.of("../../examples/data"), galaxies, GALAXIES);

    String last;
    Set<String> stagedBefore;
    try (FlinkCluster cluster = new FlinkCluster(folder.resolve("first"), 2, ONE_SLOT)) {
      arrive(6);
      String job = start(cluster, 1);
      client.process().destroyForcibly(); // It only waits: the job goes on without it.
      awaitObjects(cluster, job, 6);

      Path half = incoming.resolve("half.fits.gz");
      byte[] whole = Files.readAllBytes(galaxies.resolve("g00000.fits.gz"));
      Files.write(half, Arrays.copyOf(whole, whole.length / 2));
      arrive(6);
      awaitObjects(cluster, job, 12);
      assertFalse(objects().contains("half"), "half a file is no file");
      Files.write(
          half,
          Arrays.copyOfRange(whole, whole.length / 2, whole.length),
          StandardOpenOption.APPEND);
      awaitObjects(cluster, job, 13);

      // The profiles of these have got anywhere when the job stops, or nowhere.
      arrive(6);
      Thread.sleep(1500);
      String savepoint =
          cluster.rest().stopWithSavepoint(job, folder.resolve("savepoints").toUri());
      Waiting.until(LIMIT, cluster::logs, () -> cluster.rest().status(job).equals("FINISHED"));
      arrive(2);

      String next = start(cluster, 10, "--savepointPath=" + savepoint);
      client.process().destroyForcibly();
      awaitObjects(cluster, next, 21);
      // The windows of the next ones are over long before the next checkpoint, and what would be
      // published of them before it would come again.
      int before = cluster.rest().checkpoints(next);
      Waiting.until(LIMIT, cluster::logs, () -> cluster.rest().checkpoints(next) > before);
      Set<String> others = staged();
      arrive(6);
      Waiting.until(LIMIT, cluster::logs, () -> !others.containsAll(staged()));
      stagedBefore = others;
      last = next;
    }
    // Closing it has killed all of it, whatever was under way.
    assertFalse(stagedBefore.containsAll(staged()), "killed when nothing waited");
    Path checkpoint = newestCheckpoint(folder.resolve("first/checkpoints").resolve(last));
    try (FlinkCluster cluster = new FlinkCluster(folder.resolve("second"), 2, ONE_SLOT)) {
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
        ProfileRows.ofDirectRun(incoming + "/*.fits.gz", folder.resolve("batch/profiles")),
        ProfileRows.of(output));
    try (Stream<Path> files = Files.list(output.getParent())) {
      assertTrue(files.noneMatch(file -> file.getFileName().toString().startsWith("bad-")));
    }
  }

  /** Files that wait to be published, or that a failure left. */
  private Set<String> staged() throws IOException {
    Path staging = output.resolveSibling(".profiles-windows");
    if (!Files.isDirectory(staging)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(staging)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }

  /** As docs/watching.md says; one without its metadata was never complete. */
  private static Path newestCheckpoint(Path job) throws IOException {
    try (Stream<Path> checkpoints = Files.list(job)) {
      return checkpoints
          .filter(folder -> folder.getFileName().toString().startsWith("chk-"))
          .filter(folder -> Files.exists(folder.resolve("_metadata")))
          .max(
              Comparator.comparingInt(
                  folder -> Integer.parseInt(folder.getFileName().toString().substring(4))))
          .orElseThrow();
    }
  }

  /** Moves so many more galaxies in, as a writer that renames when it is done. */
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
      return Set.of(); // Replaced while it was looked at.
    }
  }
}
