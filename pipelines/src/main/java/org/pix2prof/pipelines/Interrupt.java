// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.PipelineResult;

/**
 * Ends an unbounded pipeline when the user interrupts this process: it cancels the pipeline and
 * keeps the process alive until the command has reported its results.
 */
final class Interrupt implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 10;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");
  private volatile PipelineResult running;

  /** Handles interrupts until closed. */
  static Interrupt awaited() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** Ignores interrupts, for pipelines that run on a cluster without this process. */
  static Interrupt ignored() {
    return new Interrupt();
  }

  private Interrupt() {}

  void cancels(PipelineResult pipeline) {
    running = pipeline;
  }

  private void interrupted() {
    PipelineResult pipeline = running;
    if (pipeline == null) {
      return;
    }
    try {
      pipeline.cancel();
      done.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | UnsupportedOperationException e) {
      return; // The process ends anyway.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    done.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // The process is ending, and the hook has run.
    }
  }
}
