// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Waits for an action of another process. */
final class Waiting {
  static void until(Duration longest, Supplier<String> what, Callable<Boolean> done)
      throws Exception {
    long end = System.nanoTime() + longest.toNanos();
    while (!done.call()) {
      if (System.nanoTime() > end) {
        fail("not within " + longest.toSeconds() + " s; " + what.get());
      }
      Thread.sleep(100);
    }
  }

  private Waiting() {}
}
