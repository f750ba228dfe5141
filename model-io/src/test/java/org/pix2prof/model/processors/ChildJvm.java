// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.processors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a main class in a separate JVM, because instruction set, threads and memory of the engine
 * belong to a process.
 *
 * @param environment additional environment variables
 * @param properties system properties
 */
public record ChildJvm(Map<String, String> environment, Map<String, String> properties) {
  private static final Path SOURCE = Path.of("src/test/c/fill_with_nan.c");

  /** A JVM with the variables of this process. */
  public ChildJvm() {
    this(Map.of(), Map.of());
  }

  /** Returns the same with another environment variable. */
  public ChildJvm withVariable(String name, String value) {
    return new ChildJvm(with(environment, name, value), properties);
  }

  /** Returns the same with another system property. */
  public ChildJvm withProperty(String name, String value) {
    return new ChildJvm(environment, with(properties, name, value));
  }

  /**
   * Returns the same with NaN in all newly allocated memory. Without a C compiler the test is
   * skipped, or fails if {@code CI=true}.
   *
   * @param directory for the library
   * @param module the directory of model-io
   */
  public ChildJvm withNanInNewMemory(Path directory, Path module)
      throws IOException, InterruptedException {
    Path library = directory.resolve("fill_with_nan.so");
    if (!Files.exists(library)) {
      boolean compiled = compile(module.resolve(SOURCE), library);
      assertTrue(compiled || !"true".equals(System.getenv("CI")), "no C compiler: install gcc");
      assumeTrue(compiled, "no C compiler");
    }
    return withVariable("LD_PRELOAD", library.toAbsolutePath().toString());
  }

  private static boolean compile(Path source, Path library)
      throws IOException, InterruptedException {
    try {
      Process compiler =
          new ProcessBuilder(
                  "cc", "-O1", "-shared", "-fPIC", "-o", library + "", source + "", "-ldl")
              .inheritIO()
              .start();
      assertEquals(0, compiler.waitFor(), "cc " + source);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Runs a main class until it ends.
   *
   * @param output file for its standard output
   * @param main the class, on the class path of this JVM
   * @param args of main
   * @return its standard error
   */
  public String run(Path output, Class<?> main, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(args));
    Path errors = Files.createTempFile("errors", ".txt");
    ProcessBuilder builder = new ProcessBuilder(command);
    // The agent that a build sets is not needed here.
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    builder.environment().putAll(environment);
    Process process =
        builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(errors);
    Files.delete(errors);
    assertTrue(ended, "still running after two minutes: " + printed);
    assertEquals(0, process.exitValue(), printed);
    return printed;
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(name, value);
    return more;
  }
}
