// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.pix2prof.model.testing.SharedData;
import org.pix2prof.values.GalaxyImage;

/**
 * Compares odd and broken files with astropy's results: those of src/test/scripts/make_zoo.py, and
 * files of many projects in the shared data.
 */
class FitsZooTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /** Images that only astropy reads, as {@code file#hdu}, with our reason for skipping them. */
  private static final Map<String, String> NOT_GIVEN =
      Map.ofEntries(
          Map.entry("EllipSect__imgblock.fits#0", "all_zero"),
          Map.entry("EllipSect__imgblock.fits#2", "model"),
          Map.entry("EllipSect__imgblock.fits#3", "residual"),
          Map.entry("OpenImageIO__seed.fits#0", "all_zero"),
          Map.entry("SpArcFiRe__1237668589728366770_galfit_out.fits#0", "all_zero"),
          Map.entry("SpArcFiRe__1237668589728366770_galfit_out.fits#2", "model"),
          Map.entry("SpArcFiRe__1237668589728366770_galfit_out.fits#3", "residual"),
          Map.entry("all_nan.fits#0", "all_missing"),
          Map.entry("astropy__1904-66_AZP.fits#0", "unsupported_projection"),
          Map.entry("astropy__blank.fits#0", "not_two_dimensional"),
          Map.entry("astropy__double_ext.fits#1", "all_zero"),
          Map.entry("astropy__j94f05bgq_flt.fits#1", "not_two_dimensional"),
          Map.entry("astropy__j94f05bgq_flt.fits#4", "not_two_dimensional"),
          Map.entry("bscale_zero.fits#0", "bad_keyword"),
          Map.entry("fitsio__test_gzip_compressed_image.fits.fz#1", "all_zero"),
          Map.entry("naxis_1d.fits#0", "not_two_dimensional"),
          Map.entry("nom-tam-fits__annotationTest.fits#0", "all_zero"),
          Map.entry("rust-fitsio__hyper.fits#0", "more_than_three_axes"),
          Map.entry("SpArcFiRe__datacube.fit#0", "not_bands"),
          Map.entry("spark-fits__tst0002.fits#0", "not_bands"),
          Map.entry("spark-fits__tst0007.fits#0", "not_two_dimensional"),
          Map.entry("spark-fits__tst0009.fits#2", "mask"));

  /**
   * File with one undefined pixel, ZBLANK of its tile. astropy 5.2 reads it as a number; astropy 8
   * and CFITSIO give NaN, as the standard requires.
   */
  private static final String BLANK_MISREAD = "astropy__compressed_with_nan.fits";

  private static final double MISREAD_PIXEL = -5.321495532989502;

  @TestFactory
  Stream<DynamicTest> everyFileOfTheScript() throws Exception {
    return everyFile(Path.of("src/test/resources/fits/zoo"));
  }

  @TestFactory
  Stream<DynamicTest> everySharedFile() throws Exception {
    return everyFile(SharedData.path("fits-zoo"));
  }

  private static Stream<DynamicTest> everyFile(Path zoo) throws Exception {
    JsonNode expected = new ObjectMapper().readTree(zoo.resolve("expected.json").toFile());
    List<Path> files;
    try (Stream<Path> listing = Files.list(zoo)) {
      files = listing.filter(f -> !f.endsWith("expected.json")).sorted().toList();
    }
    assertFalse(files.isEmpty());
    return files.stream()
        .map(
            file -> {
              String name = file.getFileName().toString();
              return DynamicTest.dynamicTest(name, () -> check(file, expected.get(name)));
            });
  }

  private static void check(Path file, JsonNode expected) throws Exception {
    Collected found =
        assertTimeoutPreemptively(
            LIMIT,
            () ->
                Collected.of(
                    Files.newInputStream(file),
                    Files.size(file),
                    file.toUri().toString(),
                    FitsOptions.defaults().withZeroPoint(25)));
    found.bad.forEach(bad -> assertTrue(bad.message().length() > 15, found.toString()));
    JsonNode images = expected.get("images");
    if (!images.isArray() || images.isEmpty()) {
      assertTrue(!found.bad.isEmpty() || !found.images.isEmpty(), found.toString());
      return;
    }
    Map<Integer, List<GalaxyImage>> byHdu =
        found.images.stream().collect(Collectors.groupingBy(i -> i.provenance().hdu()));
    for (JsonNode image : images) {
      int hdu = image.get("hdu").asInt();
      List<GalaxyImage> planes = byHdu.remove(hdu);
      String why = NOT_GIVEN.get(file.getFileName() + "#" + hdu);
      if (why != null) {
        assertEquals(null, planes, found.toString());
        assertTrue(
            found.skipped.contains(new Collected.Skipped(hdu, why))
                || found.bad.stream().anyMatch(b -> b.hdu() == hdu && b.reason().equals(why)),
            found.toString());
      } else {
        assertTrue(planes != null, "no HDU " + hdu + " in " + found);
        if (file.endsWith(BLANK_MISREAD)) {
          replaceNan(planes.get(0).pixels(), (float) MISREAD_PIXEL);
        }
        same(image, planes);
      }
    }
    assertEquals(Map.of(), byHdu, "images that astropy does not read");
    assertTrue(!found.images.isEmpty() || !found.bad.isEmpty(), "neither images nor bad records");
  }

  private static void replaceNan(float[] pixels, float misread) {
    int nan = 0;
    for (int i = 0; i < pixels.length; i++) {
      if (Float.isNaN(pixels[i])) {
        nan++;
        pixels[i] = misread;
      }
    }
    assertEquals(1, nan);
  }

  private static void same(JsonNode expected, List<GalaxyImage> planes) {
    JsonNode shape = expected.get("shape");
    int axes = shape.size();
    int pixels = planes.get(0).pixels().length;
    assertEquals(shape.get(axes - 1).asInt(), planes.get(0).width());
    assertEquals(shape.get(axes - 2).asInt(), planes.get(0).height());
    assertEquals(axes > 2 ? shape.get(0).asInt() : 1, planes.size());
    double sum = 0;
    double most = 0;
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    int nan = 0;
    for (GalaxyImage plane : planes) {
      for (float pixel : plane.pixels()) {
        if (Float.isNaN(pixel)) {
          nan++;
        } else {
          sum += pixel;
          most += Math.abs(pixel);
          min = Math.min(min, pixel);
          max = Math.max(max, pixel);
        }
      }
    }
    assertEquals(expected.get("nan").asInt(), nan);
    assertEquals(expected.get("min").asDouble(), min, 1e-6 * Math.abs(min));
    assertEquals(expected.get("max").asDouble(), max, 1e-6 * Math.abs(max));
    assertEquals(expected.get("sum").asDouble(), sum, 1e-6 * most);
    for (JsonNode sample : expected.get("samples")) {
      int at = sample.get(0).asInt();
      float pixel = planes.get(at / pixels).pixels()[at % pixels];
      if (sample.get(1).isNull()) {
        assertTrue(Float.isNaN(pixel), "pixel " + at);
      } else {
        double value = sample.get(1).asDouble();
        assertEquals(value, pixel, 1e-6 * Math.abs(value), "pixel " + at);
      }
    }
  }
}
