// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the launcher {@code pix2prof} with fake Maven and Java commands. */
class LauncherTest {
  private static final List<String> MODULES =
      List.of("model-io", "transforms", "pipelines", "training");

  @TempDir private static Path manyFiles;
  @TempDir Path directory;

  private Path clone;

  record Outcome(int status, String out, String err) {}

  @BeforeAll
  static void makeManyFiles() throws IOException {
    for (int i = 0; i < 3001; i++) {
      Files.createFile(manyFiles.resolve(i + ".fits"));
    }
  }

  @BeforeEach
  void makeClone() throws IOException {
    clone = Files.createDirectory(directory.resolve("a clone"));
    Files.copy(Path.of("../pix2prof"), clone.resolve("pix2prof"));
    Files.writeString(clone.resolve("pom.xml"), "");
    for (String module : MODULES) {
      Files.createDirectories(clone.resolve(module).resolve("src/main"));
      Files.writeString(clone.resolve(module).resolve("src/main/A.java"), "");
      Files.writeString(clone.resolve(module).resolve("pom.xml"), "");
    }
    Path sample = clone.resolve("examples/data/a.fits.gz");
    Files.createDirectories(sample.getParent());
    Files.writeString(sample, "");

    Path jdk = directory.resolve("jdk");
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    // Creates the requested class archive, or prints its directory and arguments.
    script(
        jdk.resolve("bin/java"),
        "for arg in \"$@\"; do case $arg in -XX:ArchiveClassesAtExit=*)",
        "  echo classes > \"${arg#*=}\"; exit;; esac; done",
        "echo \"in $PWD:\"",
        "printf '%s\\n' \"$@\"");
    maven(
        "Downloading from central: https://repo/a.pom",
        "Downloaded from central: https://repo/a.pom (1 kB at 1 kB/s)",
        "[INFO] --- maven-compiler-plugin:3.13.0:compile (default-compile) @ pix2prof-model-io ---",
        "Downloaded from central: https://repo/b.jar (1 kB at 1 kB/s)",
        "[INFO] --- compiler:3.13.0:compile (default-compile) @ pix2prof-transforms ---",
        "[INFO] --- compiler:3.13.0:testCompile (default-testCompile) @ pix2prof-transforms ---",
        "[INFO] --- compiler:3.13.0:compile (default-compile) @ pix2prof-pipelines ---",
        "[INFO] --- compiler:3.13.0:compile (default-compile) @ pix2prof-training ---");
  }

  @Test
  void showsBuildProgressOnFirstUseOnly() throws Exception {
    assertEquals(
        """
        pix2prof: building from the sources, which takes some minutes at first
        pix2prof: resolving dependencies
        pix2prof: compiling: module 1 of 4 (model-io)
        pix2prof: resolving dependencies
        pix2prof: compiling: module 2 of 4 (transforms)
        pix2prof: compiling: module 3 of 4 (pipelines)
        pix2prof: compiling: module 4 of 4 (training)
        pix2prof: making the archive of classes
        """,
        launch(Map.of(), "help").err());
    Outcome second = launch(Map.of(), "help");
    assertEquals("", second.err());
    assertTrue(second.out().endsWith("org.pix2prof.pipelines.Pix2Prof\nhelp\n"), second.out());
  }

  @Test
  void buildsInCloneAndRunsInDirectoryOfUser() throws Exception {
    Outcome outcome = launch(Map.of(), "caption", "--input=*.fits");
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(
        Files.readString(directory.resolve("builds")).startsWith(clone + " -B -pl training -am "));
    String out = outcome.out();
    assertTrue(out.startsWith("in " + directory.toRealPath() + ":\n"), out);
    assertTrue(out.contains(clone + "/pipelines/target/pix2prof-pipelines.jar:"), out);
    assertTrue(out.contains(":" + clone + "/a.jar\n"), out);
    assertTrue(out.endsWith("\norg.pix2prof.pipelines.Pix2Prof\ncaption\n--input=*.fits\n"), out);
  }

  @Test
  void rebuildsOnlyAfterSourceChange() throws Exception {
    launch(Map.of(), "help");
    backdateFiles();
    assertEquals("", launch(Map.of(), "help").err());
    assertEquals(1, builds());
    for (String changed : List.of("model-io/src/main/A.java", "pipelines/pom.xml", "pom.xml")) {
      backdateFiles();
      long before = builds();
      Files.writeString(clone.resolve(changed), "changed");
      launch(Map.of(), "help");
      assertEquals(before + 1, builds(), changed);
    }
    backdateFiles();
    Files.delete(clone.resolve("training/src/main/A.java"));
    launch(Map.of(), "help");
    assertEquals(5, builds(), "a deleted source");
    Files.delete(clone.resolve("transforms/target/pix2prof-transforms.jar"));
    launch(Map.of(), "help");
    assertEquals(6, builds(), "a deleted jar");
  }

  private long builds() throws IOException {
    Path builds = directory.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  /** Dates all files back by an hour. */
  private void backdateFiles() throws IOException {
    FileTime hourAgo = FileTime.from(Instant.now().minusSeconds(3600));
    try (Stream<Path> files = Files.walk(clone)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, hourAgo);
      }
    }
  }

  @Test
  void failedBuildShowsErrorsAndLogFile() throws Exception {
    maven("[INFO] Scanning for projects...", "[ERROR] A.java: ';' expected", "[INFO] ---");
    Files.writeString(directory.resolve("bin/mvn"), "exit 1\n", StandardOpenOption.APPEND);
    Outcome outcome = launch(Map.of(), "help");
    assertEquals(1, outcome.status());
    assertTrue(
        outcome.err().contains("\n[ERROR] A.java: ';' expected\npix2prof: the build failed"),
        outcome.err());
    assertTrue(outcome.err().contains("training/target/launcher-build.log"), outcome.err());
    assertFalse(outcome.err().contains("[INFO]"), outcome.err());
    assertEquals("", outcome.out());
    launch(Map.of(), "help");
    assertEquals(2, builds(), "the failed build was not retried");
  }

  @Test
  void reportsMissingMaven() throws Exception {
    Files.delete(directory.resolve("bin/mvn"));
    Outcome outcome = launch(Map.of("PATH", programsWithoutMaven()), "help");
    assertEquals(1, outcome.status());
    assertEquals(
        "pix2prof: no Maven found: install Maven 3.8 or newer (mvn on the PATH)\n", outcome.err());
  }

  @Test
  void rejectsOldJava() throws Exception {
    Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"11.0.2\"\n");
    Outcome outcome = launch(Map.of(), "help");
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().contains("JDK 17 or newer is needed"), outcome.err());
    assertTrue(outcome.err().contains("is version 11\n"), outcome.err());
  }

  @Test
  void rejectsOldJavaWithoutReleaseFile() throws Exception {
    Files.delete(directory.resolve("jdk/release"));
    script(directory.resolve("jdk/bin/java"), "echo 'openjdk version \"11.0.2\"' >&2");
    Outcome outcome = launch(Map.of(), "help");
    assertEquals(1, outcome.status());
    assertTrue(outcome.err().endsWith("is version 11\n"), outcome.err());
    assertEquals(0, builds());
  }

  @Test
  void rejectsLowLimitOfOpenFiles() throws Exception {
    Path limited = directory.resolve("limited");
    script(limited, "ulimit -n 300", "exec '" + clone + "/pix2prof' help");
    Outcome outcome = launch(Map.of(), limited);
    assertEquals(1, outcome.status());
    assertEquals(
        "pix2prof: the limit of open files is 300; at least 512 are needed, set by:"
            + " ulimit -n 512\n",
        outcome.err());
  }

  @Test
  void runsThroughSymbolicLinks() throws Exception {
    Path first = Files.createSymbolicLink(directory.resolve("p2p"), Path.of("a clone/pix2prof"));
    Path second = Files.createSymbolicLink(clone.resolve("p2p"), first);
    Outcome outcome = launch(Map.of(), second, "help");
    assertEquals(0, outcome.status(), outcome.err());
    assertTrue(outcome.out().endsWith("\nhelp\n"), outcome.out());
  }

  @Test
  void returnsExitStatusOfCommand() throws Exception {
    script(directory.resolve("jdk/bin/java"), "exit 2");
    assertEquals(2, launch(Map.of(), "nonsense").status());
  }

  @Test
  void classArchiveDependsOnJavaAndJars() throws Exception {
    launch(Map.of(), "help");
    String first = archive(launch(Map.of(), "help"));
    assertTrue(first.contains("/training/target/classes-"), first);
    assertEquals("", archive(launch(Map.of("PIX2PROF_CLASS_ARCHIVE", "off"), "help")));

    Files.writeString(directory.resolve("jdk/release"), "JAVA_VERSION=\"21.0.2\"\n");
    assertEquals("", archive(launch(Map.of(), "help")));
    String second = archive(launch(Map.of(), "help"));
    assertTrue(second.contains("/training/target/classes-"), second);
    assertFalse(second.equals(first), first);
  }

  /** The JVM crashes on a truncated archive. */
  @Test
  void recreatesTruncatedClassArchive() throws Exception {
    launch(Map.of(), "help");
    String whole = archive(launch(Map.of(), "help"));
    Path file = Path.of(whole.substring(whole.indexOf('=') + 1));
    Files.writeString(file, "cla");
    assertEquals("", archive(launch(Map.of(), "help")));
    assertEquals(whole, archive(launch(Map.of(), "help")));
    assertEquals("classes\n", Files.readString(file));
  }

  @Test
  void runsWithoutClassArchiveIfCreationFails() throws Exception {
    launch(Map.of("PIX2PROF_CLASS_ARCHIVE", "off"), "help");
    script(
        directory.resolve("jdk/bin/java"),
        "case $* in *ArchiveClassesAtExit*)",
        "  echo x >> '" + directory.resolve("tries") + "'; echo trouble >&2; exit 1;; esac",
        "printf '%s\\n' \"$@\"");
    for (int i = 0; i < 2; i++) {
      Outcome outcome = launch(Map.of(), "help");
      assertEquals("0", outcome.status() + outcome.err());
      assertEquals("", archive(outcome));
      assertEquals("x\n", Files.readString(directory.resolve("tries")), "after run " + i);
    }
  }

  /** The C1 compiler alone suffices for short runs and would slow down long ones. */
  @ParameterizedTest
  @CsvSource({
    "true, help",
    "true, caption --help",
    "true, train --help",
    "true, caption --input=few/*.fits --output=p",
    "true, 'caption --input=few/1.fits,few/2.fits --output=p'",
    "false, caption --input=many/*.fits --output=p",
    "false, 'caption --input=few/*.fits,many/*.fits --output=p'",
    "false, caption --input=large.fits --output=p",
    "false, caption --input=none/*.fits --output=p",
    "false, caption --input=gs://bucket/*.fits --output=p",
    "false, caption --input=few/*.fits --output=p --watch=10s",
    "false, caption --catalog=c.csv --frames=few/*.fits --output=p",
    "false, caption --input=few/*.fits --output=p --runner=flink",
    "false, simulate --count=3",
  })
  void shortRunsUseC1CompilerOnly(boolean isShort, String commandLine) throws Exception {
    Files.createDirectories(directory.resolve("few"));
    Files.writeString(directory.resolve("few/1.fits"), "");
    Files.writeString(directory.resolve("few/2.fits"), "");
    Files.write(directory.resolve("large.fits"), new byte[5 << 20]);
    Outcome outcome = launch(Map.of(), commandLine.replace("many/", manyFiles + "/").split(" "));
    assertEquals(0, outcome.status(), outcome.err());
    assertEquals(isShort, outcome.out().contains("-XX:TieredStopAtLevel=1"), outcome.out());
    assertTrue(outcome.out().contains("-XX:+UseParallelGC"), outcome.out());
  }

  /** JAVA_OPTS come last, so users can override the defaults. */
  @Test
  void javaOptsComeLast() throws Exception {
    String out = launch(Map.of("JAVA_OPTS", "-Xmx3g -XX:+UseG1GC"), "help").out();
    assertTrue(out.contains("-Xmx3g\n-XX:+UseG1GC\n-cp\n"), out);
  }

  private static String archive(Outcome outcome) {
    return outcome
        .out()
        .lines()
        .filter(line -> line.startsWith("-XX:SharedArchiveFile="))
        .findFirst()
        .orElse("");
  }

  private Outcome launch(Map<String, String> environment, String... args) throws Exception {
    return launch(environment, clone.resolve("pix2prof"), args);
  }

  /** Runs a launcher and waits for the processes that it leaves in the background. */
  private Outcome launch(Map<String, String> environment, Path launcher, String... args)
      throws Exception {
    // All processes inherit descriptor 3, so its pipe ends with the last of them.
    String shell = "exec 3>&1 > stdout 2> stderr; exec \"$0\" \"$@\"";
    List<String> command =
        new ArrayList<>(List.of(bash().toString(), "-c", shell, launcher.toString()));
    command.addAll(List.of(args));
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> all = builder.environment();
    all.keySet().removeAll(List.of("JAVA_OPTS", "PIX2PROF_CLASS_ARCHIVE"));
    all.put("JAVA_HOME", directory.resolve("jdk").toString());
    all.put("PATH", directory.resolve("bin") + ":" + System.getenv("PATH"));
    all.putAll(environment);
    Process process = builder.start();
    process.getInputStream().readAllBytes();
    return new Outcome(
        process.waitFor(),
        Files.readString(directory.resolve("stdout"), UTF_8),
        Files.readString(directory.resolve("stderr"), UTF_8));
  }

  /** Creates a fake Maven that prints these lines and the build outputs that the launcher needs. */
  private void maven(String... lines) throws IOException {
    List<String> commands = new ArrayList<>();
    commands.add("echo \"$PWD $*\" >> '" + directory.resolve("builds") + "'");
    for (String line : lines) {
      commands.add("echo \"" + line + "\"");
    }
    for (String module : MODULES) {
      commands.add("mkdir -p " + module + "/target");
      commands.add("echo jar > " + module + "/target/pix2prof-" + module + ".jar");
    }
    commands.add("echo jar > a.jar; printf \"$PWD/a.jar\" > training/target/classpath.txt");
    script(directory.resolve("bin/mvn"), commands.toArray(String[]::new));
  }

  private static void script(Path file, String... commands) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!" + bash() + "\n" + String.join("\n", commands) + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Creates a directory with the programs that the launcher needs before it builds. */
  private String programsWithoutMaven() throws IOException {
    Path bin = Files.createDirectory(directory.resolve("programs"));
    for (String program : List.of("bash", "cat", "dirname", "readlink", "sed", "mkdir", "wc")) {
      script(bin.resolve(program), "exec " + which(program) + " \"$@\"");
    }
    return bin.toString();
  }

  private static Path bash() {
    return which("bash");
  }

  private static Path which(String program) {
    for (String directory : System.getenv("PATH").split(":")) {
      if (Files.isExecutable(Path.of(directory, program))) {
        return Path.of(directory, program);
      }
    }
    throw new AssertionError(program + " is not on the PATH");
  }
}
