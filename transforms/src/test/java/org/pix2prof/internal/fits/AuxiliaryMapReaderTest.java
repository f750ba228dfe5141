// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.empty;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.gzip;
import static org.pix2prof.internal.fits.FitsFixtures.image;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;
import static org.pix2prof.internal.fits.FitsFixtures.table;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;
import org.pix2prof.wcs.PixelPoint;

class AuxiliaryMapReaderTest {
  private static final String IN = "/in/a.fits";
  private static final String MASK = "/in/a_mask.fits";
  private static final float NAN = Float.NaN;
  private static final FitsOptions DEFAULTS = FitsOptions.defaults();
  private static final FitsOptions WITH_MASK = DEFAULTS.withMask("{dir}/{id}_mask.fits");

  private final SurveyFiles files = new SurveyFiles();

  /** Reads an image of 2 x 2 pixels, 1 to 4, with its map. */
  private Collected read(FitsOptions options, String mapUri, byte[] map) throws Exception {
    byte[] image = file(ramp(-32, 2, 2));
    return files.with(mapUri, map).read(IN, image, options);
  }

  private Collected masked(FitsFixtures.Part... mask) throws Exception {
    return read(WITH_MASK, MASK, file(mask));
  }

  private static void bad(String reason, String message, Collected found) {
    assertEquals(reason, found.onlyBad().reason());
    assertTrue(found.onlyBad().message().contains(message), found.toString());
    assertTrue(found.onlyBad().message().contains(MASK), found.toString());
  }

  @Test
  void anyValueButZeroOfAMaskIsBad() throws Exception {
    Collected found = masked(image(16, new double[] {0, 1, 0, -8}, 2, 2));
    assertArrayEquals(new float[] {1, NAN, 3, NAN}, found.only().pixels());
  }

  @Test
  void onlyChosenBitsOfAMaskAreBad() throws Exception {
    FitsOptions options = WITH_MASK.withMaskBits(0x21);
    Collected found = read(options, MASK, file(image(32, new double[] {2, 3, 32, 64}, 2, 2)));
    assertArrayEquals(new float[] {1, NAN, NAN, 4}, found.only().pixels());
  }

  @Test
  void missingValuesOfAMaskAreBad() throws Exception {
    double[] floats = {0, Double.NaN, 0.5, Double.POSITIVE_INFINITY};
    assertArrayEquals(
        new float[] {1, NAN, NAN, NAN}, masked(image(-32, floats, 2, 2)).only().pixels());
    double[] integers = {0, -1, 0, 0};
    assertArrayEquals(
        new float[] {1, NAN, 3, 4},
        masked(image(16, integers, 2, 2).card("BLANK", -1)).only().pixels());
  }

  @Test
  void maskMayBeScaled() throws Exception {
    double[] unsigned = {-32768, -32767, -32768, -32768};
    assertArrayEquals(
        new float[] {1, NAN, 3, 4},
        masked(image(16, unsigned, 2, 2).card("BZERO", 32768)).only().pixels());
    double[] stored = {-2, 0, 0, 0};
    FitsFixtures.Part scaled = image(16, stored, 2, 2).card("BSCALE", 0.5).card("BZERO", 1);
    assertArrayEquals(new float[] {1, NAN, NAN, NAN}, masked(scaled).only().pixels());
    bad("bad_keyword", "BSCALE", read(WITH_MASK.withMaskBits(1), MASK, file(scaled)));
  }

  @Test
  void bitsNeedIntegers() throws Exception {
    double[] floats = {0, 1, 0, 0};
    bad(
        "bad_mask",
        "BITPIX",
        read(WITH_MASK.withMaskBits(1), MASK, file(image(-32, floats, 2, 2))));
  }

  @Test
  void firstImageOfAFileIsTheMask() throws Exception {
    Collected found =
        masked(
            empty(),
            table(1, 2),
            image(8, new double[] {1, 0, 0, 0}, 2, 2).card("EXTNAME", "X"),
            ramp(8, 3, 3));
    assertArrayEquals(new float[] {NAN, 2, 3, 4}, found.only().pixels());
  }

  @Test
  void hduOfAFileIsTheMask() throws Exception {
    byte[] mask =
        gzip(file(ramp(8, 3, 3), image(8, new double[] {1, 0, 0, 0}, 2, 2).card("EXTNAME", "X")));
    for (String hdu : List.of("[1]", "[x]")) {
      FitsOptions options = DEFAULTS.withMask("{dir}/{id}_mask.fits" + hdu);
      assertArrayEquals(new float[] {NAN, 2, 3, 4}, read(options, MASK, mask).only().pixels());
    }
    bad("no_mask", "HDU 'Y'", read(DEFAULTS.withMask("/in/*_mask.fits[Y]"), MASK, mask));
  }

  @Test
  void compressedMaskIsDecompressed() throws Exception {
    byte[] maskBits = SurveyFiles.bytes(SurveyFiles.LEGACY_MASK);
    Collected survey =
        new SurveyFiles().read(SurveyFiles.LEGACY, DEFAULTS.withSurvey(Survey.LEGACY));
    // The bits of r: SATUR_R and ALLMASK_R.
    Collected own =
        files
            .with("/masks/legacysurvey-1234p056-image-r.fits.fz", maskBits)
            .read(SurveyFiles.LEGACY, DEFAULTS.withMask("/masks/*.fits.fz").withMaskBits(8 + 64));
    assertArrayEquals(survey.only().pixels(), own.only().pixels());
    assertTrue(missing(own.only()) > 0);
  }

  private static int missing(GalaxyImage image) {
    int missing = 0;
    for (float pixel : image.pixels()) {
      missing += Float.isNaN(pixel) ? 1 : 0;
    }
    return missing;
  }

  @Test
  void addsToTheMaskOfASurvey() throws Exception {
    FitsOptions legacy = DEFAULTS.withSurvey(Survey.LEGACY);
    GalaxyImage survey = files.read(SurveyFiles.LEGACY, legacy).only();
    int side = survey.width();
    double[] pixels = new double[side * survey.height()];
    Arrays.fill(pixels, 0, side, 1);
    byte[] mask = file(image(8, pixels, side, survey.height()));
    GalaxyImage both =
        files.with("/m.fits", mask).read(SurveyFiles.LEGACY, legacy.withMask("/m.fits")).only();
    for (int i = 0; i < pixels.length; i++) {
      assertEquals(i < side ? NAN : survey.pixels()[i], both.pixels()[i]);
    }
  }

  @Test
  void maskInTheFileOfTheImageIsNotReadAsAGalaxy() throws Exception {
    byte[] one =
        file(
            empty(),
            ramp(-32, 2, 2).card("EXTNAME", "OTHER"),
            image(16, new double[] {0, 0, 1, 0}, 2, 2).card("EXTNAME", "ODD"));
    for (String hdu : List.of("ODD", "odd", "2", "{dir}/{name}.fits[2]")) {
      Collected found = files.with(IN, one).read(IN, one, DEFAULTS.withMask(hdu));
      assertArrayEquals(new float[] {1, 2, NAN, 4}, found.only().pixels(), hdu);
      assertTrue(found.skipped.contains(new Collected.Skipped(2, "mask")), found.toString());
    }
  }

  @Test
  void eachImageOfAFileHasItsOwnMask() throws Exception {
    byte[] two =
        file(
            empty(),
            ramp(-32, 2, 2).card("EXTNAME", "SCI").card("EXTVER", 1),
            ramp(-32, 2, 2).card("EXTNAME", "SCI").card("EXTVER", 2),
            image(16, new double[] {0, 1, 0, 0}, 2, 2).card("EXTNAME", "DQ").card("EXTVER", 2),
            image(16, new double[] {1, 0, 0, 0}, 2, 2).card("EXTNAME", "DQ").card("EXTVER", 1));
    Collected found = files.with(IN, two).read(IN, two, DEFAULTS.withMask("DQ"));
    assertArrayEquals(new float[] {NAN, 2, 3, 4}, found.images.get(0).pixels());
    assertArrayEquals(new float[] {1, NAN, 3, 4}, found.images.get(1).pixels());
  }

  @Test
  void maskOfAnotherImageIsNotUsed() throws Exception {
    byte[] two =
        file(
            empty(),
            ramp(-32, 2, 2).card("EXTVER", 3),
            image(16, new double[] {0, 1, 0, 0}, 2, 2).card("EXTNAME", "DQ").card("EXTVER", 1),
            image(16, new double[] {1, 0, 0, 0}, 2, 2).card("EXTNAME", "DQ").card("EXTVER", 2));
    Collected found = files.with(IN, two).read(IN, two, DEFAULTS.withMask("DQ"));
    assertEquals("no_mask", found.onlyBad().reason());
    assertTrue(found.onlyBad().message().contains("EXTVER"), found.toString());
  }

  @Test
  void firstMaskAfterAnImageIsItsOwn() throws Exception {
    byte[] two =
        file(
            empty(),
            ramp(-32, 2, 2),
            image(16, new double[] {1, 0, 0, 0}, 2, 2).card("EXTNAME", "DQ"),
            ramp(-32, 2, 2),
            image(16, new double[] {0, 1, 0, 0}, 2, 2).card("EXTNAME", "DQ"));
    Collected found = files.with(IN, two).read(IN, two, DEFAULTS.withMask("DQ"));
    assertArrayEquals(new float[] {NAN, 2, 3, 4}, found.images.get(0).pixels());
    assertArrayEquals(new float[] {1, NAN, 3, 4}, found.images.get(1).pixels());
  }

  @Test
  void maskMayPrecedeItsImage() throws Exception {
    byte[] one =
        file(image(16, new double[] {1, 0, 0, 0}, 2, 2).card("EXTNAME", "DQ"), ramp(-32, 2, 2));
    Collected found = files.with(IN, one).read(IN, one, DEFAULTS.withMask("DQ"));
    assertArrayEquals(new float[] {NAN, 2, 3, 4}, found.only().pixels());
  }

  @Test
  void onePlaneMasksAllBandsAndACubeEachItsOwn() throws Exception {
    byte[] cube = file(ramp(-32, 2, 2, 3).card("BANDS", "grz"));
    files.with(MASK, file(image(8, new double[] {0, 1, 0, 0}, 2, 2)));
    List<GalaxyImage> all = files.read(IN, cube, WITH_MASK).images;
    assertArrayEquals(new float[] {1, NAN, 3, 4}, all.get(0).pixels());
    assertArrayEquals(new float[] {9, NAN, 11, 12}, all.get(2).pixels());
    assertEquals(1, files.opened.size());

    files.with(MASK, file(image(8, new double[] {0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0}, 2, 2, 3)));
    List<GalaxyImage> each = files.read(IN, cube, WITH_MASK).images;
    assertArrayEquals(new float[] {1, NAN, 3, 4}, each.get(0).pixels());
    assertArrayEquals(new float[] {5, 6, 7, 8}, each.get(1).pixels());
    assertArrayEquals(new float[] {NAN, 10, 11, 12}, each.get(2).pixels());

    files.with(MASK, file(ramp(8, 2, 2, 2)));
    bad("mask_size", "2 x 2 x 2 pixels", files.read(IN, cube, WITH_MASK));
  }

  @Test
  void bandsMayHaveFilesOfTheirOwn() throws Exception {
    byte[] cube = file(ramp(-32, 2, 2, 2).card("BANDS", "gr"));
    files
        .with("/in/a_g.fits", file(image(8, new double[] {1, 0, 0, 0}, 2, 2)))
        .with("/in/a_r.fits", file(image(8, new double[] {0, 1, 0, 0}, 2, 2)));
    List<GalaxyImage> images =
        files.read(IN, cube, DEFAULTS.withMask("{dir}/{id}_{band}.fits")).images;
    assertArrayEquals(new float[] {NAN, 2, 3, 4}, images.get(0).pixels());
    assertArrayEquals(new float[] {5, NAN, 7, 8}, images.get(1).pixels());
  }

  @Test
  void fileThatIsAMaskIsSkipped() throws Exception {
    Collected found = files.read(MASK, file(ramp(8, 2, 2)), WITH_MASK);
    assertEquals(List.of(new Collected.Skipped(0, "mask")), found.skipped);
    assertTrue(found.bad.isEmpty() && found.images.isEmpty(), found.toString());
  }

  @Test
  void missingMaskIsABadRecord() throws Exception {
    bad("no_mask", "does not exist", read(WITH_MASK, MASK, null));
    bad("no_mask", "no HDU is an image", masked(empty(), table(1)));
  }

  @Test
  void maskOfAnotherSizeIsABadRecord() throws Exception {
    bad("mask_size", "5 x 2 pixels; expected 2 x 2", masked(ramp(8, 5, 2)));
    bad("mask_size", "2 x 2 x 3 pixels; expected 2 x 2", masked(ramp(8, 2, 2, 3)));
  }

  @Test
  void unusableMaskIsABadRecord() throws Exception {
    byte[] whole = file(ramp(8, 2, 2));
    bad("truncated", "", read(WITH_MASK, MASK, Arrays.copyOf(whole, 2881)));
    bad("not_fits", "", read(WITH_MASK, MASK, "<html>".getBytes(US_ASCII)));
    bad("bad_mask", "table", read(DEFAULTS.withMask(MASK + "[1]"), MASK, file(empty(), table(1))));
  }

  @Test
  void imageMaskedAsAWholeIsABadRecord() throws Exception {
    assertEquals("all_missing", masked(ramp(8, 2, 2)).onlyBad().reason());
  }

  @Test
  void segmentationMapTellsTheObjectOfAPixel() throws Exception {
    byte[] image = file(ramp(-32, 3, 3));
    FitsOptions options = DEFAULTS.withSegmentation("/seg.fits");
    double[] labels = {0, 7, 0, 3, 3, 1, 0, 0, -9};
    files.with("/seg.fits", file(image(32, labels, 3, 3).card("BLANK", -9)));
    GalaxyImage found = files.read(IN, image, options).only();
    assertArrayEquals(new float[] {0, 7, 0, 3, 3, 1, 0, 0, 0}, found.segmentation().orElseThrow());
    assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6, 7, 8, NAN}, found.pixels());
  }

  @Test
  void objectNearestToThePositionIsTheGalaxy() throws Exception {
    float[] labels = new float[100 * 100];
    labels[50 * 100 + 53] = 1;
    labels[50 * 100 + 45] = 2;
    labels[20 * 100 + 80] = 3;
    SegmentationMap map = new SegmentationMap(labels, 100, 100);
    float[] pixels = map.maskOthers(new PixelPoint(49.5, 49.5), new float[labels.length]);
    assertTrue(Float.isNaN(pixels[50 * 100 + 45]) && Float.isNaN(pixels[20 * 100 + 80]));
    assertEquals(0, pixels[50 * 100 + 53]);

    pixels = map.maskOthers(new PixelPoint(80.2, 19.9), new float[labels.length]);
    assertTrue(Float.isNaN(pixels[50 * 100 + 45]) && Float.isNaN(pixels[50 * 100 + 53]));
    assertEquals(0, pixels[20 * 100 + 80]);
    BadImageException e =
        assertThrows(
            BadImageException.class, () -> map.maskOthers(new PixelPoint(49.5, 60), labels));
    assertEquals("no_segment", e.reason());
  }

  @Test
  void unusableSegmentationMapIsABadRecord() throws Exception {
    FitsOptions options = DEFAULTS.withSegmentation("{dir}/{id}_mask.fits");
    bad("no_segmentation", "does not exist", read(options, MASK, null));
    bad("segmentation_size", "3 x 2", read(options, MASK, file(ramp(16, 3, 2))));
    bad(
        "bad_segmentation",
        "0.5",
        read(options, MASK, file(image(-32, new double[] {1, 0.5, 0, 0}, 2, 2))));
    bad(
        "bad_segmentation",
        "whole numbers",
        read(options, MASK, file(image(32, new double[] {1 << 25, 1, 1, 1}, 2, 2))));
  }
}
