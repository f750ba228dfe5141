// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.logging.Level;
import java.util.logging.Logger;

/** Configures the libraries' logs, which all go through {@code java.util.logging} here. */
final class Logs {
  // Strong references, because the log manager keeps only weak ones.
  private static final Logger ROOT = Logger.getLogger("");
  private static final Logger OURS = Logger.getLogger("org.pix2prof");
  private static final Logger ENGINE = Logger.getLogger("ai.djl");

  /** Shows all messages from INFO up if verbose, otherwise only our own warnings. */
  static void configure(boolean verbose) {
    ROOT.setLevel(verbose ? Level.INFO : Level.OFF);
    ENGINE.setLevel(verbose ? Level.INFO : Level.OFF);
    OURS.setLevel(verbose ? Level.INFO : Level.WARNING);
  }

  private Logs() {}
}
