package org.pix2prof.pipelines;

import java.util.stream.Stream;

/**
 * The command {@code caption} as a program of its own, for launchers that give options only, such
 * as that of Dataflow's flex templates.
 */
public final class CaptionMain {
  /**
   * Runs {@code caption} and exits with its status.
   *
   * @param args its options
   */
  public static void main(String[] args) {
    Pix2Prof.main(Stream.concat(Stream.of("caption"), Stream.of(args)).toArray(String[]::new));
  }

  private CaptionMain() {}
}
