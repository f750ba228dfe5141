// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests in a separate JVM, because Beam registers its options once per JVM. */
@Tag("slow")
class OptionRegistryTest {
  private static final List<String> OPTIONS = List.of("runner", "blockOnRun", "gcpTempLocation");

  /**
   * Prints which of {@link #OPTIONS} are registered, first for one machine, then for all runners.
   */
  static final class Registered {
    public static void main(String[] args) {
      print(OptionRegistry.local().keySet());
      print(OptionRegistry.all().keySet());
      print(OptionRegistry.local().keySet());
    }

    private static void print(Set<String> registered) {
      System.out.println(OPTIONS.stream().filter(registered::contains).toList());
    }
  }

  @Test
  void localRunRegistersNoCloudOptions() throws Exception {
    assertEquals(
        List.of(
            "[runner, blockOnRun]",
            "[runner, blockOnRun, gcpTempLocation]",
            "[runner, blockOnRun, gcpTempLocation]"),
        run(Registered.class.getName()));
  }

  /** Tests that an option of the full registry is accepted, and that a wrong one gets a hint. */
  @Test
  void localRunAcceptsCloudOptions() throws Exception {
    assertEquals(
        List.of("a x 3, scale null"),
        run(Pix2Prof.class.getName(), "probe", "--word=a", "--gcpTempLocation=gs://bucket/x"));
    assertEquals(
        List.of(
            "pix2prof probe: unknown option --gcpTempLocatoin; did you mean --gcpTempLocation?"
                + " ('pix2prof probe --help' lists the options)"),
        run(Pix2Prof.class.getName(), "probe", "--word=a", "--gcpTempLocatoin=gs://bucket/x"));
  }

  private static List<String> run(String... args) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(
                    Stream.of(
                        JarRun.java(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path")),
                    Stream.of(args))
                .toList());
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
  }
}
