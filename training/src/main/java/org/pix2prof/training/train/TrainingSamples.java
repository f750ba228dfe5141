// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A sequence of training samples, which other threads prepare in advance. The order is that of the
 * images' numbers, for any number of threads.
 */
final class TrainingSamples implements AutoCloseable {
  private static final int DEPTH = 64;

  private final SampleSource source;
  private final long end;
  private final ExecutorService threads;
  private final Queue<CompletableFuture<List<TrainingSample>>> pending = new ArrayDeque<>();
  private final Queue<TrainingSample> ready = new ArrayDeque<>();
  private long submitted;
  private long taken;
  private long rejected;

  /**
   * Starts the threads.
   *
   * @param source of the samples
   * @param first number of the first image
   * @param end number after that of the last image
   * @param threads number of threads
   */
  TrainingSamples(SampleSource source, long first, long end, int threads) {
    this.source = source;
    this.end = end;
    this.submitted = first;
    this.taken = first;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "simulator");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Returns the next sample; empty after the last image. */
  Optional<TrainingSample> next() {
    while (ready.isEmpty()) {
      while (submitted < end && pending.size() < DEPTH) {
        long number = submitted++;
        pending.add(CompletableFuture.supplyAsync(() -> source.make(number), threads));
      }
      if (pending.isEmpty()) {
        return Optional.empty();
      }
      List<TrainingSample> samples = pending.remove().join();
      taken++;
      if (samples.isEmpty()) {
        rejected++;
      }
      ready.addAll(samples);
    }
    return Optional.of(ready.remove());
  }

  /** Number of the next image. */
  long position() {
    return taken;
  }

  /** Number of images that were rejected: too short, not found, or mistaken for another source. */
  long rejected() {
    return rejected;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
