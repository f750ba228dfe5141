// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.Header;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.transforms.FakeModels.Kind;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

class WriteModelImagesTest {
  private static final int WIDTH = 9;
  private static final int HEIGHT = 7;
  private static final LocalWcs WCS = new LocalWcs(4, 3, 150, 2, -1e-4, 2e-5, 2e-5, 1e-4);

  @TempDir Path directory;

  private String prefix() {
    return directory.resolve("new/model").toString();
  }

  private Set<String> files() throws Exception {
    try (Stream<Path> files = Files.list(directory.resolve("new"))) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static SkyImage image() {
    float[] pixels = new float[WIDTH * HEIGHT];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = 100 + i;
    }
    pixels[5] = Float.NaN;
    return new SkyImage(pixels, WIDTH, HEIGHT, 0.5, 22.5);
  }

  private static PreparedGalaxy galaxy(Provenance provenance, Optional<SkyImage> original) {
    return PreparedGalaxy.of(
        provenance,
        new PreparedImage(new float[4], 2, 2, 0.5, 0.5, 0, 0, 1, 0, Set.of(), null),
        Optional.of(WCS),
        original);
  }

  private static SurfaceBrightnessProfile profile(Provenance provenance) {
    float[] two = new float[2];
    return SurfaceBrightnessProfile.builder()
        .setProvenance(provenance)
        .setModel("tiny-1@0123456789ab")
        .setRadiusArcsec(new float[] {0.5f, 1})
        .setMu(new float[] {20, 21})
        .setMuErr(Optional.empty())
        .setEllipticity(Optional.of(new float[] {0, 0}))
        .setPaDeg(Optional.of(new float[] {0, 0}))
        .setCentre(Optional.of(new PixelPoint(4, 3)))
        .setWcs(Optional.of(WCS))
        .setZeroPoint(OptionalDouble.of(22.5))
        .setSky(Optional.of(new SkyLevel(90, 0.5, 0, 0.1, 1)))
        .setPhotometry(
            Optional.of(new IsophotePhotometry(new float[] {400, 200}, two, two, two, two, null)))
        .setFlags(Set.of())
        .build();
  }

  private static Provenance provenance(String object, String band, String file) {
    return Provenance.of(object, Optional.ofNullable(band), "/data/" + file, 2);
  }

  private static KV<PreparedGalaxy, SurfaceBrightnessProfile> pair(Provenance provenance) {
    return KV.of(galaxy(provenance, Optional.of(image())), profile(provenance));
  }

  private static PCollection<KV<PreparedGalaxy, SurfaceBrightnessProfile>> create(
      Pipeline pipeline, List<KV<PreparedGalaxy, SurfaceBrightnessProfile>> pairs) {
    return pipeline.apply(
        Create.of(pairs)
            .withCoder(KvCoder.of(PreparedGalaxyCoder.of(), SurfaceBrightnessProfileCoder.of())));
  }

  private void write(List<KV<PreparedGalaxy, SurfaceBrightnessProfile>> pairs) {
    Pipeline pipeline = Pipeline.create();
    create(pipeline, pairs).apply(WriteModelImages.to(prefix()));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void writesModelAndResidual() throws Exception {
    write(List.of(pair(provenance("M 31", "r", "a.fits"))));
    assertEquals(1, files().size());
    Path file = directory.resolve("new").resolve(files().iterator().next());
    assertTrue(file.toString().matches(".*/model-M_31-[0-9a-f]{8}_r\\.fits"), file.toString());
    assertEquals(0, Files.size(file) % 2880);
    try (Fits fits = new Fits(file.toFile())) {
      BasicHDU<?>[] hdus = fits.read();
      assertEquals(3, hdus.length);
      float[][] model = (float[][]) hdus[1].getKernel();
      float[][] residual = (float[][]) hdus[2].getKernel();
      // 400 per arcsec^2 in a pixel of 0.25 arcsec^2, one pixel from the centre.
      assertEquals(100, model[3][5], 1e-3);
      assertEquals(50, model[3][6], 1e-3);
      assertEquals(0, model[0][0]);
      assertEquals(100 + 3 * WIDTH + 5 - 90 - 0.5 - 100, residual[3][5], 1e-3);
      assertEquals(100 - 90 + 4 * 0.5, residual[0][0], 1e-3);
      assertTrue(Float.isNaN(residual[0][5]));
      for (int i = 1; i <= 2; i++) {
        Header header = hdus[i].getHeader();
        assertEquals(i == 1 ? "MODEL" : "RESIDUAL", header.getStringValue("EXTNAME"));
        assertEquals("M 31", header.getStringValue("OBJECT"));
        assertEquals("r", header.getStringValue("FILTER"));
        assertEquals("tiny-1@0123456789ab", header.getStringValue("CAPMODEL"));
        assertEquals("/data/a.fits", header.getStringValue("SRCFILE"));
        assertEquals(2, header.getIntValue("SRCHDU"));
        assertEquals(90, header.getDoubleValue("SKYLEVEL"));
        assertEquals(22.5, header.getDoubleValue("MAGZERO"));
      }
    }
  }

  @Test
  void imagesKeepTheirPixelsWcsAndZeroPoint() throws Exception {
    String longName = "galaxy-\u03b1-" + "x".repeat(90);
    write(List.of(pair(provenance(longName, "g", "y".repeat(100) + ".fits"))));
    Pipeline pipeline = Pipeline.create();
    PCollection<GalaxyImage> images =
        pipeline.apply(ReadFits.create().from(directory + "/new/*.fits").withHdu("MODEL"));
    PAssert.that(
            images.apply(
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        (GalaxyImage read) -> {
                          LocalWcs wcs = read.wcs().orElseThrow();
                          return String.format(
                              java.util.Locale.ROOT,
                              "%d x %d, %.1f, %s, %.6f %.6f",
                              read.width(),
                              read.height(),
                              read.zeroPoint().getAsDouble(),
                              read.provenance().band().orElse(""),
                              wcs.toSky(8, 1).raDeg() - WCS.toSky(8, 1).raDeg(),
                              wcs.toSky(8, 1).decDeg() - WCS.toSky(8, 1).decDeg());
                        })))
        .containsInAnyOrder("9 x 7, 22.5, g, 0.000000 0.000000");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void namesFilesAfterObjectAndBand() throws Exception {
    write(
        List.of(
            pair(provenance("a", "r", "1.fits")),
            pair(provenance("a", "g", "1.fits")),
            pair(provenance("a", null, "1.fits")),
            pair(provenance("a/b", "r", "1.fits")),
            pair(provenance("a b", "r", "1.fits"))));
    Set<String> names = files();
    assertEquals(5, names.size());
    assertTrue(names.containsAll(Set.of("model-a_r.fits", "model-a_g.fits", "model-a.fits")));
  }

  @Test
  void replacesEarlierFiles() throws Exception {
    Files.createDirectories(directory.resolve("new"));
    Files.writeString(directory.resolve("new/model-a_r.fits"), "old");
    write(List.of(pair(provenance("a", "r", "1.fits"))));
    assertEquals(Set.of("model-a_r.fits"), files());
    assertTrue(Files.size(directory.resolve("new/model-a_r.fits")) > 2880);
  }

  @Test
  void failsIfTwoImagesHaveOneFile() {
    Exception problem =
        assertThrows(
            Pipeline.PipelineExecutionException.class,
            () ->
                write(
                    List.of(
                        pair(provenance("a", "r", "1.fits")),
                        pair(provenance("a", "r", "2.fits")))));
    assertTrue(
        problem
            .getMessage()
            .contains("several images have the model image " + directory + "/new/model-a_r.fits"),
        problem.getMessage());
    assertTrue(
        problem.getMessage().contains("/data/1.fits, HDU 2; /data/2.fits, HDU 2"),
        problem.getMessage());
  }

  @Test
  void profileWithoutIntensitiesIsABadRecord() throws Exception {
    Provenance provenance = provenance("a", "r", "1.fits");
    List<KV<PreparedGalaxy, SurfaceBrightnessProfile>> pairs =
        List.of(
            KV.of(galaxy(provenance, Optional.empty()), profile(provenance)),
            pair(provenance("b", "r", "2.fits")));
    Pipeline pipeline = Pipeline.create();
    try (var bad =
        pipeline.registerBadRecordErrorHandler(
            WriteBadRecords.to(directory.resolve("bad").toString()))) {
      PCollection<String> names =
          create(pipeline, pairs)
              .apply(WriteModelImages.to(prefix()).withBadRecordErrorHandler(bad));
      PAssert.that(names).containsInAnyOrder(directory + "/new/model-b_r.fits");
    }
    pipeline.run().waitUntilFinish();
    String line = Files.readString(directory.resolve("bad-00000-of-00001.json"));
    assertTrue(line.contains("\"no_model_image\""), line);
    assertThrows(Pipeline.PipelineExecutionException.class, () -> write(pairs));
  }

  @Test
  void captionProfilesWritesThem() throws Exception {
    List<PreparedGalaxy> galaxies = new ArrayList<>();
    for (String id : List.of("a", "b", "c")) {
      PreparedGalaxy small = FakeModels.galaxy(id, 20);
      galaxies.add(
          PreparedGalaxy.of(small.provenance(), small.image(), small.wcs(), Optional.of(image())));
    }
    Pipeline pipeline = Pipeline.create();
    pipeline
        .apply(Create.of(galaxies).withCoder(PreparedGalaxyCoder.of()))
        .apply(
            CaptionProfiles.of(new FakeModels(Kind.OK_WITH_ELLIPSES))
                .withMaxBatchSize(2)
                .withModelImages(WriteModelImages.to(prefix())));
    pipeline.run().waitUntilFinish();
    assertEquals(Set.of("model-a_r.fits", "model-b_r.fits", "model-c_r.fits"), files());
  }

  @Test
  void describesItself() {
    WriteModelImages write = WriteModelImages.to("out/model");
    assertTrue(
        DisplayData.from(write).asMap().values().stream()
            .anyMatch(item -> "out/model".equals(item.getValue())));
    CaptionProfiles caption = CaptionProfiles.of(new FakeModels(Kind.OK));
    assertTrue(
        DisplayData.from(caption.withModelImages(write)).asMap().values().stream()
            .anyMatch(item -> "out/model".equals(item.getValue())));
    assertFalse(
        DisplayData.from(caption).asMap().keySet().stream()
            .anyMatch(id -> id.getKey().equals("modelImages")));
    assertThrows(IllegalArgumentException.class, () -> WriteModelImages.to("out/"));
  }
}
