// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.internal.cutouts.PositionFrames;
import org.pix2prof.internal.fits.FitsFixtures;
import org.pix2prof.internal.fits.WcsFixtures;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.CatalogPositionCoder;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.SkyPoint;

class CaptionCutoutsTest {
  private static final int WIDTH = PositionFrames.WIDTH;
  private static final int HEIGHT = PositionFrames.HEIGHT;
  private static final int SIDE = 40;

  /** Pixel of galaxy A, of galaxy B and of a constant part of the frames. */
  private static final double[] A = {45, 40};

  private static final double[] B = {140, 45};
  private static final double[] CONSTANT = {60, 115};

  @TempDir private static Path shared;
  private static ModelRef model;
  private final Pipeline pipeline = Pipeline.create();

  @BeforeAll
  static void writeModelAndFrames() throws IOException {
    TestBundles.writeWithIsophotes(shared.resolve("model"), "tiny");
    model = ModelRef.of(shared.resolve("model").toString()).withDevice("cpu");
    Files.write(shared.resolve("frame-r.fits"), frame("r", 1.4));
    Files.write(shared.resolve("frame-g.fits"), frame("g", 2.5));
  }

  /** Galaxies A and B in the lower half, and the constant part in the upper half. */
  private static byte[] frame(String band, double axisRatio) {
    Random random = new Random(band.hashCode());
    double[] pixels = new double[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      int x = i % WIDTH;
      int y = i / WIDTH;
      if (y < HEIGHT / 2 + 10) {
        pixels[i] = disc(x, y, A, axisRatio) + disc(x, y, B, axisRatio) + random.nextGaussian();
      }
    }
    return FitsFixtures.file(
        WcsFixtures.tan(
                FitsFixtures.image(-32, pixels, WIDTH, HEIGHT),
                359.999,
                41.3,
                100.5,
                75.25,
                PositionFrames.SCALE,
                67)
            .card("FILTER", band)
            .card("MAGZERO", 22.5));
  }

  private static double disc(int x, int y, double[] centre, double axisRatio) {
    return 100 * Math.exp(-Math.hypot(x - centre[0], axisRatio * (y - centre[1])) / 4);
  }

  private static CatalogPosition position(String id, double... pixel) throws Exception {
    SkyPoint sky = PositionFrames.sky(pixel[0], pixel[1]);
    return CatalogPosition.builder()
        .setId(id)
        .setRaDeg(sky.raDeg())
        .setDecDeg(sky.decDeg())
        .setCatalog("/data/catalog.csv")
        .setRow(1)
        .build();
  }

  private PCollection<CatalogPosition> catalog(CatalogPosition... positions) {
    return pipeline.apply(Create.of(List.of(positions)).withCoder(CatalogPositionCoder.of()));
  }

  private static MakeCutouts cutouts(String pattern) {
    return MakeCutouts.create()
        .from(shared + "/" + pattern)
        .withCutoutSize(SIDE * PositionFrames.SCALE);
  }

  private static CaptionCutouts caption() {
    return CaptionCutouts.of(model)
        .withCutouts(cutouts("frame-*.fits"))
        .withReferenceBand("r")
        .withMaxBatchSize(1);
  }

  private static Map<String, SurfaceBrightnessProfile> byName(
      Iterable<SurfaceBrightnessProfile> profiles) {
    return StreamSupport.stream(profiles.spliterator(), false)
        .collect(
            Collectors.toMap(
                CaptionCutoutsTest::name, profile -> profile, (a, b) -> a, TreeMap::new));
  }

  private static String name(SurfaceBrightnessProfile profile) {
    return profile.provenance().objectId() + " " + profile.provenance().band().orElseThrow();
  }

  private static List<String> names(Iterable<SurfaceBrightnessProfile> profiles) {
    return StreamSupport.stream(profiles.spliterator(), false)
        .map(CaptionCutoutsTest::name)
        .sorted()
        .toList();
  }

  private static float[] ellipticity(SurfaceBrightnessProfile profile) {
    return Arrays.copyOf(profile.ellipticity().orElseThrow(), 3);
  }

  @Test
  void measuresAllBandsAlongTheSameEllipses() throws Exception {
    PAssert.that(catalog(position("A", A), position("B", B)).apply(caption()))
        .satisfies(
            profiles -> {
              Map<String, SurfaceBrightnessProfile> found = byName(profiles);
              assertEquals(Set.of("A g", "A r", "B g", "B r"), found.keySet());
              assertSameEllipses(found.get("A r"), found.get("A g"));
              assertSameEllipses(found.get("B r"), found.get("B g"));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static void assertSameEllipses(
      SurfaceBrightnessProfile reference, SurfaceBrightnessProfile other) {
    assertEquals(reference.centre().orElseThrow().x(), other.centre().orElseThrow().x(), 1e-3);
    assertEquals(reference.centre().orElseThrow().y(), other.centre().orElseThrow().y(), 1e-3);
    assertArrayEquals(ellipticity(reference), ellipticity(other));
    assertArrayEquals(
        Arrays.copyOf(reference.paDeg().orElseThrow(), 3),
        Arrays.copyOf(other.paDeg().orElseThrow(), 3),
        1e-2f);
  }

  @Test
  void withReferenceBandTakesTheEllipsesOfThatBand() throws Exception {
    CatalogPosition position = position("A", A);
    PCollection<SurfaceBrightnessProfile> alongG =
        catalog(position).apply("AlongG", caption().withReferenceBand("g"));
    PCollection<SurfaceBrightnessProfile> cutoutOfG =
        pipeline
            .apply("Again", Create.of(position).withCoder(CatalogPositionCoder.of()))
            .apply(cutouts("frame-g.fits"))
            .apply(Preprocess.forModel(model))
            .apply(CaptionProfiles.of(model));
    PAssert.that(PCollectionList.of(alongG).and(cutoutOfG).apply(Flatten.pCollections()))
        .satisfies(
            profiles -> {
              List<SurfaceBrightnessProfile> all =
                  StreamSupport.stream(profiles.spliterator(), false).toList();
              assertEquals(List.of("A g", "A g", "A r"), names(all));
              float[] ofG =
                  ellipticity(all.stream().filter(p -> name(p).equals("A g")).findFirst().get());
              assertTrue(ofG[1] > 0, Arrays.toString(ofG));
              all.forEach(profile -> assertArrayEquals(ofG, ellipticity(profile), name(profile)));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void withCutoutsSelectsTheFrames() throws Exception {
    PCollection<SurfaceBrightnessProfile> profiles =
        catalog(position("A", A)).apply(caption().withCutouts(cutouts("frame-r.fits")));
    PAssert.that(profiles)
        .satisfies(
            found -> {
              assertEquals(List.of("A r"), names(found));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void withMaxBatchSizeLimitsBatches() throws Exception {
    assertEquals(2, largestBatch(CaptionCutouts.of(model)));
    assertEquals(1, largestBatch(CaptionCutouts.of(model).withMaxBatchSize(1)));
  }

  private static long largestBatch(CaptionCutouts caption) throws Exception {
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(position("A", A), position("B", B)).withCoder(CatalogPositionCoder.of()))
        .apply(caption.withCutouts(cutouts("frame-r.fits")).withReferenceBand("r"));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.named("pix2prof", "inference_request_batch_size"))
                .build())
        .getDistributions()
        .iterator()
        .next()
        .getAttempted()
        .getMax();
  }

  @Test
  void givesEllipsesToTheNearestPositionOfAName() throws Exception {
    PAssert.that(catalog(position("X", A), position("X", B)).apply(caption()))
        .satisfies(
            profiles -> {
              List<SurfaceBrightnessProfile> all =
                  StreamSupport.stream(profiles.spliterator(), false).toList();
              assertEquals(List.of("X g", "X g", "X r", "X r"), names(all));
              for (SurfaceBrightnessProfile g : all) {
                assertTrue(
                    all.stream()
                        .filter(r -> name(r).equals("X r"))
                        .anyMatch(
                            r ->
                                Arrays.equals(ellipticity(r), ellipticity(g))
                                    && distance(r, g) < 0.01),
                    name(g));
              }
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  private static double distance(SurfaceBrightnessProfile one, SurfaceBrightnessProfile other) {
    SkyPoint a = one.skyPosition().orElseThrow();
    SkyPoint b = other.skyPosition().orElseThrow();
    return 3600 * Math.hypot(a.raDeg() - b.raDeg(), a.decDeg() - b.decDeg());
  }

  @Test
  void withBadRecordErrorHandlerRecordsEachPositionOnce() throws Exception {
    Path bad = shared.resolve("bad");
    PCollection<SurfaceBrightnessProfile> profiles;
    try (BadRecordErrorHandler<?> handler =
        pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(bad.toString()))) {
      profiles =
          catalog(position("A", A), position("C", CONSTANT), position("D", 500, 500))
              .apply(caption().withBadRecordErrorHandler(handler));
    }
    PAssert.that(profiles)
        .satisfies(
            found -> {
              assertEquals(List.of("A g", "A r"), names(found));
              return null;
            });
    pipeline.run().waitUntilFinish();

    List<String> lines = Files.readAllLines(shared.resolve("bad-00000-of-00001.json"));
    assertEquals(2, lines.size(), lines::toString);
    assertBad(lines, shared.resolve("frame-r.fits").toString(), "constant");
    assertBad(lines, "/data/catalog.csv", "outside_frames");
  }

  private static void assertBad(List<String> lines, String source, String reason) {
    assertEquals(
        1,
        lines.stream()
            .filter(line -> line.contains(source) && line.contains("\"" + reason + "\""))
            .count(),
        lines::toString);
  }

  @Test
  void unusableCutoutFailsWithoutHandler() throws Exception {
    catalog(position("C", CONSTANT)).apply(caption());

    Throwable cause =
        assertThrows(Pipeline.PipelineExecutionException.class, pipeline::run).getCause();

    assertTrue(cause.getMessage().contains("frame-r.fits, HDU 0: "), cause.getMessage());
  }

  @Test
  void refusesAModelWithoutIsophotes() throws Exception {
    Path plain = shared.resolve("plain");
    TestBundles.write(plain, "plain");
    catalog(position("A", A))
        .apply(
            CaptionCutouts.of(ModelRef.of(plain.toString()).withDevice("cpu"))
                .withCutouts(cutouts("frame-*.fits"))
                .withReferenceBand("r"));
    Throwable cause = assertThrows(RuntimeException.class, pipeline::run);
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertEquals(
        "model " + plain + " has no isophotes to measure other bands along", cause.getMessage());
  }

  @Test
  void checksItsSettings() throws Exception {
    assertEquals(
        "the reference band must have a name",
        assertThrows(IllegalArgumentException.class, () -> caption().withReferenceBand(" "))
            .getMessage());
    assertEquals(
        "batch size must be 1 or more, not 0",
        assertThrows(IllegalArgumentException.class, () -> caption().withMaxBatchSize(0))
            .getMessage());
    PCollection<CatalogPosition> positions = catalog(position("A", A));
    for (CaptionCutouts incomplete :
        List.of(
            CaptionCutouts.of(model).withReferenceBand("r"),
            CaptionCutouts.of(model).withCutouts(cutouts("frame-*.fits")))) {
      assertEquals(
          "CaptionCutouts needs withCutouts and withReferenceBand",
          assertThrows(IllegalArgumentException.class, () -> positions.apply(incomplete))
              .getMessage());
    }
  }

  @Test
  void displaysItsSettings() {
    Map<String, Object> shown =
        DisplayData.from(caption()).asMap().values().stream()
            .collect(Collectors.toMap(DisplayData.Item::getKey, DisplayData.Item::getValue));
    assertEquals(model.uri(), shown.get("model"));
    assertEquals("r", shown.get("referenceBand"));
    assertEquals(1L, shown.get("maxBatchSize"));
    assertEquals(shared + "/frame-*.fits", shown.get("frames"), "of the cutouts");
    assertFalse(DisplayData.from(CaptionCutouts.of(model)).toString().contains("referenceBand"));
  }
}
