// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** External programs. */
public final class OtherPrograms {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private static final String HAS_PACKAGES =
      "import importlib.util as u, sys; sys.exit(not all(u.find_spec(m) for m in '%s'.split()))";

  /** Returns a Python that has these packages; skips the test if there is none, fails it on CI. */
  public static String python(String... packages) throws Exception {
    String script = HAS_PACKAGES.replace("%s", String.join(" ", packages));
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if (works(python, "-c", script)) {
        return python;
      }
    }
    return missing("a python3 with " + String.join(" and ", packages));
  }

  /** Skips the test if STILTS is not installed; fails it on CI. */
  static void needStilts() throws Exception {
    if (!works("sh", "-c", "command -v stilts")) {
      missing("stilts");
    }
  }

  private static String missing(String program) {
    if ("true".equals(System.getenv("CI"))) {
      fail(program + " is not installed");
    }
    return abort(program + " is not installed");
  }

  private static boolean works(String... command) throws Exception {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start();
      waitFor(process, LIMIT, command);
      return process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Runs a program in a directory and returns its output; fails with its error output. */
  public static String run(Path directory, String... command) throws Exception {
    return run(directory, LIMIT, command);
  }

  /** Runs a program with a time limit. */
  public static String run(Path directory, Duration limit, String... command) throws Exception {
    Path out = Files.createTempFile(directory, "stdout", ".txt");
    Path err = Files.createTempFile(directory, "stderr", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    waitFor(process, limit, command);
    assertEquals(0, process.exitValue(), () -> read(err));
    return Files.readString(out);
  }

  private static void waitFor(Process process, Duration limit, String... command)
      throws InterruptedException {
    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      fail("still running after " + limit.toSeconds() + " s: " + String.join(" ", command));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }

  private OtherPrograms() {}
}
