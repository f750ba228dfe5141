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

  /**
   * Maximum number of jobs whose classes a TaskManager keeps: the last one's, and those of one
   * earlier job to which Flink or the engine still refers.
   */
  private static final int KEPT_JOBS = 2;

  /** Threads of a pool keep the classes of the job that started them for a minute. */
  private static final Duration RELEASE = Duration.ofMinutes(2);

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
      }
      List<String> greetings =
          cluster.loggedLines().stream().filter(GREETING.asPredicate()).toList();
      assertEquals(List.of(), greetings);
      for (Process taskManager : cluster.taskManagers()) {
        Waiting.until(
            RELEASE,
            () -> "a TaskManager keeps the classes of " + KEPT_JOBS + " jobs",
            () -> jobClassLoaders(taskManager) <= KEPT_JOBS);
      }
    }
  }

  /** Returns the number of class loaders of jobs after a garbage collection. */
  private static int jobClassLoaders(Process taskManager) throws Exception {
    Matcher count =
        Pattern.compile("(\\d+) +\\d+ +org\\.apache\\.flink\\.util\\.ChildFirstClassLoader\\b")
            .matcher(jcmd(taskManager, "GC.class_histogram"));
    assertTrue(count.find(), "the last job's class loader is in the histogram");
    return Integer.parseInt(count.group(1));
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
