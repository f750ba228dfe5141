// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
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
import org.pix2prof.internal.fits.FitsFixtures;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.LocalWcs;

class CaptionBandsTest {
  private static final int SIZE = 40;
  @TempDir private static Path shared;
  private static ModelRef model;

  @BeforeAll
  static void writeModel() throws IOException {
    TestBundles.writeWithIsophotes(shared.resolve("model"), "tiny");
    model = ModelRef.of(shared.resolve("model").toString()).withDevice("cpu");
  }

  /** A disc at (x, y) of an image whose first pixel is at (left, 0) of the sky's pixels. */
  private static GalaxyImage image(String id, String band, double x, double y, int left) {
    Random random = new Random((id + band).hashCode());
    float[] pixels = new float[SIZE * SIZE];
    for (int i = 0; i < pixels.length; i++) {
      double u = i % SIZE + left - x;
      double v = i / SIZE - y;
      double r = Math.hypot(u + 0.3 * v, 1.5 * v);
      pixels[i] = (float) (100 * Math.exp(-r / 4) + random.nextGaussian());
    }
    double degrees = 0.396 / 3600;
    return GalaxyImage.builder()
        .setProvenance(Provenance.of(id, Optional.of(band), band + "/" + id + ".fits", 0))
        .setPixels(pixels)
        .setWidth(SIZE)
        .setHeight(SIZE)
        .setPixelScaleArcsec(0.396)
        .setZeroPoint(22.5)
        .setWcs(new LocalWcs(20 - left, 20, 150, 2, -degrees, 0, 0, degrees))
        .build();
  }

  private static PCollection<GalaxyImage> images(Pipeline pipeline, GalaxyImage... images) {
    String name = "Create " + images[0].provenance() + images.length;
    return pipeline.apply(name, Create.of(List.of(images)).withCoder(GalaxyImageCoder.of()));
  }

  private static CaptionBands caption() {
    // Batches of one image, so that other images cannot change the last bits of a profile.
    return CaptionBands.of(model).withReferenceBand("r").withMaxBatchSize(1);
  }

  @Test
  void measuresAllBandsAlongTheReferenceEllipses() {
    GalaxyImage a = image("a", "r", 20.3, 19.6, 0);
    GalaxyImage b = image("b", "r", 17, 22.5, 0);
    Pipeline pipeline = Pipeline.create();
    PCollection<SurfaceBrightnessProfile> alone =
        images(pipeline, a, b)
            .apply(Preprocess.forModel(model))
            .apply(CaptionProfiles.of(model).withMaxBatchSize(1));
    PCollection<SurfaceBrightnessProfile> together =
        images(pipeline, image("a", "g", 20.3, 19.6, 0), a, image("b", "z", 17, 22.5, 3), b)
            .apply(caption());
    PAssert.that(PCollectionList.of(alone).and(together).apply(Flatten.pCollections()))
        .satisfies(CaptionBandsTest::sameEllipses);
    pipeline.run().waitUntilFinish();
  }

  private static Void sameEllipses(Iterable<SurfaceBrightnessProfile> profiles) {
    List<SurfaceBrightnessProfile> all =
        StreamSupport.stream(profiles.spliterator(), false).toList();
    assertEquals(6, all.size());
    Map<String, SurfaceBrightnessProfile> byName = new HashMap<>();
    for (SurfaceBrightnessProfile profile : all) {
      String name = profile.provenance().objectId() + profile.provenance().band().get();
      SurfaceBrightnessProfile before = byName.put(name, profile);
      // The profile in the reference band does not depend on other bands.
      assertTrue(before == null || before.equals(profile), name);
    }
    same(byName.get("ar"), byName.get("ag"), 0);
    same(byName.get("br"), byName.get("bz"), 3);
    float[] one = byName.get("ar").ellipticity().get();
    float[] other = byName.get("br").ellipticity().get();
    assertTrue(one[5] > 0 && one[5] != other[5], one[5] + " and " + other[5]);
    return null;
  }

  private static void same(
      SurfaceBrightnessProfile reference, SurfaceBrightnessProfile other, int left) {
    assertEquals(reference.centre().get().x() - left, other.centre().get().x(), 1e-6);
    assertEquals(reference.centre().get().y(), other.centre().get().y(), 1e-6);
    for (int i = 0; i < Math.min(reference.mu().length, other.mu().length); i++) {
      assertEquals(reference.ellipticity().get()[i], other.ellipticity().get()[i]);
      assertEquals(reference.paDeg().get()[i], other.paDeg().get()[i], left == 0 ? 0 : 1e-4f);
    }
  }

  @Test
  void joinsHdusAndPlanesOfOneObject() throws IOException {
    Path files = Files.createDirectory(shared.resolve("files"));
    FitsFixtures.Part g = part("g", SIZE, SIZE).card("BAND", "g");
    FitsFixtures.Part r = part("r", SIZE, SIZE).card("BAND", "r");
    Files.write(files.resolve("hdus.fits"), FitsFixtures.file(FitsFixtures.empty(), g, r));
    Files.write(
        files.resolve("cube.fits"),
        FitsFixtures.file(part("gr", SIZE, SIZE, 2).card("BANDS", "gr")));
    Pipeline pipeline = Pipeline.create();
    PAssert.that(
            pipeline
                .apply(ReadFits.create().from(files + "/*.fits").withPixelScale(0.396))
                .apply(caption()))
        .satisfies(
            profiles -> {
              Map<String, Isophotes> found = new TreeMap<>();
              for (SurfaceBrightnessProfile profile : profiles) {
                found.put(
                    profile.provenance().objectId() + " " + profile.provenance().band().get(),
                    profile.isophotes().get());
              }
              assertEquals(Set.of("cube g", "cube r", "hdus#1 g", "hdus#2 r"), found.keySet());
              assertEquals(found.get("cube r"), found.get("cube g"));
              assertEquals(found.get("hdus#2 r"), found.get("hdus#1 g"));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  /** A galaxy with different noise in each band. */
  private static FitsFixtures.Part part(String bands, int... axes) {
    double[] stored =
        bands
            .chars()
            .mapToObj(band -> image("x", Character.toString(band), 20, 20, 0).pixels())
            .flatMapToDouble(
                pixels -> IntStream.range(0, pixels.length).mapToDouble(i -> pixels[i]))
            .toArray();
    return FitsFixtures.image(-32, stored, axes);
  }

  @Test
  void imagesWithoutAReferenceAreBadRecords() throws Exception {
    GalaxyImage empty =
        image("c", "r", 20, 20, 0).toBuilder().setPixels(new float[SIZE * SIZE]).build();
    Pipeline pipeline = Pipeline.create();
    List<GalaxyImage> images = new ArrayList<>();
    images.add(image("a", "g", 20, 20, 0));
    images.add(image("b", "r", 20, 20, 0));
    images.add(image("b", "r", 20, 20, 0));
    images.add(image("b", "g", 20, 20, 0));
    images.add(empty);
    images.add(image("c", "g", 20, 20, 0));
    images.add(image("d", "r", 20, 20, 0));
    images.add(image("d", "g", 20, 20, 500));
    images.add(image("e", "r", 20, 20, 0).toBuilder().setWcs(Optional.empty()).build());
    images.add(image("e", "g", 20, 20, 0).toBuilder().setPixelScaleArcsec(0.5).build());
    PCollection<SurfaceBrightnessProfile> profiles;
    Path bad = shared.resolve("bad");
    try (BadRecordErrorHandler<?> handler =
        pipeline.registerBadRecordErrorHandler(WriteBadRecords.to(bad.toString()))) {
      profiles =
          images(pipeline, images.toArray(GalaxyImage[]::new))
              .apply(caption().withBadRecordErrorHandler(handler));
    }
    PAssert.that(profiles)
        .satisfies(
            found -> {
              assertEquals(
                  List.of("b r", "b r", "d r", "e r"),
                  StreamSupport.stream(found.spliterator(), false)
                      .map(p -> p.provenance().objectId() + " " + p.provenance().band().get())
                      .sorted()
                      .toList());
              return null;
            });
    pipeline.run().waitUntilFinish();
    List<String> lines = Files.readAllLines(shared.resolve("bad-00000-of-00001.json"));
    assertEquals(6, lines.size());
    assertBad(lines, "g/a.fits", "no_reference_band");
    assertBad(lines, "g/b.fits", "duplicate_reference");
    assertBad(lines, "r/c.fits", "constant");
    assertBad(lines, "g/c.fits", "no_reference_band");
    assertBad(lines, "g/d.fits", "centre_outside");
    assertBad(lines, "g/e.fits", "no_common_grid");
  }

  private static void assertBad(List<String> lines, String source, String reason) {
    String start = "{\"source\":\"" + source + "\",\"hdu\":0,\"reason\":\"" + reason + "\"";
    assertEquals(1, lines.stream().filter(line -> line.startsWith(start)).count(), lines::toString);
  }

  @Test
  void withoutAHandlerTheFirstOneFails() {
    Pipeline pipeline = Pipeline.create();
    images(pipeline, image("a", "g", 20, 20, 0)).apply(caption());
    Throwable cause =
        assertThrows(Pipeline.PipelineExecutionException.class, pipeline::run).getCause();
    assertEquals(
        "g/a.fits, HDU 0: object a has no image in the reference band r; its other bands are g",
        cause.getMessage());
  }

  @Test
  void aModelWithoutIsophotesIsRefused() throws IOException {
    Path directory = shared.resolve("plain");
    TestBundles.write(directory, "plain");
    Pipeline pipeline = Pipeline.create();
    images(pipeline, image("a", "r", 20, 20, 0), image("a", "g", 20, 20, 0))
        .apply(
            CaptionBands.of(ModelRef.of(directory.toString()).withDevice("cpu"))
                .withReferenceBand("r"));
    Throwable cause = assertThrows(RuntimeException.class, pipeline::run);
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertEquals(
        "model " + directory + " has no isophotes to measure other bands along",
        cause.getMessage());
  }

  @Test
  void checksItsSettings() {
    assertEquals(
        "the reference band must have a name",
        assertThrows(IllegalArgumentException.class, () -> caption().withReferenceBand(" "))
            .getMessage());
    assertEquals(
        "batch size must be 1 or more, not 0",
        assertThrows(IllegalArgumentException.class, () -> caption().withMaxBatchSize(0))
            .getMessage());
    Pipeline pipeline = Pipeline.create();
    PCollection<GalaxyImage> images = images(pipeline, image("a", "g", 20, 20, 0));
    assertEquals(
        "CaptionBands needs withReferenceBand",
        assertThrows(IllegalArgumentException.class, () -> images.apply(CaptionBands.of(model)))
            .getMessage());
  }

  @Test
  void displaysItsSettings() {
    Map<String, Object> shown =
        DisplayData.from(caption()).asMap().values().stream()
            .collect(Collectors.toMap(DisplayData.Item::getKey, DisplayData.Item::getValue));
    assertEquals(model.uri(), shown.get("model"));
    assertEquals("r", shown.get("referenceBand"));
    assertEquals(1L, shown.get("maxBatchSize"));
  }
}
