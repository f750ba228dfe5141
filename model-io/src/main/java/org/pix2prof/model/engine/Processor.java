// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Names this machine's processor. */
final class Processor {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  private Processor() {}

  /** Model and widest vector instructions, as Linux names them; otherwise the architecture. */
  static String name() {
    try {
      return Files.isReadable(CPUINFO)
          ? name(Files.readAllLines(CPUINFO))
          : System.getProperty("os.arch");
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }

  /** Model and vector instructions in the lines of cpuinfo. */
  static String name(List<String> cpuinfo) {
    String model = value(cpuinfo, "model name");
    String flags = " " + value(cpuinfo, "flags") + " ";
    String vectors =
        flags.contains(" avx512f ") ? "AVX-512" : flags.contains(" avx2 ") ? "AVX2" : "";
    String name = (model + " " + vectors).strip();
    return name.isEmpty() ? System.getProperty("os.arch") : name;
  }

  private static String value(List<String> cpuinfo, String key) {
    return cpuinfo.stream()
        .filter(line -> line.startsWith(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }
}
