// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests common to the bundled jars. */
abstract class BundledJarContract {
  /** Samples in the sibling module. */
  static final Path SAMPLES = Path.of("../../examples/data");

  @TempDir Path directory;

  private final Path jar;
  private final String runnerRegistrar;

  BundledJarContract(String name, String runnerRegistrar) {
    this.jar = Path.of("target", name).toAbsolutePath();
    this.runnerRegistrar = runnerRegistrar;
  }

  Path jar() {
    return jar;
  }

  @Test
  void hasNoSignaturesOfOtherJars() throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      List<String> signatures =
          file.stream()
              .map(entry -> entry.getName())
              .filter(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA|EC)"))
              .toList();
      assertEquals(List.of(), signatures);
    }
  }

  @Test
  void hasLicencesOfItsNativeLibraries() throws IOException {
    assertTrue(text("META-INF/LICENSE").startsWith(Files.readString(Path.of("../../LICENSE"))));
    String notice = text("META-INF/NOTICE");
    assertTrue(notice.startsWith("pix2prof\n"), notice);
    assertTrue(notice.contains("Apache Commons"), "the notices of the libraries are missing");
    try (Stream<Path> licences = Files.list(Path.of("../../licenses"))) {
      for (Path licence : licences.toList()) {
        String name = "licenses/" + licence.getFileName();
        assertEquals(Files.readString(licence), text("META-INF/" + name));
        assertTrue(notice.contains(name), name);
      }
    }
  }

  private String text(String name) throws IOException {
    try (JarFile file = new JarFile(jar.toFile());
        InputStream in = file.getInputStream(file.getEntry(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void listsServicesOfAllDependencies() throws IOException {
    assertServices("org.apache.beam.sdk.runners.PipelineRunnerRegistrar", runnerRegistrar);
    assertServices(
        "org.apache.beam.sdk.io.FileSystemRegistrar",
        "org.apache.beam.sdk.io.LocalFileSystemRegistrar",
        "org.apache.beam.sdk.extensions.gcp.storage.GcsFileSystemRegistrar");
    assertServices("ai.djl.engine.EngineProvider", "ai.djl.pytorch.engine.PtEngineProvider");
    assertServices(
        "org.pix2prof.pipelines.Command",
        AddKnownAnswerCommand.class.getName(),
        CaptionCommand.class.getName(),
        ImportCheckpointCommand.class.getName());
  }

  private void assertServices(String service, String... providers) throws IOException {
    List<String> named = text("META-INF/services/" + service).lines().map(String::strip).toList();
    for (String provider : providers) {
      assertTrue(named.contains(provider), service + " has " + named + ", not " + provider);
    }
  }

  @Test
  void startsWithJavaJar() throws Exception {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      assertEquals(Pix2Prof.class.getName(), manifest.getMainAttributes().getValue("Main-Class"));
    }
    Cli help = run("help");
    assertEquals(0, help.status(), help.err());
    assertTrue(help.out().contains("caption"), help.out());
  }

  /** Returns the rows of the samples from the class path of this test, on the Direct runner. */
  List<String> rowsHere() throws IOException {
    return ProfileRows.ofDirectRun(
        SAMPLES.toRealPath() + "/*.fits.gz", directory.resolve("here/profiles"));
  }

  /** Captions the samples in a new JVM, with an empty cache and no network. */
  List<String> rowsOfTheSamples(String... options) throws Exception {
    Path output = directory.resolve("jar/profiles");
    List<String> args =
        new ArrayList<>(
            List.of(
                "caption",
                "--input=" + SAMPLES.toRealPath() + "/*.fits.gz",
                "--output=" + output,
                "--format=csv",
                "--batchSize=1"));
    args.addAll(List.of(options));
    Cli cli = run(args.toArray(String[]::new));
    assertEquals(0, cli.status(), cli.err());
    assertTrue(cli.out().startsWith("6 profiles from 6 images"), cli.out());
    assertEquals("", cli.err());
    return ProfileRows.of(output);
  }

  /** Runs the jar in a new JVM with an empty cache for DJL and no network. */
  Cli run(String... args) throws Exception {
    List<String> noNetwork = List.of("unshare", "--map-root-user", "--net");
    // If that is not allowed, at least no web server is reachable.
    List<String> noProxy =
        List.of(
            "-Dhttp.proxyHost=127.0.0.1",
            "-Dhttp.proxyPort=9",
            "-Dhttps.proxyHost=127.0.0.1",
            "-Dhttps.proxyPort=9");
    return JarRun.start(
            works(noNetwork) ? noNetwork : List.of(), noProxy, jar, directory.resolve("djl"), args)
        .await(Duration.ofMinutes(2));
  }

  private static boolean works(List<String> prefix) throws InterruptedException {
    try {
      List<String> command = new ArrayList<>(prefix);
      command.add("true");
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
