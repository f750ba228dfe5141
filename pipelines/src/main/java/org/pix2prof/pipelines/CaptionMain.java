package org.pix2prof.pipelines;

import java.util.stream.Stream;

/**
 * The command {@code caption} as a program of its own, for those that start a main class with
 * options only and go on in the same JVM: Flink in application mode, the launcher of Dataflow's
 * flex templates. It does not exit.
 */
public final class CaptionMain {
  /**
   * Runs {@code caption}.
   *
   * @param args its options
   * @throws IllegalStateException if it fails, with what the runner threw as the cause: Flink tells
   *     a failed job by it
   */
  public static void main(String[] args) {
    Pix2Prof.runOrThrow(
        System.out, System.err, Stream.concat(Stream.of("caption"), Stream.of(args)).toList());
  }

  private CaptionMain() {}
}
