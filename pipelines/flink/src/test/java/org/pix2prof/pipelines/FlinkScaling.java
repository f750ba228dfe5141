// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures a session cluster of one and of two TaskManagers, each of one slot and pinned to a core:
 * {@code benchmarks/scaling.sh} runs it, {@code docs/scaling.md} has the results.
 */
final class FlinkScaling {
  private static final int WARM_UP = 1500;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final FlinkCluster cluster;
  private final Path directory;

  /** Observation of a running job. */
  private record Poll(double seconds, long galaxies, double cpuSeconds, List<Long> residentMb) {}

  private FlinkScaling(FlinkCluster cluster, Path directory) {
    this.cluster = cluster;
    this.directory = directory;
  }

  /**
   * Runs the measurement. Arguments: directory of the sample images, galaxies on one slot, galaxies
   * on two.
   */
  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("pix2prof-scaling");
    Path samples = Path.of(args[0]);
    int one = Integer.parseInt(args[1]);
    int two = Integer.parseInt(args[2]);
    Galaxies.make(samples, directory.resolve("warm-up"), WARM_UP);
    Galaxies.make(samples, directory.resolve("one"), one);
    Galaxies.make(samples, directory.resolve("two"), two);
    try (FlinkCluster cluster =
        new FlinkCluster(
            directory.resolve("cluster"),
            0,
            Map.of(
                "taskmanager.numberOfTaskSlots", "1",
                "metrics.fetcher.update-interval", "500"))) {
      FlinkScaling scaling = new FlinkScaling(cluster, directory);
      double rateOfOne = scaling.slots(1, "one");
      double rateOfTwo = scaling.slots(2, "two");
      System.out.printf(
          Locale.ROOT, "efficiency of the second slot: %.2f%n", rateOfTwo / rateOfOne - 1);
    }
  }

  /** Adds a TaskManager on the next core and returns the total galaxies per second. */
  private double slots(int count, String galaxies) throws Exception {
    // The whole heap is resident from the start, so that growth is not due to the heap.
    cluster.startTaskManager(
        List.of("taskset", "-c", Integer.toString(count - 1)),
        List.of("-Xms" + FlinkCluster.HEAP, "-XX:+AlwaysPreTouch"));
    cluster.awaitTaskManagers(count);
    watch(count, "warm-up");
    List<Poll> polls = watch(count, galaxies);
    long all = polls.get(polls.size() - 1).galaxies();
    Poll from = first(polls, all / 10);
    Poll to = first(polls, all * 9 / 10);
    double done = to.galaxies() - from.galaxies();
    double rate = done / (to.seconds() - from.seconds());
    System.out.printf(
        Locale.ROOT,
        "%d slot(s): %.1f galaxies/s, %.1f CPU-ms a galaxy; resident MB of each TaskManager at 10%%,"
            + " 50%%, 90%%: %s %s %s%n",
        count,
        rate,
        (to.cpuSeconds() - from.cpuSeconds()) * 1000 / done,
        from.residentMb(),
        first(polls, all / 2).residentMb(),
        to.residentMb());
    return rate;
  }

  private static Poll first(List<Poll> polls, long galaxies) {
    return polls.stream().filter(poll -> poll.galaxies() >= galaxies).findFirst().orElseThrow();
  }

  /** Captions and polls twice a second. */
  private List<Poll> watch(int slots, String galaxies) throws Exception {
    JarRun run =
        cluster.caption(
            "--input=" + directory.resolve(galaxies) + "/*.fits.gz",
            "--output=" + directory.resolve("out/" + galaxies + slots),
            "--format=csv",
            "--parallelism=" + slots);
    List<Poll> polls = new ArrayList<>();
    long start = System.nanoTime();
    JsonNode job = null;
    while (run.process().isAlive()) {
      Thread.sleep(500);
      for (String id : cluster.rest().jobs("RUNNING")) {
        job = cluster.rest().get("/jobs/" + id);
        polls.add(poll((System.nanoTime() - start) / 1e9, metric(job, "read-records")));
      }
    }
    Cli cli = run.await(LONGEST);
    if (cli.status() != 0) {
      throw new IOException(cli.err());
    }
    System.out.print(cli.out());
    long count = polls.get(polls.size() - 1).galaxies();
    System.out.printf(
        Locale.ROOT,
        "  shuffled: %.0f bytes a galaxy to the tasks that caption%n",
        (double) metric(job, "read-bytes") / count);
    return polls;
  }

  /** Returns a metric of the captioning tasks. */
  private static long metric(JsonNode job, String name) {
    for (JsonNode vertex : job.get("vertices")) {
      if (vertex.get("name").textValue().contains("CaptionProfiles/Caption")) {
        return vertex.get("metrics").get(name).longValue();
      }
    }
    return 0;
  }

  private Poll poll(double seconds, long galaxies) throws IOException {
    double cpu = 0;
    List<Long> resident = new ArrayList<>();
    for (Process process : cluster.taskManagers()) {
      cpu += process.info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
      String status = Files.readString(Path.of("/proc/" + process.pid() + "/status"));
      resident.add(Long.parseLong(status.replaceAll("(?s).*VmRSS:\\s*(\\d+) kB.*", "$1")) / 1024);
    }
    return new Poll(seconds, galaxies, cpu, resident);
  }
}
