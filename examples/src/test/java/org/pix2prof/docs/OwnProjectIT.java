// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.examples.ShortestPipeline;

/** Builds and runs the project of docs/composing.md. */
class OwnProjectIT {
  /** Copies profiles to Avro and back to CSV, and then tries to write and to read Parquet. */
  private static final String WITHOUT_PARQUET =
      """
      package org.example;

      import java.nio.file.Files;
      import java.nio.file.Path;
      import org.apache.beam.sdk.Pipeline;
      import org.pix2prof.transforms.ReadCatalog;
      import org.pix2prof.transforms.ReadProfiles;
      import org.pix2prof.transforms.WriteProfiles;
      import org.pix2prof.transforms.WriteProfiles.Format;

      public class WithoutParquet {
        public static void main(String[] args) throws Exception {
          copy("profiles", WriteProfiles.create().to("avro").withFormat(Format.AVRO));
          copy("avro", WriteProfiles.create().to("copy"));
          try {
            copy("avro", WriteProfiles.create().to("parquet").withFormat(Format.PARQUET));
          } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
          }
          Files.writeString(Path.of("galaxies.parquet"), "PAR1PAR1");
          Pipeline pipeline = Pipeline.create();
          pipeline.apply(ReadCatalog.create().from("galaxies.parquet"));
          try {
            pipeline.run().waitUntilFinish();
          } catch (Pipeline.PipelineExecutionException e) {
            System.out.println(e.getCause().getMessage());
          }
        }

        private static void copy(String from, WriteProfiles write) {
          Pipeline pipeline = Pipeline.create();
          pipeline.apply(ReadProfiles.create().from(from)).apply(write);
          pipeline.run().waitUntilFinish();
        }
      }
      """;

  private static final String ADD_PARQUET =
      "to read or write Parquet, add org.apache.beam:beam-sdks-java-io-parquet and"
          + " org.apache.hadoop:hadoop-client-api and org.apache.hadoop:hadoop-client-runtime to the"
          + " dependencies";

  @TempDir private Path directory;

  @Test
  void captionsWithTestedVersionsAndWithoutParquet() throws Exception {
    OwnProject project = OwnProject.in(directory.toRealPath());
    String main = ShortestPipeline.class.getName();
    String file = main.replace('.', '/') + ".java";
    project.add(file, Files.readString(Page.ROOT.resolve("examples/src/main/java/" + file)));
    project.add("org/example/WithoutParquet.java", WITHOUT_PARQUET);

    List<String> jars = project.build();
    List<String> tested = testedJars();
    List<String> others = jars.stream().filter(jar -> !jar.contains("/pix2prof-")).toList();
    assertEquals(List.of(), others.stream().filter(jar -> !ends(tested, jar)).toList());
    assertEquals(
        List.of(), others.stream().filter(jar -> jar.matches(".*(hadoop|parquet).*")).toList());

    project.run(main, Page.ROOT + "/examples/data/*.fits.gz", "profiles");
    Path profiles = directory.resolve("profiles-00000-of-00001.csv");
    assertEquals(6, objects(profiles).size());

    String said = project.run("org.example.WithoutParquet");
    assertEquals(
        Files.readString(profiles), Files.readString(directory.resolve("copy-00000-of-00001.csv")));
    assertEquals(ADD_PARQUET + "\n" + ADD_PARQUET + "\n", said);
  }

  @Test
  void jarsHaveTheirLicence() throws Exception {
    for (String module : List.of("model-io", "transforms", "pipelines", "training")) {
      Path jar = Page.ROOT.resolve(module + "/target/pix2prof-" + module + ".jar");
      try (JarFile file = new JarFile(jar.toFile())) {
        for (String name : List.of("LICENSE", "NOTICE")) {
          assertNotNull(file.getEntry("META-INF/" + name), name + " is not in " + jar);
        }
      }
    }
  }

  /** Returns the class path of this test, which has all runtime dependencies of transforms. */
  private static List<String> testedJars() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).toList();
  }

  private static boolean ends(List<String> paths, String end) {
    return paths.stream().anyMatch(path -> path.endsWith("/" + end));
  }

  private static Set<String> objects(Path csv) throws Exception {
    return Files.readAllLines(csv).stream()
        .skip(1)
        .map(row -> row.substring(0, row.indexOf(',')))
        .collect(Collectors.toSet());
  }
}
