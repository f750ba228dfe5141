// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * Polls the counters of a Flink job while its runner waits for the job's end. Errors are ignored: a
 * job does not fail because of its progress display.
 */
final class FlinkProgress implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(FlinkProgress.class.getName());
  private static final int POLLS = 3;
  private static final String RUNNER = "org.apache.beam.runners.flink.";

  private final FlinkJob job;
  private final Consumer<Map<String, Long>> counts;
  private final Deque<Long> lastBad = new ArrayDeque<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final ScheduledExecutorService reader =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "flink-progress");
            thread.setDaemon(true);
            return thread;
          });

  private FlinkProgress(FlinkJob job, Consumer<Map<String, Long>> counts) {
    this.job = job;
    this.counts = counts;
  }

  /**
   * Starts polling.
   *
   * @param options of the pipeline to run
   * @param counts receives counters by name, in a separate thread
   * @return empty if the pipeline does not run on Flink, or the address of its API is unknown
   */
  static Optional<FlinkProgress> start(
      PipelineOptions options, Consumer<Map<String, Long>> counts) {
    Optional<FlinkProgress> progress =
        rest(options)
            .map(rest -> new FlinkProgress(new FlinkJob(rest, options.getJobName()), counts));
    progress.ifPresent(p -> p.reader.scheduleWithFixedDelay(p::read, 1, 1, TimeUnit.SECONDS));
    return progress;
  }

  /** Returns host and port of the cluster's API. */
  static Optional<String> rest(PipelineOptions options) {
    if (!options.getRunner().getName().startsWith(RUNNER)) {
      return Optional.empty();
    }
    try {
      // Only this runner's jar contains the class.
      Class<? extends PipelineOptions> flink =
          Class.forName(RUNNER + "FlinkPipelineOptions", true, options.getRunner().getClassLoader())
              .asSubclass(PipelineOptions.class);
      String master = (String) flink.getMethod("getFlinkMaster").invoke(options.as(flink));
      if (!master.startsWith("[")) {
        return Optional.of(master.replaceFirst("^https?://", ""));
      }
      String conf = (String) flink.getMethod("getFlinkConfDir").invoke(options.as(flink));
      return conf == null
          ? Optional.empty()
          : FlinkConf.restPort(Path.of(conf)).map(port -> "localhost:" + port);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(RUNNER + "FlinkPipelineOptions is not the expected class", e);
    }
  }

  private void read() {
    try {
      job.counts(client).map(this::settled).ifPresent(counts);
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.FINE, "no progress of " + job, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Takes the minimum of the last three bad counts: an image between two steps counts as bad, but
   * rarely three times in a row.
   */
  private Map<String, Long> settled(Map<String, Long> counts) {
    Long bad = counts.get(FlinkJob.BAD);
    if (bad != null) {
      lastBad.addLast(bad);
      if (lastBad.size() > POLLS) {
        lastBad.removeFirst();
      }
      counts.put(FlinkJob.BAD, lastBad.size() < POLLS ? 0L : Collections.min(lastBad));
    } else {
      lastBad.clear();
    }
    return counts;
  }

  /** Stops polling. No counters are passed on afterwards. */
  @Override
  public void close() {
    reader.shutdownNow();
    try {
      boolean ended = reader.awaitTermination(10, TimeUnit.SECONDS);
      if (!ended) {
        LOG.fine("still reading the counters of " + job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
