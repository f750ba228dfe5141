// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.joda.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.RunSummary;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

class WriteReportTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int SIDE = 64;

  @TempDir Path directory;

  @Test
  void showsProfileCutoutAndPosition() throws IOException {
    report(List.of(profile("A", "r", "/data/A.fits")), List.of(image("A", "r", "/data/A.fits")));

    JsonNode galaxy = galaxies().get(0);
    assertEquals("A", galaxy.get("object").textValue());
    assertEquals("[1.0,2.0,8.0]", galaxy.at("/profile/r").toString());
    assertEquals("[20.0,21.5,26.0]", galaxy.at("/profile/mu").toString());
    assertEquals("[0.1,0.3,0.5]", galaxy.at("/profile/e").toString());
    JsonNode cutout = galaxy.get("cutout");
    assertEquals("profile", cutout.get("centreFrom").textValue());
    assertEquals(22, cutout.get("left").intValue(), "8 arcsec are 8 pixels, but 12 are shown");
    assertEquals(25, cutout.get("width").intValue());
    assertEquals(150, cutout.get("ra").doubleValue(), 1e-9);
    assertEquals(90, cutout.get("north").doubleValue(), 1e-9);
    assertEquals(180, cutout.get("east").doubleValue(), 1e-9);
    JsonNode table = data().get("table");
    assertEquals("[26.0]", table.get("muFaintest").toString());
    assertEquals("[8.0]", table.get("radius").toString());
    // 25 mag/arcsec^2 is at 2 * 4^(7/9) arcsec.
    assertEquals(0.3 + 0.2 * 7 / 9, table.at("/ellipticity/0").doubleValue(), 1e-6);
  }

  @Test
  void showsStructureAndResidual() throws IOException {
    report(List.of(profile("A", "r", "/data/A.fits")), List.of(image("A", "r", "/data/A.fits")));

    JsonNode galaxy = galaxies().get(0);
    assertEquals("r_25", data().at("/quantities/1/name").textValue());
    assertEquals("arcsec", data().at("/quantities/1/unit").textValue());
    JsonNode r25 = galaxy.at("/profile/structure/1");
    // Linear in the logarithm of the radius: 2 * 4^(7/9) arcsec.
    assertEquals(2 * Math.pow(4, 7 / 9.0), r25.get(0).doubleValue(), 1e-4);
    assertTrue(r25.get(1).doubleValue() > 0);
    assertEquals(r25.get(0).doubleValue(), data().at("/table/r25/0").doubleValue(), 1e-6);
    assertTrue(galaxy.at("/cutout/residual").textValue().length() > 100);
  }

  @Test
  void showsMeasurementsBeyondThePredictedEnd() throws IOException {
    float[] two = {0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    SurfaceBrightnessProfile longer =
        profile(
            "A",
            "r",
            "/data/A.fits",
            b ->
                b.setRadiusArcsec(new float[] {1, 2, 8, 9, 10})
                    .setMu(new float[] {20, 21.5f, 26, Float.NaN, Float.NaN})
                    .setMuErr(Optional.of(new float[] {0.01f, 0.02f, 0.3f, Float.NaN, Float.NaN}))
                    .setEllipticity(Optional.of(new float[] {0.1f, 0.3f, 0.5f, 0.5f, 0.5f}))
                    .setPaDeg(Optional.of(new float[] {40, 40, 40, 40, 40}))
                    .setZeroPoint(OptionalDouble.of(22.5))
                    .setSky(Optional.of(new SkyLevel(7, 0.25, 1)))
                    .setPhotometry(
                        Optional.of(
                            new IsophotePhotometry(
                                new float[] {9, 8, 7, 10, 1}, two, two, two, two, null))));
    report(List.of(longer), List.of(image("A", "r", "/data/A.fits")));

    JsonNode profile = galaxies().get(0).get("profile");
    assertEquals("[20.0,21.5,26.0,null,null]", profile.get("mu").toString());
    assertEquals("[null,null,null,20.0,null]", profile.get("beyond").toString());
    assertEquals(1.0857 * 0.5 / 10, profile.at("/beyondErr/3").doubleValue(), 1e-5);
    assertTrue(profile.at("/limit/3").isNull());
    assertEquals(22.5 - 2.5 * Math.log10(1.5), profile.at("/limit/4").doubleValue(), 1e-4);
    assertEquals("[0.5,0.5,0.5,0.5,0.5]", profile.get("masked").toString());
    assertEquals(0.25, profile.at("/sky/error").doubleValue());
    JsonNode table = data().get("table");
    assertEquals("[26.0]", table.get("muFaintest").toString());
    assertEquals("[8.0]", table.get("radius").toString(), "the last sample with mu");
    assertFalse(table.at("/magnitude/0").isNull());
    assertEquals(25, galaxies().get(0).at("/cutout/width").intValue());
  }

  @Test
  void marksOtherObjectsOfTheSegmentationMap() throws IOException {
    GalaxyImage image = image("A", "r", "/data/A.fits");
    float[] labels = new float[SIDE * SIDE];
    Arrays.fill(labels, 30 * SIDE + 30, 30 * SIDE + 38, 1); // the galaxy's, at (34, 30)
    Arrays.fill(labels, 40 * SIDE + 40, 40 * SIDE + 45, 2);
    Arrays.fill(labels, SIDE, SIDE + 3, 3); // outside the cutout
    GalaxyImage segmented = image.toBuilder().setSegmentation(Optional.of(labels)).build();
    report(List.of(profile("A", "r", "/data/A.fits")), List.of(segmented));

    JsonNode cutout = galaxies().get(0).get("cutout");
    assertEquals(5, cutout.get("maskedPixels").intValue());
    assertTrue(cutout.has("mask"));
  }

  @Test
  void cutoutsMadeAgainAreCentredOnTheSky() throws IOException {
    SurfaceBrightnessProfile ofSmaller =
        profile(
            "A",
            "r",
            "/data/A.fits",
            b ->
                b.setCentre(Optional.of(new PixelPoint(4, 5)))
                    .setPosition(Optional.of(new SkyPoint(150, 2))));
    report(List.of(ofSmaller), List.of(image("A", "r", "/data/A.fits")));

    assertEquals(34, galaxies().get(0).at("/cutout/x").doubleValue(), 1e-6);
    assertEquals("profile", galaxies().get(0).at("/cutout/centreFrom").textValue());
  }

  @Test
  void showsProfilesAndImagesWithoutCounterpart() throws IOException {
    SurfaceBrightnessProfile twice = profile("B", "r", "/data/B.fits");
    report(
        List.of(profile("A", "r", "/data/A.fits"), twice, twice),
        List.of(image("B", "r", "/data/B.fits"), image("C", null, "/data/C.fits")));

    assertEquals("[\"A\",\"B\",\"B\",\"C\"]", data().at("/table/object").toString());
    List<JsonNode> galaxies = galaxies();
    assertFalse(galaxies.get(0).has("cutout"));
    assertEquals("[\"no_image\"]", galaxies.get(0).get("flags").toString());
    assertTrue(galaxies.get(1).has("cutout") && galaxies.get(2).has("cutout"));
    assertFalse(galaxies.get(3).has("profile"));
    assertTrue(galaxies.get(3).get("band").isNull());
    assertEquals("[\"no_profile\"]", galaxies.get(3).get("flags").toString());
    assertEquals(SIDE, galaxies.get(3).at("/cutout/width").intValue());
  }

  @Test
  void matchesMovedImagesIfUnambiguous() throws IOException {
    report(
        List.of(
            profile("A", "r", "gs://old/A.fits"),
            profile("B", "r", "/one/B.fits"),
            profile("B", "r", "/two/B.fits")),
        List.of(
            image("A", "r", "/new/A.fits"),
            image("B", "r", "/two/B.fits"),
            image("B", "r", "/three/B.fits")));

    assertEquals(
        "gs://old/A.fits true, /one/B.fits false, /three/B.fits true, /two/B.fits true",
        String.join(
            ", ",
            galaxies().stream()
                .map(g -> g.get("source").textValue() + " " + g.has("cutout"))
                .toList()));
  }

  @Test
  void omitsAmbiguousImages() throws IOException {
    report(
        List.of(profile("A", null, "/data/A.fits")),
        List.of(image("A", null, "/data/A.fits"), brighter(image("A", null, "/data/A.fits"))));

    assertEquals(1, galaxies().size());
    assertFalse(galaxies().get(0).has("cutout"));
  }

  @Test
  void findsCentresMissingInTheTable() throws IOException {
    SurfaceBrightnessProfile profile =
        profile("A", "r", "/data/A.fits", b -> b.setCentre(Optional.empty()));
    SurfaceBrightnessProfile blank =
        profile("B", "r", "/data/B.fits", b -> b.setCentre(Optional.empty()));
    GalaxyImage constant =
        image("B", "r", "/data/B.fits").toBuilder().setPixels(new float[SIDE * SIDE]).build();

    report(List.of(profile, blank), List.of(image("A", "r", "/data/A.fits"), constant));

    JsonNode cutout = galaxies().get(0).get("cutout");
    assertEquals("image", cutout.get("centreFrom").textValue());
    assertEquals(34, cutout.get("x").doubleValue(), 0.3);
    assertEquals(30, cutout.get("y").doubleValue(), 0.3);
    assertEquals("middle", galaxies().get(1).at("/cutout/centreFrom").textValue());
    assertEquals(31.5, galaxies().get(1).at("/cutout/x").doubleValue());
  }

  @Test
  void usesModelPixelScaleWhenUnset() throws IOException {
    GalaxyImage image =
        image("A", "r", "/data/A.fits").toBuilder()
            .setPixelScaleArcsec(OptionalDouble.empty())
            .build();

    report(List.of(profile("A", "r", "/data/A.fits")), List.of(image));

    assertEquals(0.396, galaxies().get(0).at("/cutout/scale").doubleValue(), 1e-9);
    assertTrue(galaxies().get(0).at("/cutout/scaleAssumed").booleanValue());
  }

  @Test
  void showsTheReferenceOfAProfile() throws IOException {
    Path truth = directory.resolve("truth.csv");
    Files.writeString(truth, "object_id,band,radius_arcsec,mu\nA,r,1,20.1\nA,r,2,21.3\nB,r,1,20\n");

    report(
        List.of(
            profile("A", "r", "/data/A.fits"),
            profile("A", "r", "/copy/A.fits"),
            profile("C", "r", "/data/C.fits")),
        List.of(),
        report -> report.withReference(truth.toString()));

    JsonNode reference = galaxies().get(0).get("reference");
    assertEquals("[20.1,21.3]", reference.get("mu").toString());
    assertEquals("[-0.1,0.2]", reference.get("residual").toString());
    assertEquals(0.15, reference.get("deviation").doubleValue(), 1e-6);
    assertTrue(galaxies().get(1).has("reference"), "both profiles of it are compared");
    assertFalse(galaxies().get(2).has("reference"));
    assertEquals("[\"B r: no image of it\"]", data().at("/reference/alone").toString());
    assertEquals(2, data().at("/reference/compared").intValue());
  }

  @Test
  void showsProfilesWithoutImageEllipsesOrSamples() throws IOException {
    report(
        List.of(
            profile(
                "A",
                null,
                "/data/A.fits",
                b ->
                    b.setEllipticity(Optional.empty())
                        .setPaDeg(Optional.empty())
                        .setMuErr(Optional.empty())),
            profile(
                "B",
                null,
                "/data/B.fits",
                b ->
                    b.setRadiusArcsec(new float[0])
                        .setMu(new float[0])
                        .setMuErr(Optional.empty())
                        .setEllipticity(Optional.empty())
                        .setPaDeg(Optional.empty()))),
        null);

    assertFalse(data().get("images").booleanValue());
    assertEquals("[null,null]", data().at("/table/ellipticity").toString());
    assertEquals("[20.0,null]", data().at("/table/muCentre").toString());
    assertFalse(galaxies().get(0).at("/profile").has("err"));
  }

  @Test
  void listsRunAndBadRecords() throws IOException {
    Pipeline pipeline = Pipeline.create();
    String line =
        "{\"source\":\"/data/x.fits\",\"hdu\":-1,\"reason\":\"not_fits\",\"message\":\"no\"}";
    tuple(profiles(pipeline, List.of(profile("A", "r", "/data/A.fits"))))
        .and(WriteReport.BAD_RECORDS, pipeline.apply("Bad", Create.of(line, line)))
        .apply(
            WriteReport.create()
                .to(out().toString())
                .withRun(
                    new RunSummary("2026-11-23T11:00:00Z", 4, "FlinkRunner", 10, Map.of(), 2)));
    pipeline.run().waitUntilFinish();

    assertEquals(10, data().at("/run/images").intValue());
    assertEquals("{\"not_fits\":1}", data().at("/bad/byReason").toString(), "told twice, but one");
    assertEquals("/data/x.fits", data().at("/bad/list/0/source").textValue());
  }

  @Test
  void writesTheSameSortedChunksInEveryRun() throws IOException {
    List<SurfaceBrightnessProfile> many =
        IntStream.range(0, 45)
            .mapToObj(i -> profile(String.format("g%02d", (i * 7) % 45), "r", "/data/x.fits"))
            .toList();
    report(many, null);
    Map<String, String> first = files();
    assertEquals(3, data().get("chunks").size());
    assertEquals("g20", galaxies().get(20).get("object").textValue());
    assertEquals(5, take(2).size());

    report(many, null);

    assertEquals(first, files());
  }

  @Test
  void replacesTheOldReportOnly() throws IOException {
    report(
        IntStream.range(0, 45).mapToObj(i -> profile("g" + i, "r", "/data/x.fits")).toList(), null);
    Files.writeString(out().resolve("notes.txt"), "mine");
    Files.writeString(out().resolve("galaxies/mine.js"), "mine");
    String killed = ".index.html-01234567-89ab-cdef-0123-456789abcdef";
    Files.writeString(out().resolve(killed), "half");

    report(List.of(profile("A", "r", "/data/A.fits")), null);

    assertEquals(
        Set.of(
            "index.html",
            "notes.txt",
            "galaxies/mine.js",
            "galaxies/" + data().at("/chunks/0").textValue()),
        files().keySet());
    assertEquals("[\"A\"]", data().at("/table/object").toString());
  }

  @Test
  void writesAnEmptyReport() throws IOException {
    report(List.of(), List.of());

    assertEquals(0, data().at("/table/object").size());
    assertEquals(0, data().get("chunks").size());
  }

  @Test
  void refusesToOverwriteAnotherPage() throws IOException {
    Files.createDirectories(out());
    Files.writeString(out().resolve("index.html"), "<html>my home page</html>");

    Exception e =
        assertThrows(
            Exception.class, () -> report(List.of(profile("A", "r", "/data/A.fits")), null));

    assertTrue(
        String.valueOf(e.getMessage()).contains("index.html was not written by pix2prof report"),
        e.getMessage());
    assertThrows(IOException.class, () -> WriteReport.checkDirectory(out().toString()));
    assertEquals("<html>my home page</html>", Files.readString(out().resolve("index.html")));
  }

  @Test
  void aStreamIsRefused() {
    Pipeline pipeline = Pipeline.create();
    PCollection<SurfaceBrightnessProfile> whole = profiles(pipeline, List.of());
    PCollection<SurfaceBrightnessProfile> windows =
        whole.apply(Window.into(FixedWindows.of(Duration.standardSeconds(1))));

    assertRefused("profiles must be bounded", tuple(windows));
    PCollection<GalaxyImage> images =
        pipeline
            .apply("Images", Create.empty(GalaxyImageCoder.of()))
            .setIsBoundedInternal(IsBounded.UNBOUNDED);
    assertRefused("images must be bounded", tuple(whole).and(WriteReport.IMAGES, images));
    PCollection<String> lines =
        pipeline
            .apply("Bad", Create.empty(StringUtf8Coder.of()))
            .setIsBoundedInternal(IsBounded.UNBOUNDED);
    assertRefused("badRecords must be bounded", tuple(whole).and(WriteReport.BAD_RECORDS, lines));
  }

  @Test
  void refusesInvalidSettingsAndInputs() {
    Pipeline pipeline = Pipeline.create();
    PCollection<SurfaceBrightnessProfile> profiles = profiles(pipeline, List.of());

    assertRefused("needs to(directory)", tuple(profiles), WriteReport.create());
    assertRefused("needs a tuple with WriteReport.PROFILES", PCollectionTuple.empty(pipeline));
    assertRefused("has no input other", tuple(profiles).and(new TupleTag<>("other"), profiles));
    assertThrows(IllegalArgumentException.class, () -> WriteReport.create().to(""));
    assertThrows(IllegalArgumentException.class, () -> WriteReport.create().to("out/*"));
  }

  @Test
  void displaysItsSettings() {
    WriteReport report =
        WriteReport.create()
            .to("out/report")
            .withReference("truth.csv")
            .withModel(ModelRef.of("gs://models/polar.zip"));

    Map<String, Object> shown =
        DisplayData.from(report).asMap().values().stream()
            .collect(Collectors.toMap(DisplayData.Item::getKey, DisplayData.Item::getValue));

    assertEquals(
        Map.of(
            "directory", "out/report",
            "reference", "truth.csv",
            "model", "gs://models/polar.zip"),
        shown);
  }

  private static void assertRefused(String message, PCollectionTuple input) {
    assertRefused(message, input, WriteReport.create().to("out"));
  }

  private static void assertRefused(String message, PCollectionTuple input, WriteReport report) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> input.apply(message, report));
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static PCollectionTuple tuple(PCollection<SurfaceBrightnessProfile> profiles) {
    return PCollectionTuple.of(WriteReport.PROFILES, profiles);
  }

  private void report(List<SurfaceBrightnessProfile> profiles, List<GalaxyImage> images) {
    report(profiles, images, report -> report);
  }

  private void report(
      List<SurfaceBrightnessProfile> profiles,
      List<GalaxyImage> images,
      UnaryOperator<WriteReport> more) {
    Pipeline pipeline = Pipeline.create();
    PCollectionTuple input = tuple(profiles(pipeline, profiles));
    if (images != null) {
      input =
          input.and(
              WriteReport.IMAGES,
              pipeline.apply("Images", Create.of(images).withCoder(GalaxyImageCoder.of())));
    }
    input.apply(more.apply(WriteReport.create().to(out().toString())));
    pipeline.run().waitUntilFinish();
  }

  private static PCollection<SurfaceBrightnessProfile> profiles(
      Pipeline pipeline, List<SurfaceBrightnessProfile> profiles) {
    return pipeline.apply(
        "Profiles", Create.of(profiles).withCoder(SurfaceBrightnessProfileCoder.of()));
  }

  private Path out() {
    return directory.resolve("report");
  }

  private Map<String, String> files() throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out())) {
      for (Path file :
          files.filter(Files::isRegularFile).filter(f -> !f.toString().endsWith(".crc")).toList()) {
        texts.put(out().relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  private JsonNode data() throws IOException {
    String html = Files.readString(out().resolve("index.html"));
    String start = "id=\"data\">";
    int from = html.indexOf(start) + start.length();
    return MAPPER.readTree(html.substring(from, html.indexOf("</script>", from)));
  }

  private JsonNode take(int chunk) throws IOException {
    String name = data().at("/chunks/" + chunk).textValue();
    String text = Files.readString(out().resolve("galaxies").resolve(name));
    String call = "pix2prof.take(" + chunk + ",";
    assertTrue(text.startsWith(call), text);
    return MAPPER.readTree(text.substring(call.length(), text.lastIndexOf(')')));
  }

  private List<JsonNode> galaxies() throws IOException {
    List<JsonNode> galaxies = new ArrayList<>();
    for (int chunk = 0; chunk < data().get("chunks").size(); chunk++) {
      take(chunk).forEach(galaxies::add);
    }
    return galaxies;
  }

  private static SurfaceBrightnessProfile profile(String objectId, String band, String source) {
    return profile(objectId, band, source, builder -> builder);
  }

  private static SurfaceBrightnessProfile profile(
      String objectId,
      String band,
      String source,
      UnaryOperator<SurfaceBrightnessProfile.Builder> more) {
    return more.apply(
            SurfaceBrightnessProfile.builder()
                .setProvenance(Provenance.of(objectId, Optional.ofNullable(band), source, 0))
                .setModel("fake-1.0.0@0123456789ab")
                .setRadiusArcsec(new float[] {1, 2, 8})
                .setMu(new float[] {20, 21.5f, 26})
                .setMuErr(Optional.of(new float[] {0.01f, 0.02f, 0.3f}))
                .setEllipticity(Optional.of(new float[] {0.1f, 0.3f, 0.5f}))
                .setPaDeg(Optional.of(new float[] {40, 40, 40}))
                .setCentre(Optional.of(new PixelPoint(34, 30)))
                .setFlags(Set.of()))
        .build();
  }

  /** A disc at (34, 30) on noise, of one arcsec to the pixel. */
  private static GalaxyImage image(String objectId, String band, String source) {
    SplittableRandom random = new SplittableRandom(1);
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      double r = Math.hypot(i % SIDE - 34, i / SIDE - 30);
      pixels[i] = (float) (100 * Math.exp(-r / 3) + random.nextGaussian());
    }
    return GalaxyImage.builder()
        .setProvenance(Provenance.of(objectId, Optional.ofNullable(band), source, 0))
        .setPixels(pixels)
        .setWidth(SIDE)
        .setHeight(SIDE)
        .setPixelScaleArcsec(1)
        .setZeroPoint(22.5)
        .setWcs(new LocalWcs(34, 30, 150, 2, -1 / 3600.0, 0, 0, 1 / 3600.0))
        .build();
  }

  private static GalaxyImage brighter(GalaxyImage image) {
    float[] pixels = image.pixels().clone();
    pixels[0] += 1000;
    pixels[1] += 1000;
    pixels[700] += 1000;
    return image.toBuilder().setPixels(pixels).build();
  }
}
