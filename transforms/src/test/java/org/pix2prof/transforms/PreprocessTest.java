// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.CoderException;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler.BadRecordErrorHandler;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.ModelManifest.Input;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.ModelManifest.Profile;
import org.pix2prof.model.ModelManifest.Radius;
import org.pix2prof.model.ModelManifest.Sky;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.bundle.ManifestJson;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;
import org.pix2prof.values.Provenance;
import org.pix2prof.wcs.PixelPoint;

class PreprocessTest {
  private static final int SIZE = 48;
  private static final Input INPUT =
      new Input(
          SIZE,
          SIZE,
          0.5,
          25,
          List.of("r"),
          OptionalDouble.of(99.5),
          Sky.BORDER,
          Centre.DETECTED,
          Missing.ZERO,
          new Normalisation.Asinh(2));

  @TempDir Path directory;

  private ModelRef model() throws IOException {
    ModelManifest manifest =
        new ModelManifest(
            "test",
            "1",
            Format.TORCHSCRIPT,
            "model.pt",
            "0".repeat(64),
            INPUT,
            null,
            new Profile(new Radius.Linear(0.5), 64, new Stop.Flat(20, 10, 0.01)),
            Map.of());
    Files.write(directory.resolve("manifest.json"), ManifestJson.write(manifest));
    return ModelRef.of(directory.toString());
  }

  /** A round exponential disc on a noisy sky. */
  private static float[] galaxy() {
    Random random = new Random(5);
    float[] pixels = new float[64 * 64];
    for (int i = 0; i < pixels.length; i++) {
      double r = Math.hypot(i % 64 - 33.3, i / 64 - 31.2);
      pixels[i] = (float) (100 * Math.exp(-r / 3) + 12 + random.nextGaussian());
    }
    return pixels;
  }

  private static GalaxyImage image(
      String id,
      Optional<String> band,
      float[] pixels,
      OptionalDouble pixelScale,
      OptionalDouble zeroPoint) {
    return GalaxyImage.builder()
        .setProvenance(Provenance.of(id, band, id + ".fits", 1))
        .setPixels(pixels)
        .setWidth(64)
        .setHeight(64)
        .setPixelScaleArcsec(pixelScale)
        .setZeroPoint(zeroPoint)
        .build();
  }

  private static GalaxyImage known(String id, float[] pixels) {
    return image(id, Optional.of("r"), pixels, OptionalDouble.of(0.4), OptionalDouble.of(22.5));
  }

  private static PCollection<GalaxyImage> create(Pipeline pipeline, GalaxyImage... images) {
    return pipeline.apply(Create.of(List.of(images)).withCoder(GalaxyImageCoder.of()));
  }

  @Test
  void masksOtherObjectsThanTheGalaxy() throws Exception {
    float[] labels = new float[64 * 64];
    labels[31 * 64 + 33] = 2;
    labels[5 * 64 + 10] = 7;
    labels[6 * 64 + 60] = 9;
    GalaxyImage image =
        known("a", galaxy()).toBuilder().setSegmentation(Optional.of(labels)).build();
    assertOnly(2, labels, image);
    assertOnly(7, labels, image.toBuilder().setCentre(new PixelPoint(9.4, 4.8)).build());
    Isophotes circles = Isophotes.ofOneShape(60, 6, 0, 0);
    assertOnly(9, labels, image.toBuilder().setIsophotes(circles).build());
    GalaxyImage elsewhere = image.toBuilder().setCentre(new PixelPoint(50, 50)).build();
    BadImageException e =
        assertThrows(BadImageException.class, () -> Preprocess.skyImage(elsewhere, INPUT));
    assertEquals("no_segment", e.reason());
  }

  private static void assertOnly(float object, float[] labels, GalaxyImage image) throws Exception {
    float[] expected = galaxy();
    for (int i = 0; i < expected.length; i++) {
      if (labels[i] != 0 && labels[i] != object) {
        expected[i] = Float.NaN;
      }
    }
    assertArrayEquals(expected, Preprocess.skyImage(image, INPUT).pixels());
    assertArrayEquals(galaxy(), image.pixels(), "the image is not changed");
  }

  private void assertPrepared(GalaxyImage image, SkyImage same, Set<Flag> flags) throws Exception {
    PreparedImage expected = Preprocessor.of(INPUT).prepare(same).withFlags(flags);
    byte[] encoded =
        CoderUtils.encodeToByteArray(
            PreparedGalaxyCoder.of(),
            PreparedGalaxy.of(image.provenance(), expected, Optional.empty(), Optional.of(same)));
    Pipeline pipeline = Pipeline.create();
    PCollection<PreparedGalaxy> prepared =
        create(pipeline, image).apply(Preprocess.forModel(model()));
    assertEquals(PreparedGalaxyCoder.of(), prepared.getCoder());
    PAssert.that(prepared)
        .satisfies(
            all -> {
              PreparedGalaxy one = all.iterator().next();
              assertEquals(flags, one.image().flags());
              try {
                assertArrayEquals(
                    encoded, CoderUtils.encodeToByteArray(PreparedGalaxyCoder.of(), one));
              } catch (CoderException e) {
                throw new AssertionError(e);
              }
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void preparesAsTheManifestSays() throws Exception {
    assertPrepared(known("a", galaxy()), new SkyImage(galaxy(), 64, 64, 0.4, 22.5), Set.of());
  }

  @Test
  void usesModelValuesForMissingOnes() throws Exception {
    assertPrepared(
        image("a", Optional.empty(), galaxy(), OptionalDouble.empty(), OptionalDouble.empty()),
        new SkyImage(galaxy(), 64, 64, 0.5, 25),
        Set.of(Flag.PIXEL_SCALE_ASSUMED, Flag.ZERO_POINT_ASSUMED, Flag.BAND_UNKNOWN));
  }

  @Test
  void keepsTheFlagsOfReading() throws Exception {
    GalaxyImage image = known("a", galaxy());
    assertPrepared(
        GalaxyImage.builder()
            .setProvenance(image.provenance())
            .setPixels(image.pixels())
            .setWidth(image.width())
            .setHeight(image.height())
            .setPixelScaleArcsec(image.pixelScaleArcsec())
            .setZeroPoint(image.zeroPoint())
            .setFlags(Set.of(Flag.MASK_MISSING))
            .build(),
        new SkyImage(galaxy(), 64, 64, 0.4, 22.5),
        Set.of(Flag.MASK_MISSING));
  }

  @Test
  void oneFlagForEachMissingValue() throws Exception {
    Pipeline pipeline = Pipeline.create();
    PCollection<PreparedGalaxy> prepared =
        create(
                pipeline,
                image(
                    "s", Optional.of("r"), galaxy(), OptionalDouble.empty(), OptionalDouble.of(22)),
                image(
                    "z", Optional.of("r"), galaxy(), OptionalDouble.of(.5), OptionalDouble.empty()),
                image(
                    "b", Optional.empty(), galaxy(), OptionalDouble.of(.5), OptionalDouble.of(22)))
            .apply(Preprocess.forModel(model()));
    PAssert.that(prepared)
        .satisfies(
            all -> {
              List<String> flags = new ArrayList<>();
              all.forEach(p -> flags.add(p.provenance().objectId() + p.image().flags()));
              assertEquals(
                  Set.of("s[PIXEL_SCALE_ASSUMED]", "z[ZERO_POINT_ASSUMED]", "b[BAND_UNKNOWN]"),
                  Set.copyOf(flags));
              return null;
            });
    pipeline.run().waitUntilFinish();
  }

  @Test
  void badImageFailsUnlessHandled() throws Exception {
    Pipeline pipeline = Pipeline.create();
    create(pipeline, known("flat", new float[64 * 64])).apply(Preprocess.forModel(model()));
    Exception e = assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish());
    assertTrue(e.toString().contains("all pixels have one value"), e.toString());
  }

  @Test
  void badImageIsRoutedAndCounted() throws Exception {
    Pipeline pipeline = Pipeline.create();
    BadRecordErrorHandler<PCollection<BadRecord>> handler =
        pipeline.registerBadRecordErrorHandler(new Same());
    PCollection<PreparedGalaxy> prepared =
        create(
                pipeline,
                known("flat", new float[64 * 64]),
                known("good", galaxy()),
                image(
                    "odd",
                    Optional.of("r"),
                    galaxy(),
                    OptionalDouble.of(-1),
                    OptionalDouble.of(22.5)))
            .apply(Preprocess.forModel(model()).withBadRecordErrorHandler(handler));
    handler.close();
    PCollection<BadRecord> bad = handler.getOutput();
    PAssert.that(prepared)
        .satisfies(
            all -> {
              List<String> ids = new ArrayList<>();
              all.forEach(p -> ids.add(p.provenance().objectId()));
              assertEquals(List.of("good"), ids);
              return null;
            });
    PAssert.that(bad)
        .satisfies(
            all -> {
              List<String> found = new ArrayList<>();
              for (BadRecord record : all) {
                byte[] encoded = record.getRecord().getEncodedRecord();
                assertTrue(encoded.length < 1000, "a bad record carries no pixels");
                found.add(
                    record.getRecord().getHumanReadableJsonRecord()
                        + " "
                        + record.getFailure().getDescription());
              }
              assertEquals(2, found.size());
              assertTrue(
                  found.stream().anyMatch(f -> f.contains("flat.fits") && f.contains("constant")),
                  found.toString());
              assertTrue(
                  found.stream()
                      .anyMatch(f -> f.contains("odd.fits") && f.contains("invalid_image")),
                  found.toString());
              return null;
            });
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    MetricsFilter filter =
        MetricsFilter.builder()
            .addNameFilter(MetricNameFilter.named("pix2prof", "bad_records_constant"))
            .build();
    assertEquals(
        1, result.metrics().queryMetrics(filter).getCounters().iterator().next().getAttempted());
  }

  @Test
  void noModelFails() {
    Pipeline pipeline = Pipeline.create();
    create(pipeline, known("a", galaxy()))
        .apply(Preprocess.forModel(ModelRef.of(directory.resolve("nowhere").toString())));
    Exception e = assertThrows(Exception.class, () -> pipeline.run().waitUntilFinish());
    assertTrue(e.toString().contains("nowhere"), e.toString());
  }

  @Test
  void displaysTheModel() {
    DisplayData data = DisplayData.from(Preprocess.forModel(ModelRef.of("gs://m/p.zip")));
    assertTrue(
        data.items().stream()
            .anyMatch(i -> i.getKey().equals("model") && i.getValue().equals("gs://m/p.zip")));
  }

  private static final class Same
      extends PTransform<PCollection<BadRecord>, PCollection<BadRecord>> {
    @Override
    public PCollection<BadRecord> expand(PCollection<BadRecord> input) {
      return input;
    }
  }
}
