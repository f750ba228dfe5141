// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a TaskManager during a batch job. */
class FlinkRecoveryIT {
  private static final int GALAXIES = 600;
  private static final Path SAMPLES = Path.of("../../examples/data");

  @TempDir private Path directory;

  @Test
  void neitherLosesNorRepeatsProfiles() throws Exception {
    Path galaxies = directory.resolve("galaxies");
    Galaxies.make(SAMPLES, galaxies, GALAXIES);
    List<String> expected = expected(galaxies);
    try (FlinkCluster cluster =
        new FlinkCluster(
            directory.resolve("cluster"),
            2,
            // Both participate, and one alone has enough slots to finish.
            Map.of(
                "taskmanager.numberOfTaskSlots", "2",
                "cluster.evenly-spread-out-slots", "true",
                "metrics.fetcher.update-interval", "500"))) {
      Path output = directory.resolve("out/profiles");
      JarRun run =
          cluster.caption(
              "--input=" + galaxies + "/*.fits.gz",
              "--output=" + output,
              "--format=csv",
              "--parallelism=2");
      Waiting.until(
          Duration.ofMinutes(2), cluster::logs, () -> namesSoFar(cluster) > GALAXIES / 10);
      cluster.taskManagers().get(taskManagerOfFirst(cluster)).destroyForcibly();
      long before = namesSoFar(cluster);

      Cli flink = run.await(Duration.ofMinutes(4));
      assertEquals(0, flink.status(), () -> flink.err() + cluster.logs());
      assertTrue(before < GALAXIES, "killed when all of " + before + " names had been sent");
      assertTrue(restarts(cluster) > 0, "no task was restarted");
      assertTrue(flink.out().startsWith(GALAXIES + " profiles from"), flink.out());
      ProfileRows.assertSame(expected, ProfileRows.of(output));
      try (Stream<Path> left = Files.list(output.getParent())) {
        assertEquals(
            List.of(), left.filter(f -> f.getFileName().toString().startsWith(".")).toList());
      }
    }
  }

  /** Returns the rows of the samples for all their copies under other names. */
  private List<String> expected(Path galaxies) throws Exception {
    Cli direct =
        Cli.run(
            "caption",
            "--input=" + SAMPLES + "/*.fits.gz",
            "--output=" + directory.resolve("samples"),
            "--format=csv");
    assertEquals(0, direct.status(), direct.err());
    List<String> samples = ProfileRows.of(directory.resolve("samples"));
    List<String> ids =
        samples.stream().map(row -> row.substring(0, row.indexOf(','))).distinct().toList();
    List<String> rows = new ArrayList<>();
    for (int i = 0; i < GALAXIES; i++) {
      String sample = ids.get(i % ids.size());
      String id = String.format(Locale.ROOT, "g%05d", i);
      for (String row : samples) {
        if (row.startsWith(sample + ",")) {
          rows.add(
              row.replaceFirst(sample, id).replaceFirst("/[^,]*/" + sample, galaxies + "/" + id));
        }
      }
    }
    rows.sort(null);
    return rows;
  }

  /**
   * Returns the number of file names that the captioning tasks have received, as of half a second
   * ago; it is slightly larger than the number of captioned images.
   */
  private static long namesSoFar(FlinkCluster cluster) throws Exception {
    long names = 0;
    for (JsonNode vertex : captioning(cluster, "RUNNING")) {
      names += vertex.at("/metrics/read-records").longValue();
    }
    return names;
  }

  /** Returns the number of restarts of captioning tasks. */
  private static int restarts(FlinkCluster cluster) throws Exception {
    int restarts = 0;
    for (JsonNode task : tasks(cluster, "FINISHED")) {
      restarts += task.get("attempt").intValue();
    }
    return restarts;
  }

  /** Returns the location of the first captioning task. */
  private static int taskManagerOfFirst(FlinkCluster cluster) throws Exception {
    return Integer.parseInt(
        tasks(cluster, "RUNNING").iterator().next().get("taskmanager-id").textValue());
  }

  private static JsonNode tasks(FlinkCluster cluster, String status) throws Exception {
    String job = cluster.rest().jobs(status).get(0);
    String vertex = captioning(cluster, status).get(0).get("id").textValue();
    return cluster.rest().get("/jobs/" + job + "/vertices/" + vertex).get("subtasks");
  }

  private static List<JsonNode> captioning(FlinkCluster cluster, String status) throws Exception {
    List<JsonNode> vertices = new ArrayList<>();
    for (String job : cluster.rest().jobs(status)) {
      for (JsonNode vertex : cluster.rest().get("/jobs/" + job).get("vertices")) {
        if (vertex.get("name").textValue().contains("CaptionProfiles/Caption")) {
          vertices.add(vertex);
        }
      }
    }
    return vertices;
  }
}
