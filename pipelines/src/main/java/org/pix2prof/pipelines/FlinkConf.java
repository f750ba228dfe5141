package org.pix2prof.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Flink's settings of our jobs that are no options of Beam. */
final class FlinkConf {
  private static final List<String> SETTINGS =
      List.of(
          // Flink would choose how many tasks caption by the bytes they are sent. They are sent the
          // names of files, so it would choose one.
          "execution.batch.adaptive.auto-parallelism.enabled: false");

  /**
   * Writes them where Flink's client can read them, until this process ends.
   *
   * @return the folder
   */
  static Path write() {
    try {
      Path folder = Files.createTempDirectory("pix2prof-flink-conf");
      folder.toFile().deleteOnExit();
      Path file = Files.write(folder.resolve("flink-conf.yaml"), SETTINGS);
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write Flink's settings to a temporary file", e);
    }
  }

  private FlinkConf() {}
}
