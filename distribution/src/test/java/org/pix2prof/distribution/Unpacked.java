// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.distribution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The released archive, unpacked in a directory of its own, and a user who has nothing else: an
 * empty home, no network where the kernel lets us take it away, and of the system's programs those
 * that the launcher says it needs.
 */
record Unpacked(Path root) {
  private static final List<String> PROGRAMS =
      List.of(
          "bash",
          "cat",
          "chmod",
          "cksum",
          "dirname",
          "env",
          "find",
          "head",
          "mkdir",
          "mktemp",
          "mv",
          "readlink",
          "renice",
          "rm",
          "rmdir",
          "sed",
          "stat");

  /** Output of a process and its exit status. */
  record Outcome(int status, String out, String err) {}

  static Unpacked into(Path directory) throws IOException, InterruptedException {
    List<Path> archives;
    try (Stream<Path> files = Files.list(Path.of("target"))) {
      archives = files.filter(file -> file.toString().endsWith(".tar.gz")).toList();
    }
    assertEquals(1, archives.size(), archives.toString());
    run(directory, Map.of(), "tar", "-xzf", archives.get(0).toAbsolutePath().toString());
    try (Stream<Path> roots = Files.list(directory)) {
      Path root = roots.findFirst().orElseThrow();
      Path bin = Files.createDirectory(directory.resolve("bin"));
      for (String program : PROGRAMS) {
        link(bin.resolve(program), which(program));
      }
      Files.createDirectory(directory.resolve("home"));
      return new Unpacked(root);
    }
  }

  Path home() {
    return root.resolveSibling("home");
  }

  Path cache() {
    return home().resolve(".cache/pix2prof");
  }

  /** The archives of classes in a directory, without those that are being made. */
  static List<Path> classArchives(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }

  /** Starts {@code pix2prof} in a directory; it prints into files beside it. */
  Process start(Path directory, String javaOpts, String... args) throws IOException {
    Files.createDirectories(directory);
    List<String> command = new ArrayList<>();
    if (canUnshare()) {
      command.addAll(List.of(which("unshare").toString(), "-rn"));
    }
    command.add(root.resolve("pix2prof").toString());
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> environment = builder.environment();
    environment.clear();
    environment.put("PATH", root.resolveSibling("bin").toString());
    environment.put("HOME", home().toString());
    environment.put("JAVA_HOME", System.getProperty("java.home"));
    environment.put(
        "JAVA_OPTS",
        "-Dhttp.proxyHost=127.0.0.1 -Dhttp.proxyPort=9 -Dhttps.proxyHost=127.0.0.1"
            + " -Dhttps.proxyPort=9 "
            + javaOpts);
    return builder
        .redirectOutput(directory.resolve("stdout").toFile())
        .redirectError(directory.resolve("stderr").toFile())
        .start();
  }

  static Outcome await(Process process, Path directory) throws IOException, InterruptedException {
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "not done within 2 minutes");
    return new Outcome(
        process.exitValue(),
        Files.readString(directory.resolve("stdout")),
        Files.readString(directory.resolve("stderr")));
  }

  /** Captions one of the samples that come along; fails if that is not all that happens. */
  void captions(Path directory, String javaOpts) throws IOException, InterruptedException {
    assertCaptioned(await(startCaption(directory, javaOpts), directory), directory);
  }

  Process startCaption(Path directory, String javaOpts) throws IOException {
    return start(
        directory,
        javaOpts,
        "caption",
        "--input=" + root.resolve("examples/data/sim-2010-000000.fits.gz"),
        "--output=profiles",
        "--format=csv");
  }

  static void assertCaptioned(Outcome outcome, Path directory) throws IOException {
    assertEquals(0, outcome.status(), outcome.toString());
    assertEquals("", outcome.err());
    assertTrue(outcome.out().startsWith("1 profile from 1 image"), outcome.out());
    try (Stream<Path> files = Files.list(directory)) {
      assertTrue(
          files.anyMatch(file -> file.getFileName().toString().matches("profiles.*\\.csv")),
          "no CSV file");
    }
  }

  /** Runs a program to its end; fails if it fails. */
  static String run(Path directory, Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said;
  }

  private static boolean canUnshare() throws IOException {
    try {
      return new ProcessBuilder("unshare", "-rn", "true").start().waitFor() == 0;
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  /** A program under another name; JUnit warns of symbolic links. */
  private static void link(Path file, Path program) throws IOException {
    Files.writeString(file, "#!" + which("bash") + "\nexec " + program + " \"$@\"\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Path which(String program) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow(() -> new AssertionError(program + " is not on the PATH"));
  }
}
