// SPDX-License-Identifier: Apache-2.0
package org.pix2prof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests the launcher in a project of empty files, with fake java and mvn commands. */
class LauncherTest {
  private static final List<String> MODULES =
      List.of("training", "pipelines", "transforms", "model-io");

  @TempDir private Path directory;
  private Path project;
  private Path tools;

  private record Run(int status, String out, String err) {}

  @BeforeEach
  void makeProject() throws IOException {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "there is no bash");
    project = Files.createDirectory(directory.resolve("a project"));
    tools = Files.createDirectory(directory.resolve("tools"));
    Files.copy(Path.of("../pix2prof"), project.resolve("pix2prof"));
    Files.createFile(project.resolve("pom.xml"));
    for (String module : MODULES) {
      Files.createDirectories(project.resolve(module + "/src/main"));
      Files.createFile(project.resolve(module + "/pom.xml"));
      Files.createFile(project.resolve(module + "/src/main/A.java"));
    }
    tool(
        "java",
        "[ \"$1\" = -version ] && { echo 'openjdk version \"17.0.1\"' >&2; exit; }",
        "echo \"in $PWD:\"; printf '%s\\n' \"$@\"");
    tool(
        "mvn",
        "echo \"$PWD $*\" >> " + directory + "/builds",
        "for m in " + String.join(" ", MODULES) + "; do mkdir -p $m/target;",
        "touch $m/target/pix2prof-$m.jar; done; echo libs.jar > training/target/classpath.txt");
  }

  private void tool(String name, String... lines) throws IOException {
    Path file = tools.resolve(name);
    Files.writeString(file, "#!/bin/bash\n" + String.join("\n", lines) + "\n");
    assertTrue(file.toFile().setExecutable(true));
  }

  private Run run(Path launcher, String... args) throws Exception {
    Path out = directory.resolve("out");
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(
            Stream.concat(Stream.of("/bin/bash", launcher.toString()), Stream.of(args)).toList());
    builder.directory(directory.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.put("PATH", tools + ":/usr/bin:/bin");
    environment.remove("JAVA_HOME");
    environment.remove("JAVA_OPTS");
    return new Run(builder.start().waitFor(), Files.readString(out), Files.readString(err));
  }

  private Run run(String... args) throws Exception {
    return run(project.resolve("pix2prof"), args);
  }

  private long builds() throws IOException {
    Path builds = directory.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds).size() : 0;
  }

  /** Dates all files back by an hour. */
  private void backdateFiles() throws IOException {
    FileTime hourAgo = FileTime.from(Instant.now().minusSeconds(3600));
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.toList()) {
        Files.setLastModifiedTime(file, hourAgo);
      }
    }
  }

  @Test
  void buildsOnFirstUseWithMessage() throws Exception {
    Run run = run("caption", "--input=*.fits");
    assertEquals(0, run.status, run.err);
    assertEquals(
        """
        pix2prof: building from the sources, which takes some minutes at first
        pix2prof: resolving dependencies
        """,
        run.err);
    assertTrue(
        Files.readString(directory.resolve("builds"))
            .startsWith(project + " -B -pl training -am "));
    assertTrue(run.out.startsWith("in " + directory.toRealPath() + ":\n"), "the user's directory");
    assertTrue(
        run.out.endsWith("\norg.pix2prof.pipelines.Pix2Prof\ncaption\n--input=*.fits\n"), run.out);
    assertTrue(run.out.contains(project + "/pipelines/target/pix2prof-pipelines.jar:"), run.out);
    assertTrue(run.out.contains(":libs.jar\n"), run.out);
  }

  @Test
  void rebuildsOnlyAfterSourceChange() throws Exception {
    run("help");
    backdateFiles();
    Run second = run("help");
    assertEquals("", second.err);
    assertEquals(1, builds());
    for (String changed : List.of("model-io/src/main/A.java", "pipelines/pom.xml", "pom.xml")) {
      backdateFiles();
      long before = builds();
      Files.writeString(project.resolve(changed), "changed");
      run("help");
      assertEquals(before + 1, builds(), changed);
    }
    backdateFiles();
    Files.delete(project.resolve("training/src/main/A.java"));
    run("help");
    assertEquals(5, builds(), "a deleted source");
    Files.delete(project.resolve("transforms/target/pix2prof-transforms.jar"));
    run("help");
    assertEquals(6, builds(), "a deleted jar");
  }

  @Test
  void reportsAndRetriesFailedBuild() throws Exception {
    tool("mvn", "echo 'A.java:1: no such symbol'; echo x >> " + directory + "/builds; exit 1");
    Run run = run("help");
    assertEquals(1, run.status);
    assertTrue(run.err.contains("A.java:1: no such symbol\n"), run.err);
    assertTrue(
        run.err.endsWith(
            "pix2prof: the build failed, as shown above; all that Maven said is in "
                + project
                + "/training/target/launcher-build.log\n"),
        run.err);
    assertEquals("", run.out);
    run("help");
    assertEquals(2, builds());
  }

  @Test
  void runsThroughSymbolicLink() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("p2p"), Path.of("a project/pix2prof"));
    Path second = Files.createSymbolicLink(tools.resolve("p2p"), link);
    Run run = run(second, "help");
    assertEquals(0, run.status, run.err);
    assertTrue(run.out.endsWith("\nhelp\n"), run.out);
  }

  @Test
  void rejectsALowLimitOfOpenFiles() throws Exception {
    tool("limited", "ulimit -n 300", "exec bash '" + project + "/pix2prof' help");
    Run run = run(tools.resolve("limited"));
    assertEquals(1, run.status);
    assertEquals(
        "pix2prof: the limit of open files is 300; at least 512 are needed, set by:"
            + " ulimit -n 512\n",
        run.err);
  }

  @Test
  void rejectsOldJava() throws Exception {
    tool("java", "echo 'openjdk version \"11.0.2\"' >&2");
    Run run = run("help");
    assertEquals(1, run.status);
    assertEquals("pix2prof: JDK 17 or newer is needed; 'java' is version 11\n", run.err);
    assertFalse(Files.exists(directory.resolve("builds")));
  }

  @Test
  void returnsExitStatusOfCommand() throws Exception {
    tool("java", "[ \"$1\" = -version ] && { echo 'openjdk version \"21\"' >&2; exit; }", "exit 2");
    assertEquals(2, run("nonsense").status);
  }
}
