// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.pipelines.gcs.RequestKind.BATCH;
import static org.pix2prof.pipelines.gcs.RequestKind.CHUNK;
import static org.pix2prof.pipelines.gcs.RequestKind.DELETE;
import static org.pix2prof.pipelines.gcs.RequestKind.LIST;
import static org.pix2prof.pipelines.gcs.RequestKind.METADATA;
import static org.pix2prof.pipelines.gcs.RequestKind.READ;
import static org.pix2prof.pipelines.gcs.RequestKind.REWRITE;
import static org.pix2prof.pipelines.gcs.RequestKind.UPLOAD;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.extensions.gcp.auth.NoopCredentialFactory;
import org.apache.beam.sdk.io.GenerateSequence;
import org.apache.beam.sdk.io.TextIO;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.ToString;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.pipelines.gcs.FakeGcs;
import org.pix2prof.pipelines.gcs.Faults;
import org.pix2prof.wcs.SkyPoint;

/** Tests that {@code caption} gives the same results on Google Cloud Storage as on local files. */
class GcsIT {
  private static final String INPUT = "--input=gs://survey/in/*.fits*";
  private static final String CSV = "--format=csv";
  private static final String BAD = "--badRecords=gs://results/bad";
  private static final List<String> MODEL = List.of("manifest.json", "weights.safetensors");

  @TempDir private static Path directory;
  private static TreeMap<String, Integer> expected;
  private static TreeMap<String, Integer> expectedBad;
  private FakeGcs gcs;

  @BeforeAll
  static void runLocally() throws IOException {
    Path inputs = directory.resolve("inputs");
    GcsRuns.writeInputs(inputs);
    Path out = directory.resolve("out");
    Cli cli =
        Cli.run(
            "caption",
            "--input=" + inputs + "/*.fits*",
            "--output=" + out + "/profiles",
            "--badRecords=" + out + "/bad",
            "--batchSize=1",
            CSV);
    assertEquals(0, cli.status(), cli.err());
    expected = GcsRuns.rows(GcsRuns.files(out, "profiles-", ".csv"));
    expectedBad = GcsRuns.records(GcsRuns.files(out, "bad-", ".json"), "json");
    assertTrue(expected.size() > 7 * 10, "rows: " + expected.size());
    assertEquals(1, expectedBad.size());
    System.setProperty("pix2prof.cache", directory.resolve("cache").toString());
  }

  @AfterAll
  static void restoreCache() {
    System.clearProperty("pix2prof.cache");
  }

  @BeforeEach
  void start() throws IOException {
    gcs = new FakeGcs("survey", "results", "models");
    gcs.setPageSize(3);
    GcsRuns.upload(gcs, directory.resolve("inputs"), "survey", "in/");
    gcs.put("survey", "in/readme.txt", new byte[] {1});
    gcs.put("survey", "in/", new byte[0]); // Like a directory that the console creates.
  }

  @AfterEach
  void stop() {
    gcs.close();
  }

  private Cli caption(String... more) {
    List<String> args = new ArrayList<>(List.of(more));
    for (String option : List.of(INPUT, "--output=gs://results/profiles", BAD)) {
      String name = option.substring(0, option.indexOf('=') + 1);
      if (args.stream().noneMatch(arg -> arg.startsWith(name))) {
        args.add(option);
      }
    }
    return GcsRuns.caption(gcs, args.toArray(String[]::new));
  }

  private void assertSameAsLocal(Cli cli) {
    assertEquals("", cli.err());
    assertEquals(0, cli.status());
    assertTrue(cli.out().startsWith("7 profiles from 8 images in "), cli.out());
    assertEquals(expected, GcsRuns.rows(GcsRuns.objects(gcs, "results", "profiles-", ".csv")));
    assertEquals(expectedBad, badRecords());
    for (String name : gcs.names("results", "")) {
      assertTrue(
          name.matches("profiles-\\d{5}-of-\\d{5}\\.csv|profiles\\.run|bad-00000-of-00001\\.json"),
          name);
    }
  }

  private TreeMap<String, Integer> badRecords() {
    return GcsRuns.records(GcsRuns.objects(gcs, "results", "bad-", ".json"), "json");
  }

  @Test
  void givesSameOutputAsLocalFiles() {
    Cli cli = caption(CSV);
    assertSameAsLocal(cli);
    assertTrue(cli.out().contains(" -> gs://results/profiles-*.csv, gs://results/bad-*.json"));
    assertTrue(gcs.count(LIST, "in/") >= 4, "pages: " + gcs.count(LIST, "in/"));
    String first =
        GcsRuns.objects(gcs, "results", "profiles-", ".csv")
            .map(file -> new String(file, StandardCharsets.UTF_8))
            .reduce("", String::concat);
    assertTrue(first.contains(",gs://survey/in/sim-2010-000000.fits.gz,0,"), first);
  }

  @Test
  void readsOnlyNeededPartsOfFrame() {
    // 18 MB with a galaxy at each end; the client reads across gaps of up to 8 MiB.
    int height = 15_000;
    List<double[]> galaxies = List.of(new double[] {150, 300}, new double[] {150, height - 300});
    gcs.put("survey", "frames/r.fits", TestFrames.frame(0, height, "r", 1, galaxies));
    StringBuilder catalog = new StringBuilder("id,ra,dec\n");
    for (double[] galaxy : galaxies) {
      SkyPoint at = TestFrames.sky(galaxy[0], galaxy[1]);
      catalog.append(galaxy[1]).append(',').append(at.raDeg()).append(',').append(at.decDeg());
      catalog.append('\n');
    }
    gcs.put("survey", "catalog.csv", catalog.toString().getBytes(StandardCharsets.UTF_8));
    Cli cli =
        GcsRuns.caption(
            gcs,
            "--catalog=gs://survey/catalog.csv",
            "--frames=gs://survey/frames/*.fits",
            "--output=gs://results/profiles",
            CSV);
    assertEquals("", cli.err());
    assertTrue(cli.out().startsWith("2 profiles from 2 images in "), cli.out());
    List<Long> reads = gcs.readsFrom("frames/r.fits");
    assertTrue(reads.stream().anyMatch(from -> from > 17_000_000), reads.toString());
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        fault("503 to the second page of a listing", f -> f.answer(LIST, "in/", 2, 503)),
        fault(
            "429 to a listing and a read, 503 to metadata and a read",
            f -> {
              f.answer(LIST, "in/", 1, 429);
              f.answer(METADATA, "in/sim-2010-000001", 1, 503);
              f.answer(READ, "in/sim-2010-000002", 1, 503);
              f.answer(READ, "in/large", 1, 429);
            }),
        fault(
            "a cut within a small image and three within a large one",
            f -> {
              f.cut(READ, "in/sim-2010-000004", 1, 20_000);
              f.cut(READ, "in/large", 1, 50_001);
              f.cut(READ, "in/large", 2, 0);
              f.cut(READ, "in/large", 3, 50_001);
            }),
        fault(
            "503 to the start of an upload, 429 to its bytes",
            f -> {
              f.answer(UPLOAD, "profiles", 1, 503);
              f.answer(CHUNK, "profiles", 1, 429);
            }),
        fault("a cut within an upload", f -> f.cut(CHUNK, "profiles", 1, 500)),
        fault("the answer to an upload is lost", f -> f.cut(CHUNK, "profiles", 1, 1 << 30)),
        fault(
            "503 to a renaming, 429 to the deletion after it",
            f -> {
              f.answer(REWRITE, "profiles", 1, 503);
              f.answer(DELETE, "bad", 1, 429);
            }),
        fault("503 to a batch", f -> f.answer(BATCH, "", 2, 503)));
  }

  private static Arguments fault(String name, Consumer<Faults> script) {
    return Arguments.of(Named.of(name, script));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void faultNeitherLosesNorRepeatsProfiles(Consumer<Faults> script) {
    script.accept(gcs.faults());
    assertSameAsLocal(caption(CSV));
    assertEquals(0, gcs.faults().pending(), "faults that did not occur");
  }

  /**
   * Breaks off a rename. Beam does not retry a batch with a truncated answer; a runner would retry
   * the bundle.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void nextRunRepairsInterruptedRename(int batch) {
    gcs.faults().cut(BATCH, "", batch, 10);
    Cli broken = caption(CSV);
    assertEquals(0, gcs.faults().pending());
    assertFails(broken, "Google Cloud Storage failed while files were renamed or deleted: ");
    assertEquals(0, caption(CSV).status());
    assertEquals(expected, GcsRuns.rows(GcsRuns.objects(gcs, "results", "profiles-", ".csv")));
    assertEquals(expectedBad, badRecords());
  }

  @Test
  void retriesChunkOfLargeUpload() {
    // After either fault the client asks for the upload's progress in a separate request.
    gcs.faults().cut(CHUNK, "", 2, 50_000);
    gcs.faults().answer(CHUNK, "", 4, 503);
    CaptionOptions options =
        PipelineOptionsFactory.fromArgs(
                "--gcsEndpoint=" + gcs.endpoint(),
                "--credentialFactoryClass=" + NoopCredentialFactory.class.getName(),
                "--gcsUploadBufferSizeBytes=262144")
            .as(CaptionOptions.class);
    int lines = 60_000;
    Pipeline pipeline = Pipeline.create(options);
    pipeline
        .apply(GenerateSequence.from(0).to(lines))
        .apply(ToString.elements())
        .apply(TextIO.write().to("gs://results/many").withoutSharding());
    pipeline.run().waitUntilFinish();
    assertEquals(0, gcs.faults().pending());
    byte[] many = gcs.get("results", "many").orElseThrow();
    assertTrue(many.length > 262144, "bytes: " + many.length);
    assertEquals(lines, new String(many, StandardCharsets.UTF_8).lines().distinct().count());
    assertEquals(lines, new String(many, StandardCharsets.UTF_8).lines().count());
  }

  @Test
  void nextRunReplacesOutput() {
    gcs.put("results", "profiles-00003-of-00099.csv", "old\nold row\n".getBytes());
    gcs.put("results", "profiles-notes.csv", "mine\n".getBytes());
    Cli cli = caption(CSV);
    assertEquals("", cli.err());
    List<String> names = gcs.names("results", "profiles-");
    assertFalse(names.contains("profiles-00003-of-00099.csv"), names.toString());
    assertTrue(names.contains("profiles-notes.csv"), names.toString());
    gcs.put("results", "profiles-notes.csv", new byte[0]);
    assertEquals("", caption(CSV, "--input=gs://survey/in/large.fits").err());
    assertEquals(
        "large",
        String.join(
            " ",
            GcsRuns.rows(GcsRuns.objects(gcs, "results", "profiles-", ".csv")).keySet().stream()
                .map(row -> row.substring(0, row.indexOf(',')))
                .distinct()
                .toList()));
    assertEquals(List.of(), gcs.names("results", "."), "hidden directories");
  }

  @ParameterizedTest
  @ValueSource(strings = {"parquet", "avro", "json"})
  void otherFormatsHaveSameRecords(String format) throws IOException {
    Path out = directory.resolve(format);
    String input = "--input=" + directory.resolve("inputs") + "/large.fits";
    String formatOption = "--format=" + format;
    assertEquals(
        0,
        Cli.run("caption", input, "--output=" + out + "/p", formatOption, "--batchSize=1")
            .status());
    assertEquals(
        "",
        caption("--input=gs://survey/in/large.fits", formatOption, "--output=gs://results/p")
            .err());
    TreeMap<String, Integer> local = GcsRuns.records(GcsRuns.files(out, "p-", format), format);
    assertEquals(1, local.size());
    assertEquals(local, GcsRuns.records(GcsRuns.objects(gcs, "results", "p-", format), format));
  }

  private void putModel(String name, UnaryOperator<byte[]> weights) throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      for (String file : MODEL) {
        try (InputStream in =
            GcsIT.class.getResourceAsStream("/org/pix2prof/model/default/" + file)) {
          byte[] bytes = in.readAllBytes();
          bytes = file.startsWith("weights") ? weights.apply(bytes) : bytes;
          gcs.put("models", name + "/" + file, bytes);
          out.putNextEntry(new ZipEntry(name + "/" + file));
          out.write(bytes);
        }
      }
    }
    gcs.put("models", name + ".zip", zip.toByteArray());
  }

  /** Returns the objects that contain the weights. */
  private static String object(String model) {
    return model.endsWith(".zip") ? model : model + "weights.safetensors";
  }

  @ParameterizedTest
  @ValueSource(strings = {"m1/", "m1.zip"})
  void fetchesModelOnceAndResumesRead(String model) throws IOException {
    putModel("m1", UnaryOperator.identity());
    System.setProperty(
        "pix2prof.cache", directory.resolve("cache-" + model.replace('/', '_')).toString());
    gcs.faults().cut(READ, object(model), 1, 400_000);
    assertSameAsLocal(caption(CSV, "--model=gs://models/" + model));
    assertEquals(0, gcs.faults().pending());
    assertTrue(gcs.count(READ, object(model)) >= 2, "the cut read and its continuation");
    // A second request for the weights would be refused.
    putModel("m1", bytes -> new byte[] {1});
    assertSameAsLocal(caption(CSV, "--model=gs://models/" + model));
  }

  @Test
  void reportsPatternWithoutMatchInOneLine() {
    for (String pattern : List.of("gs://survey/in/*.fitz", "gs://survey/in/none.fits")) {
      assertFails(caption("--input=" + pattern), "no file matches --input=" + pattern);
    }
  }

  @Test
  void reportsMissingModelInOneLine() {
    assertFails(
        caption("--model=gs://models/none"),
        "gs://models/none: not a model bundle: it has no manifest.json");
    assertFails(caption("--model=gs://models/none.zip"), "gs://models/none.zip: ");
  }

  private static void assertFails(Cli cli, String message) {
    assertEquals(1, cli.status(), cli.out());
    assertEquals("", cli.out());
    assertEquals(1, cli.err().lines().count(), cli.err());
    assertTrue(cli.err().startsWith("pix2prof caption: " + message), cli.err());
  }
}
