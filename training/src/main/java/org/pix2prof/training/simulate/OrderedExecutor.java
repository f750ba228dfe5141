// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Computes results on several threads and consumes them in order. */
final class OrderedExecutor {
  /** Producer of results. */
  interface Maker<T> {
    T make(long index) throws IOException;
  }

  /** Consumer of results. */
  interface Taker<T> {
    void take(long index, T made) throws IOException;
  }

  /**
   * Produces and consumes results; at most four per thread are in memory.
   *
   * @throws IOException if maker or taker throw it
   */
  static <T> void run(long count, int threads, Maker<T> maker, Taker<T> taker)
      throws IOException, InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      Queue<Future<T>> running = new ArrayDeque<>();
      long started = 0;
      for (long done = 0; done < count; done++) {
        while (started < count && running.size() < 4 * threads) {
          long index = started++;
          running.add(pool.submit(() -> maker.make(index)));
        }
        taker.take(done, running.remove().get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  private OrderedExecutor() {}
}
