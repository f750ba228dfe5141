package org.pix2prof.pipelines;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the libraries quiet: all of them log through {@code java.util.logging} here. */
final class Logs {
  // Held, because the log manager does not hold the loggers it hands out.
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("org.pix2prof");
  private static final Logger ENGINE = Logger.getLogger("ai.djl");

  /** Shows everything from INFO up, or only our own warnings. */
  static void configure(boolean verbose) {
    ROOT.setLevel(verbose ? Level.INFO : Level.OFF);
    ENGINE.setLevel(verbose ? Level.INFO : Level.OFF);
    OURS.setLevel(verbose ? Level.INFO : Level.WARNING);
  }

  private Logs() {}
}
