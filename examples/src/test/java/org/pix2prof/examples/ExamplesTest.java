// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import org.apache.avro.generic.GenericRecord;
import org.apache.beam.sdk.PipelineResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.values.ModelRef;

/** Runs each example on the sample galaxies. */
@Tag("slow")
class ExamplesTest {
  private static final String SAMPLES = "data/*.fits.gz";
  private static final String FACE_ON = "sim-2010-000000";
  private static final String ONE_THREAD = "--targetParallelism=1";

  @TempDir private Path directory;

  @BeforeAll
  static void requireDefaultModel() {
    String manifest = ModelRef.DEFAULT_URI.substring("classpath:".length()) + "manifest.json";
    assumeTrue(ModelRef.class.getResource(manifest) != null, "the default model is not built in");
  }

  @Test
  void shortestPipelineProfilesEverySample() throws IOException {
    ShortestPipeline.main(new String[] {SAMPLES, directory + "/profiles", ONE_THREAD});
    TreeMap<String, List<String[]>> profiles = Rows.ofCsv(directory.resolve("profiles"));
    assertEquals(6, profiles.size());
    assertTrue(Rows.rms(profiles.get(FACE_ON), 2, 20) < 0.05);
  }

  @Test
  void rawImagesAreReadFilteredAndRecorded() throws Exception {
    write("galaxy.f32", pixels("data/sim-2010-000003.fits.gz"));
    write("small.f32", new float[32 * 32]);
    float[] blank = new float[100 * 100];
    Arrays.fill(blank, Float.NaN);
    write("blank.f32", blank);
    write("odd.f32", new float[31]);
    RawImages.main(
        new String[] {directory + "/*.f32", directory + "/p", directory + "/bad", ONE_THREAD});
    assertEquals(List.of("galaxy"), List.copyOf(Rows.ofCsv(directory.resolve("p")).keySet()));
    assertEquals(
        List.of(directory + "/odd.f32: not a square array of 32-bit floats"),
        Files.readAllLines(directory.resolve("bad-unreadable.txt")));
    List<String> bad = Files.readAllLines(directory.resolve("bad-00000-of-00001.json"));
    assertEquals(1, bad.size());
    assertTrue(bad.get(0).contains("blank.f32"), bad.get(0));
  }

  @Test
  void skyRegionsWritesOneDirectoryPerRegion() throws IOException {
    Path catalog = directory.resolve("catalog.csv");
    Files.write(
        catalog,
        List.of(
            "id,ra,dec",
            "sim-2010-000000,182.5,31",
            "sim-2010-000002,9.99,-0.5",
            "sim-2010-000003,189,39.9",
            "no-such-galaxy,10,10"));
    Path sky = directory.resolve("sky");
    SkyRegions.main(new String[] {SAMPLES, catalog.toString(), sky.toString(), ONE_THREAD});
    TreeMap<String, String> found = new TreeMap<>();
    for (Path file : Rows.files(sky, ".parquet")) {
      for (GenericRecord row : Rows.ofParquet(file)) {
        assertEquals(((List<?>) row.get("radius_arcsec")).size(), ((List<?>) row.get("mu")).size());
        found.put(
            row.get("object_id") + " " + row.get("ra_deg"),
            sky.relativize(file.getParent()).toString());
      }
    }
    assertEquals(
        "{sim-2010-000000 182.5=ra=180/dec=30, sim-2010-000002 9.99=ra=0/dec=-10,"
            + " sim-2010-000003 189.0=ra=180/dec=30}",
        found.toString());
  }

  @Test
  void ownModelMeasuresCircularAnnuli() throws IOException {
    List<String[]> rows = ownModel("model/annuli", directory.resolve("own"));
    assertTrue(rows.get(0)[7].startsWith("annuli-1.0.0@"), rows.get(0)[7]);
    assertEquals("", rows.get(0)[4], "no uncertainty");
    // The model uses circles on a galaxy of ellipticity 0.12, whose neighbours are not masked.
    assertTrue(Rows.rms(rows, 2, 8) < 0.25, "" + Rows.rms(rows, 2, 8));
  }

  @Test
  void scriptExportsTheCommittedModel() throws Exception {
    assumeTrue(python("-c", "import torch") == 0, "there is no PyTorch");
    Path annuli = directory.resolve("annuli");
    assertEquals(0, python("model/export.py", annuli.toString()));
    assertEquals(
        mu(ownModel("model/annuli", directory.resolve("shipped"))),
        mu(ownModel(annuli.toString(), directory.resolve("exported"))));
  }

  private static int python(String... args) throws Exception {
    List<String> command = Stream.concat(Stream.of("python3"), Stream.of(args)).toList();
    return new ProcessBuilder(command).start().waitFor();
  }

  private static List<String[]> ownModel(String model, Path prefix) throws IOException {
    String galaxy = "sim-2010-000004";
    OwnModel.main(
        new String[] {"data/" + galaxy + ".fits.gz", model, prefix.toString(), ONE_THREAD});
    return Rows.ofCsv(prefix).get(galaxy);
  }

  private static List<String> mu(List<String[]> rows) {
    return rows.stream().map(row -> row[3]).toList();
  }

  @Test
  void streamProfilesArrivingFiles() throws Exception {
    Path incoming = Files.createDirectory(directory.resolve("incoming"));
    Path out = directory.resolve("out");
    String[] args = {
      incoming + "/*.fits.gz", out + "/profiles", out + "/bad", "--blockOnRun=false"
    };
    PipelineResult run = StreamingDirectory.create(args).run();
    try {
      Files.copy(Path.of("data", FACE_ON + ".fits.gz"), incoming.resolve(FACE_ON + ".fits.gz"));
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
      while (System.nanoTime() < end && Rows.files(out, ".parquet").isEmpty()) {
        Thread.sleep(200);
      }
      List<Path> files = Rows.files(out, ".parquet");
      assertEquals(1, files.size());
      List<GenericRecord> rows = Rows.ofParquet(files.get(0));
      assertEquals(1, rows.size());
      assertEquals(FACE_ON, rows.get(0).get("object_id").toString());
    } finally {
      run.cancel();
    }
  }

  @Test
  void examplesAreShort() throws IOException {
    for (Path source : Rows.files(Path.of("src/main/java"), ".java")) {
      assertTrue(Files.readAllLines(source).size() < 80, source + " has 80 lines or more");
    }
  }

  private static float[] pixels(String file) throws Exception {
    try (Fits fits = new Fits(file)) {
      BasicHDU<?> hdu = fits.getHDU(0);
      short[][] rows = (short[][]) hdu.getKernel();
      float[] pixels = new float[rows.length * rows.length];
      for (int i = 0; i < pixels.length; i++) {
        double stored = rows[i / rows.length][i % rows.length];
        pixels[i] = (float) (hdu.getBZero() + hdu.getBScale() * stored);
      }
      return pixels;
    }
  }

  private void write(String name, float[] pixels) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length);
    bytes.asFloatBuffer().put(pixels);
    Files.write(directory.resolve(name), bytes.array());
  }
}
