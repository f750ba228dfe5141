// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A run of a bundled jar in a separate JVM. */
record JarRun(Process process, Path out, Path err) {
  /** JVM arguments for a short run, in which the second compiler and threads do not pay off. */
  static final List<String> SHORT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  /**
   * Starts {@code java -jar} with the native libraries unpacked by other tests.
   *
   * @param jar to run
   * @param args of the command line
   */
  static JarRun start(Path jar, String... args) throws IOException {
    return start(javaJar(List.of(), List.of(), jar, args));
  }

  /**
   * Starts {@code java -jar} through another command.
   *
   * @param through a command that runs another, such as {@code unshare}
   * @param jvmArgs further arguments of the JVM
   * @param jar to run
   * @param djlCache directory in which DJL unpacks its native libraries
   * @param args of the command line
   */
  static JarRun start(
      List<String> through, List<String> jvmArgs, Path jar, Path djlCache, String... args)
      throws IOException {
    ProcessBuilder builder = javaJar(through, jvmArgs, jar, args);
    builder.environment().put("DJL_CACHE_DIR", djlCache.toString());
    return start(builder);
  }

  private static ProcessBuilder javaJar(
      List<String> through, List<String> jvmArgs, Path jar, String... args) {
    List<String> command = new ArrayList<>(through);
    command.addAll(List.of(java(), "-Xmx1g"));
    command.addAll(SHORT);
    command.addAll(jvmArgs);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command);
  }

  /**
   * Starts the command line with the classes of this test and its unpacked native libraries.
   *
   * @param through a command that runs another, such as {@code env}
   * @param args of the command line
   */
  static JarRun startClasses(List<String> through, String... args) throws IOException {
    List<String> command = new ArrayList<>(through);
    command.addAll(List.of(java(), "-Xmx1g", "-XX:-UsePerfData"));
    command.addAll(SHORT);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Pix2Prof.class.getName()));
    command.addAll(List.of(args));
    return start(new ProcessBuilder(command));
  }

  private static JarRun start(ProcessBuilder builder) throws IOException {
    Path out = Files.createTempFile("jar-run", ".out");
    Path err = Files.createTempFile("jar-run", ".err");
    out.toFile().deleteOnExit();
    err.toFile().deleteOnExit();
    // Java reports these on standard error.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    return new JarRun(
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
  }

  /** Returns the Java executable of this test. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Waits for the end of the process. */
  Cli await(Duration longest) throws IOException, InterruptedException {
    if (!process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
      fail("not done within " + longest.toSeconds() + " s: " + soFar());
    }
    return soFar();
  }

  /** Returns the output so far; the status is -1 during the run. */
  Cli soFar() throws IOException {
    return new Cli(
        process.isAlive() ? -1 : process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
