// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.stream.Stream;

/**
 * Runs the command {@code caption} for launchers that start a main class with options only and
 * continue in the same JVM: Flink in application mode and Dataflow's flex templates. It does not
 * exit.
 */
public final class CaptionMain {
  /**
   * Runs {@code caption}.
   *
   * @param args its options
   * @throws IllegalStateException if it fails, with the runner's exception as the cause, from which
   *     Flink detects a failed job
   */
  public static void main(String[] args) {
    Pix2Prof.runOrThrow(
        System.out, System.err, Stream.concat(Stream.of("caption"), Stream.of(args)).toList());
  }

  private CaptionMain() {}
}
