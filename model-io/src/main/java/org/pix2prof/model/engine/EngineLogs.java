package org.pix2prof.model.engine;

import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Keeps the engine's greetings off standard error where libraries log through {@code
 * java.util.logging}, as in our jars: its version and threads, and that a machine has no GPU. Other
 * logging systems have settings of their own.
 */
final class EngineLogs {
  private static final Logger ENGINE = Logger.getLogger("ai.djl");

  // Held, because the log manager does not hold the loggers that it hands out.
  private static final List<Logger> GREETINGS =
      List.of(
          Logger.getLogger("ai.djl.pytorch.engine.PtEngine"),
          Logger.getLogger("ai.djl.util.Platform"),
          Logger.getLogger("ai.djl.util.cuda.CudaUtils"));

  /** Says where the native library is unpacked to. */
  private static final Logger LIBRARY = Logger.getLogger("ai.djl.pytorch.jni.LibUtils");

  private EngineLogs() {}

  /** Silences the greetings, unless a level is set for all of DJL. */
  static void silence() {
    if (ENGINE.getLevel() == null) {
      GREETINGS.forEach(logger -> logger.setLevel(Level.OFF));
      LIBRARY.setLevel(Level.WARNING);
    }
  }
}
