package org.pix2prof.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Flink's settings of our jobs that are no options of Beam. */
final class FlinkConf {
  private static final List<String> SETTINGS =
      List.of(
          // Flink would choose how many tasks caption by the bytes they are sent. They are sent the
          // names of files, so it would choose one.
          "execution.batch.adaptive.auto-parallelism.enabled: false");

  private static final String REST_PORT = "rest.bind-port: ";

  /**
   * Writes them where Flink's client can read them, until this process ends.
   *
   * @param progress whether a cluster inside this process shall answer at a port that is known, for
   *     {@link FlinkProgress}
   * @return the folder
   */
  static Path write(boolean progress) {
    try {
      List<String> settings = new ArrayList<>(SETTINGS);
      if (progress) {
        settings.add("rest.bind-address: localhost");
        settings.add(REST_PORT + freePort());
        settings.add("metrics.fetcher.update-interval: 1000");
      }
      Path folder = Files.createTempDirectory("pix2prof-flink-conf");
      folder.toFile().deleteOnExit();
      Path file = Files.write(folder.resolve("flink-conf.yaml"), settings);
      file.toFile().deleteOnExit();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write Flink's settings to a temporary file", e);
    }
  }

  /**
   * Reads where a cluster inside this process answers.
   *
   * @param folder of the settings
   * @return empty if they do not say
   */
  static Optional<String> restPort(Path folder) {
    try (Stream<String> lines = Files.lines(folder.resolve("flink-conf.yaml"))) {
      return lines
          .filter(line -> line.startsWith(REST_PORT))
          .map(line -> line.substring(REST_PORT.length()).strip())
          .filter(port -> port.matches("[0-9]+"))
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private FlinkConf() {}
}
