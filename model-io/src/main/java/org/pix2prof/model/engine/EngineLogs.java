// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Suppresses the engine's start-up messages on standard error if libraries log through {@code
 * java.util.logging}, as in our jars: its version, its threads and a missing GPU. Other logging
 * systems have their own settings.
 */
final class EngineLogs {
  private static final Logger ENGINE = Logger.getLogger("ai.djl");

  // Strong references, because the log manager has only weak ones.
  private static final List<Logger> GREETINGS =
      List.of(
          Logger.getLogger("ai.djl.pytorch.engine.PtEngine"),
          Logger.getLogger("ai.djl.util.Platform"),
          Logger.getLogger("ai.djl.util.cuda.CudaUtils"));

  /** Logs the directory of the unpacked native library. */
  private static final Logger LIBRARY = Logger.getLogger("ai.djl.pytorch.jni.LibUtils");

  private EngineLogs() {}

  /** Suppresses the messages, unless a level is set for all of DJL. */
  static void silence() {
    if (ENGINE.getLevel() == null) {
      GREETINGS.forEach(logger -> logger.setLevel(Level.OFF));
      LIBRARY.setLevel(Level.WARNING);
    }
  }
}
