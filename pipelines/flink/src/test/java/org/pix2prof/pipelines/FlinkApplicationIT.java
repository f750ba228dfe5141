// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests application mode: a cluster for one job, whose JobManager runs the program. */
class FlinkApplicationIT {
  private static final Path SAMPLES = Path.of("../../examples/data");

  /** Exit status of a cluster whose job failed. */
  private static final int FAILED = 1443 & 0xff;

  @TempDir private Path directory;

  @Test
  void clusterEndsWithItsJob() throws Exception {
    String input = SAMPLES.toRealPath() + "/*.fits.gz";
    List<String> expected = ProfileRows.ofDirectRun(input, directory.resolve("direct"));

    Path output = directory.resolve("application");
    try (FlinkCluster cluster =
        FlinkCluster.application(
            directory.resolve("cluster"),
            Map.of(),
            "--input=" + input,
            "--output=" + output,
            "--format=csv",
            "--batchSize=1",
            "--parallelism=2",
            "--verbose")) {
      assertTrue(cluster.jobManager().waitFor(120, TimeUnit.SECONDS), cluster::logs);
      assertEquals(0, cluster.jobManager().exitValue(), cluster::logs);
      String log = Files.readString(directory.resolve("cluster/jobmanager.log"));
      // Flink saw the program end successfully; it did not just lose its JVM.
      assertTrue(log.contains("Application completed SUCCESSFULLY"), cluster::logs);
      assertEquals(expected, ProfileRows.of(output));
    }
  }

  @Test
  void invalidOptionFailsCluster() throws Exception {
    try (FlinkCluster cluster =
        FlinkCluster.application(
            directory.resolve("cluster"),
            Map.of("restart-strategy.exponential-delay.attempts-before-reset-backoff", "1"),
            "--input=" + directory + "/none/*.fits",
            "--output=" + directory.resolve("out"),
            "--verbose")) {
      assertTrue(cluster.jobManager().waitFor(120, TimeUnit.SECONDS), cluster::logs);
      assertEquals(FAILED, cluster.jobManager().exitValue(), cluster::logs);
      String log = Files.readString(directory.resolve("cluster/jobmanager.log"));
      assertTrue(log.contains("Application FAILED"), cluster::logs);
      assertTrue(log.contains("none/*.fits"), cluster::logs);
    }
  }
}
