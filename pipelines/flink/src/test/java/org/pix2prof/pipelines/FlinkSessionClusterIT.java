// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the bundled jar on a session cluster of a JobManager and two TaskManagers. */
class FlinkSessionClusterIT {
  private static final int GALAXIES = 24;
  private static final int JOBS = 3;

  /** Half of the metaspace of one job's classes on the two TaskManagers. */
  private static final long METASPACE_MARGIN_KB = 20 << 10;

  @TempDir private Path directory;

  /** Greetings of the engine and its libraries. */
  private static final Pattern GREETING =
      Pattern.compile(
          "NNPACK|GPU count|ai\\.djl\\.[a-z.]*[A-Z]|Number of (inter|intra)-op threads");

  @Test
  void everyJobGivesSameRowsAsDirectRunner() throws Exception {
    Path galaxies = directory.resolve("galaxies");
    Galaxies.make(Path.of("../../examples/data"), galaxies, GALAXIES);
    String input = galaxies + "/*.fits.gz";
    List<String> expected = ProfileRows.ofDirectRun(input, directory.resolve("direct"));

    try (FlinkCluster cluster =
        new FlinkCluster(
            directory.resolve("cluster"), 2, Map.of("taskmanager.numberOfTaskSlots", "1"))) {
      long afterTwo = 0;
      for (int job = 0; job < JOBS; job++) {
        Path output = directory.resolve("flink-" + job);
        Cli flink =
            cluster
                .caption(
                    "--input=" + input,
                    "--output=" + output,
                    "--format=csv",
                    "--batchSize=1",
                    "--parallelism=2")
                .await(Duration.ofMinutes(2));
        assertEquals(0, flink.status(), () -> flink.err() + cluster.logs());
        assertTrue(flink.out().startsWith(GALAXIES + " profiles from"), flink.out());
        assertEquals(expected, ProfileRows.of(output), "job " + job);
        if (job == 1) {
          // Earlier, the first job's classes may not have been unloaded yet.
          afterTwo = metaspaceKb(cluster.taskManagers());
        }
      }
      List<String> greetings =
          cluster.loggedLines().stream().filter(GREETING.asPredicate()).toList();
      assertEquals(List.of(), greetings);
      long bound = afterTwo + METASPACE_MARGIN_KB;
      Waiting.until(
          Duration.ofSeconds(30),
          () -> "metaspace of the TaskManagers falls below " + bound + " kB",
          () -> metaspaceKb(cluster.taskManagers()) < bound);
    }
  }

  /** Returns the metaspace used by all processes after a garbage collection. */
  private static long metaspaceKb(List<Process> processes) throws Exception {
    long sum = 0;
    for (Process process : processes) {
      jcmd(process, "GC.run");
      Matcher used =
          Pattern.compile("Metaspace\\s+used (\\d+)K").matcher(jcmd(process, "GC.heap_info"));
      assertTrue(used.find(), "jcmd GC.heap_info reports the metaspace");
      sum += Long.parseLong(used.group(1));
    }
    return sum;
  }

  private static String jcmd(Process process, String command)
      throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(JarRun.java()).resolveSibling("jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String text = new String(jcmd.getInputStream().readAllBytes());
    assertEquals(0, jcmd.waitFor(), text);
    return text;
  }
}
