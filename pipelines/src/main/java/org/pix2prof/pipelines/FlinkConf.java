// SPDX-License-Identifier: Apache-2.0
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

/** Flink settings of pix2prof jobs that Beam has no options for. */
final class FlinkConf {
  private static final List<String> SETTINGS =
      List.of(
          // Flink would choose the parallelism by the bytes sent to a task. Captioning tasks
          // receive only file names, so it would choose one task.
          "execution.batch.adaptive.auto-parallelism.enabled: false");

  private static final String REST_PORT = "rest.bind-port: ";

  /**
   * Writes the settings to a temporary directory for Flink's client.
   *
   * @param progress whether a cluster inside this process listens on a known port, for {@link
   *     FlinkProgress}
   * @return the directory
   */
  static Path write(boolean progress) {
    try {
      List<String> settings = new ArrayList<>(SETTINGS);
      if (progress) {
        settings.add("rest.bind-address: localhost");
        settings.add(REST_PORT + freePort());
        settings.add("metrics.fetcher.update-interval: 1000");
      }
      Path directory = Files.createTempDirectory("pix2prof-flink-conf");
      directory.toFile().deleteOnExit();
      Path file = Files.write(directory.resolve("flink-conf.yaml"), settings);
      file.toFile().deleteOnExit();
      return directory;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write Flink's settings to a temporary file", e);
    }
  }

  /**
   * Reads the port of a cluster inside this process.
   *
   * @param directory of the settings
   * @return empty if they set no port
   */
  static Optional<String> restPort(Path directory) {
    try (Stream<String> lines = Files.lines(directory.resolve("flink-conf.yaml"))) {
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
