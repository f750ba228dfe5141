package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.beam.sdk.PipelineResult;

/**
 * Lets an endless pipeline end well when the user interrupts this process: it is cancelled, and the
 * process stays until the command has said what was done.
 */
final class Interrupt implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 10;

  private final CountDownLatch done = new CountDownLatch(1);
  private final Thread hook = new Thread(this::interrupted, "interrupt");
  private volatile PipelineResult running;

  /** Waits for an interrupt from now on until it is closed. */
  static Interrupt awaited() {
    Interrupt interrupt = new Interrupt();
    Runtime.getRuntime().addShutdownHook(interrupt.hook);
    return interrupt;
  }

  /** For pipelines that run elsewhere and go on without this process. */
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
      done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (IOException | UnsupportedOperationException e) {
      return; // The process ends all the same.
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
      return; // The process is ending: that is what the hook was for.
    }
  }
}
