// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the unpacked archive. Each test removes more of it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReleasedArchiveIT {
  private static final String ARCHIVED = "source: shared objects file (top)";

  @TempDir static Path directory;

  private static Unpacked unpacked;

  @TempDir Path work;

  @BeforeAll
  static void unpack() throws Exception {
    unpacked = Unpacked.into(directory);
  }

  @BeforeEach
  void forgetTheCache() throws Exception {
    Unpacked.run(directory, Map.of(), "rm", "-rf", unpacked.home().resolve(".cache").toString());
  }

  @Test
  @Order(1)
  void captionsWithoutMavenNetworkOrFilesInHome() throws Exception {
    Path log = work.resolve("classes");
    unpacked.captions(work.resolve("run"), "-Xlog:class+load:file=" + log);

    assertTrue(archivedClasses(log) > 5000, "the archive of classes that came along is not used");
    try (Stream<Path> left = Files.list(unpacked.home())) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  @Order(2)
  void hasAllCommandsAndTheLicences() throws Exception {
    Path run = work.resolve("run");
    String help = Unpacked.await(unpacked.start(run, "", "help"), run).out();
    for (String command :
        List.of("caption", "evaluate", "import-checkpoint", "report", "simulate", "train")) {
      assertTrue(help.contains("  " + command + " "), help);
    }
    for (String file : List.of("LICENSE", "NOTICE", "README.md")) {
      assertTrue(Files.size(unpacked.root().resolve(file)) > 0, file);
    }
  }

  @Test
  @Order(3)
  void ignoresATruncatedClassArchive() throws Exception {
    Path classes = Unpacked.classArchives(unpacked.root().resolve("lib")).get(0);
    try (FileChannel channel = FileChannel.open(classes, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }
    unpacked.captions(work.resolve("run"), "");
    awaitTheArchive();
  }

  @Test
  @Order(4)
  void eachJavaVersionGetsOneClassArchive() throws Exception {
    forgetTheArchive();
    Path one = work.resolve("one");
    Path two = work.resolve("two");
    Process first = unpacked.startCaption(one, "");
    Process second = unpacked.startCaption(two, "");
    Unpacked.assertCaptioned(Unpacked.await(first, one), one);
    Unpacked.assertCaptioned(Unpacked.await(second, two), two);

    awaitTheArchive();
    assertEquals(1, Unpacked.classArchives(unpacked.cache()).size());
    assertEquals(
        "rwx------",
        PosixFilePermissions.toString(Files.getPosixFilePermissions(unpacked.cache())));
    Path log = work.resolve("classes");
    unpacked.captions(work.resolve("three"), "-Xlog:class+load:file=" + log);
    assertTrue(archivedClasses(log) > 5000, "the archive of classes in the cache is not used");
  }

  @Test
  @Order(5)
  void goesOnWithoutWhereNoCacheCanBeWritten() throws Exception {
    forgetTheArchive();
    Path cache = unpacked.home().resolve(".cache");
    Files.writeString(cache, "not a directory");
    unpacked.captions(work.resolve("run"), "");
    assertTrue(Files.isRegularFile(cache));
  }

  /** Runs the commands of the Dockerfile in other directories. */
  @Test
  @Order(6)
  void stepsOfTheDockerfileWork() throws Exception {
    forgetTheArchive();
    String opt = Files.createDirectory(work.resolve("opt")).toString();
    String bin = Files.createDirectory(work.resolve("bin")).toString();
    List<String> steps = Files.readAllLines(Path.of("Dockerfile"));
    assertEquals(
        List.of("ADD target/pix2prof-*.tar.gz /opt/"),
        steps.stream().filter(step -> step.matches("(ADD|COPY) .*")).toList());
    Files.createSymbolicLink(
        Path.of(opt, unpacked.root().getFileName().toString()), unpacked.root());
    for (String step : steps) {
      if (step.startsWith("RUN ")) {
        String command =
            step.substring("RUN ".length()).replace("/opt", opt).replace("/usr/local/bin", bin);
        Unpacked.run(work, Map.of("HOME", unpacked.home().toString()), "sh", "-ec", command);
      }
    }
    String entry = steps.get(steps.size() - 1);
    assertEquals("ENTRYPOINT [\"pix2prof\"]", entry);
    assertTrue(
        Unpacked.run(work, Map.of(), Path.of(bin, "pix2prof").toString(), "help")
            .contains("usage: pix2prof COMMAND"));
    assertFalse(Unpacked.classArchives(unpacked.root().resolve("lib")).isEmpty());
  }

  private static void forgetTheArchive() throws IOException {
    for (Path archive : Unpacked.classArchives(unpacked.root().resolve("lib"))) {
      Files.delete(archive);
    }
  }

  /** Waits for the process that makes a class archive beside a run. */
  private static void awaitTheArchive() throws Exception {
    Instant end = Instant.now().plus(Duration.ofMinutes(4));
    while (Unpacked.classArchives(unpacked.cache()).isEmpty() || isLocked()) {
      assertTrue(Instant.now().isBefore(end), "no archive of classes after four minutes");
      Thread.sleep(200);
    }
  }

  private static boolean isLocked() throws IOException {
    try (Stream<Path> files = Files.list(unpacked.cache())) {
      return files.anyMatch(file -> file.toString().endsWith(".lock"));
    }
  }

  private static long archivedClasses(Path log) throws IOException {
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains(ARCHIVED)).count();
    }
  }
}
