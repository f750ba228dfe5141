// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.docs;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pix2prof.examples.OtherPrograms;

/**
 * A Maven project outside this one, with the {@code pom.xml} of docs/composing.md.
 *
 * <p>Its local repository has the artifacts of this build and, through links, those of others that
 * the local repository of this build has. None of ours that was installed before is among them.
 */
final class OwnProject {
  private static final List<String> MODULES = List.of("model-io", "transforms");

  private static final List<String> GOALS =
      List.of(
          "org.apache.maven.plugins:maven-compiler-plugin:3.13.0:compile",
          "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath");

  private final Path directory;
  private final Path repository;
  private final String version = System.getProperty("pix2prof.version");

  private OwnProject(Path directory) {
    this.directory = directory;
    this.repository = directory.resolve("repository");
  }

  /** Creates the project in an empty directory. */
  static OwnProject in(Path directory) throws IOException {
    OwnProject project = new OwnProject(directory);
    project.linkOthers(Path.of(System.getProperty("localRepository")));
    project.install("pix2prof", Page.ROOT.resolve("pom.xml"));
    project.install("pix2prof-bom", Page.ROOT.resolve("bom/pom.xml"));
    for (String module : MODULES) {
      String artifact = "pix2prof-" + module;
      Path source = Page.ROOT.resolve(module);
      project.install(artifact, source.resolve("pom.xml"));
      project.install(artifact, source.resolve("target/" + artifact + ".jar"));
    }
    Files.writeString(directory.resolve("pom.xml"), project.pom());
    Path arguments = Files.createDirectory(directory.resolve(".mvn")).resolve("jvm.config");
    Files.writeString(arguments, "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return project;
  }

  /** Links all artifacts of a repository except those of {@code org.pix2prof}. */
  private void linkOthers(Path other) throws IOException {
    Files.createDirectories(repository.resolve("org/pix2prof"));
    link(other, repository, "org");
    link(other.resolve("org"), repository.resolve("org"), "pix2prof");
  }

  private static void link(Path from, Path to, String except) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        Path name = entry.getFileName();
        if (!name.toString().equals(except)) {
          Files.createSymbolicLink(to.resolve(name), entry);
        }
      }
    }
  }

  private void install(String artifact, Path file) throws IOException {
    Path to = repository.resolve("org/pix2prof/" + artifact + "/" + version);
    Files.createDirectories(to);
    String name = file.getFileName().toString();
    String extension = name.endsWith(".jar") ? ".jar" : ".pom";
    Files.copy(file, to.resolve(artifact + "-" + version + extension));
  }

  private String pom() throws IOException {
    Path page = Page.ROOT.resolve("docs/composing.md");
    return new Page(page, Files.readAllLines(page))
        .blocks().stream()
            .map(block -> String.join("\n", block.text()))
            .filter(text -> text.startsWith("<project"))
            .findFirst()
            .orElseThrow()
            .replace("0.1.0-SNAPSHOT", version);
  }

  /** Adds a source file. */
  void add(String name, String text) throws IOException {
    Path file = directory.resolve("src/main/java/" + name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /**
   * Compiles the sources.
   *
   * @return the jars of the class path, relative to the local repository
   */
  List<String> build() throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "mvn",
                "-B",
                "-q",
                "-Dmaven.repo.local=" + repository,
                "-Dmdep.includeScope=runtime",
                "-Dmdep.outputFile=" + classpath()));
    command.addAll(GOALS);
    OtherPrograms.run(directory, Duration.ofMinutes(2), command.toArray(String[]::new));
    return jars().map(jar -> repository.relativize(Path.of(jar)).toString()).toList();
  }

  private Path classpath() {
    return directory.resolve("classpath.txt");
  }

  private Stream<String> jars() throws IOException {
    return Stream.of(Files.readString(classpath()).strip().split(File.pathSeparator));
  }

  /**
   * Runs a program of the project in its directory.
   *
   * @return its output
   */
  String run(String main, String... args) throws Exception {
    String classes = directory.resolve("target/classes").toString();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-cp");
    command.add(classes + File.pathSeparator + Files.readString(classpath()).strip());
    command.add(main);
    command.addAll(List.of(args));
    return OtherPrograms.run(directory, command.toArray(String[]::new));
  }
}
