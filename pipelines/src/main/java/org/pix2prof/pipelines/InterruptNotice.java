// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** Prints a notice when a signal ends the process. */
final class InterruptNotice implements AutoCloseable {
  private final Thread hook;

  private InterruptNotice(Thread hook) {
    this.hook = hook;
  }

  /**
   * Prints a line if the process is interrupted before this is closed.
   *
   * @param command name of the running command
   * @param left cleans up and returns the notice
   */
  static InterruptNotice of(Console console, String command, Supplier<String> left) {
    Thread hook =
        new Thread(
            () -> console.err().println("pix2prof " + command + ": interrupted, " + left.get()),
            "interrupt-notice");
    Runtime.getRuntime().addShutdownHook(hook);
    return new InterruptNotice(hook);
  }

  /**
   * Stops watching for a signal. If the process is already ending, this waits for its end, so that
   * later failures are not reported.
   */
  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
