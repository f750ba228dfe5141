// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests {@code caption} in a separate process that ends early. */
class InterruptedCaptionIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private static Path shared;
  private static Path model;

  @TempDir private Path directory;
  private Path out;
  private JarRun run;

  @BeforeAll
  static void prepare() throws IOException {
    model = TestModel.write(shared.resolve("model"));
    TestFits.write(shared.resolve("galaxy.fits"), TestFits.CALIBRATED);
    input(shared.resolve("old"), 2);
    Cli old = Cli.run(args(shared.resolve("old"), shared.resolve("out/profiles")));
    assertEquals(0, old.status(), old.err());
  }

  @BeforeEach
  void copyOldOutput() throws IOException {
    out = Files.createDirectory(directory.resolve("out")).resolve("profiles");
    try (DirectoryStream<Path> files = Files.newDirectoryStream(shared.resolve("out"))) {
      for (Path file : files) {
        Files.copy(file, out.resolveSibling(file.getFileName()));
      }
    }
  }

  @AfterEach
  void end() {
    if (run != null) {
      run.process().destroyForcibly();
    }
  }

  private static Path input(Path directory, int count) throws IOException {
    Files.createDirectories(directory);
    for (int i = 0; i < count; i++) {
      Files.createLink(directory.resolve("g" + i + ".fits"), shared.resolve("galaxy.fits"));
    }
    return directory;
  }

  private static String[] args(Path input, Path output) {
    return new String[] {
      "caption",
      "--input=" + input + "/*.fits",
      "--output=" + output,
      "--format=csv",
      "--structure",
      "--model=" + model
    };
  }

  private String[] args(Path input) {
    return args(input, out);
  }

  private void start(List<String> through, String... args) throws IOException {
    run = JarRun.startClasses(through, args);
  }

  /** Polls for an action of the process or its end, without pauses. */
  private void await(Callable<Boolean> done) throws Exception {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!done.call() && run.process().isAlive()) {
      assertTrue(System.nanoTime() < end, run.soFar().toString());
      LockSupport.parkNanos(20_000);
    }
  }

  /** Waits for the last lock, which is taken before any input is read. */
  private void awaitLock() throws Exception {
    await(() -> Files.exists(directory.resolve("out/.profiles_structure.lock")));
  }

  /** Returns every file of the output, including hidden ones, with its text. */
  private Map<String, String> output() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(out.getParent())) {
      for (Path file : files) {
        texts.put(
            file.getFileName().toString(),
            Files.isDirectory(file) ? "directory" : Files.readString(file));
      }
    }
    return texts;
  }

  @ParameterizedTest
  @CsvSource({"INT,130", "TERM,143"})
  void signalKeepsOldOutputAndLockBlocksOthers(String signal, int status) throws Exception {
    // If a shell starts these tests in the background, all their processes ignore SIGINT.
    List<String> heed = List.of("env", "--default-signal=INT");
    assumeTrue(works("env", "--default-signal=INT", "true"), "no env that resets signals");
    Map<String, String> old = output();
    Path many = input(directory.resolve("many"), 2000);
    start(heed, args(many));
    awaitLock();
    if (signal.equals("INT")) {
      Cli second = Cli.run(args(shared.resolve("old")));
      assertEquals(1, second.status(), second.err());
      assertEquals(
          "pix2prof caption: another run is writing to "
              + out
              + ": wait until it has ended, or give another prefix\n",
          second.err());
    }
    assertTrue(works("kill", "-" + signal, String.valueOf(run.process().pid())));
    Cli ended = run.await(LIMIT);
    assertEquals(status, ended.status(), ended.err());
    assertEquals(
        "pix2prof caption: interrupted, nothing was written: "
            + out
            + "-*.csv, "
            + out
            + "_structure-*.csv are unchanged\n",
        ended.err());
    assertEquals("", ended.out());
    assertEquals(old, output());
  }

  private static boolean works(String... command) throws Exception {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Phases of a run. */
  enum Moment {
    STAGING,
    REPLACING
  }

  @ParameterizedTest
  @EnumSource(Moment.class)
  void killedRunLeavesConsistentOrRefusedOutput(Moment moment) throws Exception {
    Map<String, String> old = output();
    Path fresh = input(directory.resolve("new"), 20);
    start(List.of(), args(fresh));
    await(
        switch (moment) {
          case STAGING -> () -> isStaging();
          case REPLACING -> () -> !Files.exists(directory.resolve("out/profiles.run"));
        });
    run.process().destroyForcibly().waitFor(); // SIGKILL.

    Map<String, String> left = output();
    if (left.containsKey("profiles.run")) {
      RunRecord record = RunRecord.read(out.toString()).orElseThrow();
      for (RunFile file : record.files()) {
        assertTrue(file.isStill(directory.resolve("out/" + file.name())), file + " of " + left);
      }
      if (moment != Moment.REPLACING) {
        left.keySet().removeIf(name -> name.startsWith("."));
        assertEquals(old, left);
      }
    } else {
      Cli report =
          Cli.run(
              "report",
              "--profiles=" + out,
              "--input=" + shared + "/old/*.fits",
              "--output=" + directory.resolve("page"));
      assertEquals(1, report.status(), left.keySet().toString());
      String refused = "the files of " + out + " may be of several runs";
      String incomplete = "no profiles at " + out;
      assertTrue(report.err().contains(refused) || report.err().contains(incomplete), report.err());
    }

    Cli next = Cli.run(args(shared.resolve("old")));
    assertEquals(0, next.status(), next.err());
    assertEquals(old.keySet(), output().keySet());
    assertEquals(2, RunRecord.read(out.toString()).orElseThrow().profiles());
  }

  private boolean isStaging() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(out.getParent(), ".profiles-*")) {
      for (Path file : files) {
        if (Files.isDirectory(file)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Simulates a full disk by a limit on the file size, because a real one needs root. */
  @Test
  void fullDiskKeepsOldOutputAndNamesFile() throws Exception {
    assumeTrue(works("sh", "-c", "ulimit -f 600"), "no shell that limits the size of files");
    Map<String, String> old = output();
    // Native libraries unpacked at the start stay below the limit; each row has this long path.
    String longName = ("x".repeat(200) + "/").repeat(5);
    Path many = input(directory.resolve(longName), 60);
    start(List.of("sh", "-c", "ulimit -f 600; exec \"$@\"", "sh"), args(many));
    Cli ended = run.await(LIMIT);
    assertEquals(1, ended.status(), ended.toString());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().contains("cannot write " + directory + "/out/"), ended.err());
    assertTrue(ended.err().contains("File too large"), ended.err());
    assertEquals(old, output());
  }

  @Test
  void missingInputKeepsOldOutputAndIsNamed() throws Exception {
    Map<String, String> old = output();
    Path many = input(directory.resolve("many"), 50);
    Path gone = input(directory.resolve("gone"), 1).resolve("g0.fits");
    String[] args = args(many);
    args[1] += "," + gone;
    start(List.of(), args);
    awaitLock();
    Files.delete(gone);
    Cli ended = run.await(LIMIT);
    assertEquals(1, ended.status(), ended.toString());
    assertEquals(1, ended.err().lines().count(), ended.err());
    assertTrue(ended.err().contains(gone.toString()), ended.err());
    assertEquals(old, output());
  }

  @Test
  void reportsDirectoryThatCannotBeCreated() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "no read-only /proc");
    String[] args = args(shared.resolve("old"));
    args[2] = "--output=/proc/self/pix2prof/profiles";
    Cli cli = Cli.run(args);
    assertFalse(cli.status() == 0);
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(cli.err().contains("/proc/self"), cli.err());
  }
}
