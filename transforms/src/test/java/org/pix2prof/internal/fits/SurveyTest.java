// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.empty;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.image;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;
import static org.pix2prof.internal.fits.SurveyFiles.CUTOUT;
import static org.pix2prof.internal.fits.SurveyFiles.DES;
import static org.pix2prof.internal.fits.SurveyFiles.HSC;
import static org.pix2prof.internal.fits.SurveyFiles.LEGACY;
import static org.pix2prof.internal.fits.SurveyFiles.LEGACY_MASK;
import static org.pix2prof.internal.fits.SurveyFiles.LSST;
import static org.pix2prof.internal.fits.SurveyFiles.SDSS;
import static org.pix2prof.internal.fits.SurveyFiles.STACK;
import static org.pix2prof.internal.fits.SurveyFiles.STACK_MASK;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pix2prof.internal.fits.FitsFixtures.Part;
import org.pix2prof.model.Flag;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;

/** Compares files in the layout of each survey with astropy and numpy. */
class SurveyTest {
  /** Expected images by EXTNAME in expected.fits.gz. */
  private static final Map<String, GalaxyImage> EXPECTED = new HashMap<>();

  private final SurveyFiles files = new SurveyFiles();

  @BeforeAll
  static void unpack() throws Exception {
    byte[] packed = SurveyFiles.bytes("expected.fits.gz");
    byte[] file = new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    for (GalaxyImage image : Collected.of(file).images) {
      EXPECTED.put(image.provenance().objectId().replaceFirst(".*#", ""), image);
    }
  }

  private static FitsOptions of(Survey survey) {
    return FitsOptions.defaults().withSurvey(survey);
  }

  private Collected read(String file, Survey survey) throws Exception {
    return files.read(file, of(survey));
  }

  private static Collected read(Survey survey, byte[] file) throws Exception {
    return new SurveyFiles().read("hsc/made.fits", file, of(survey));
  }

  private static void bad(String reason, String message, Collected found) {
    assertEquals(reason, found.onlyBad().reason());
    assertTrue(found.onlyBad().message().contains(message), found.toString());
  }

  private static long missing(GalaxyImage image) {
    int missing = 0;
    for (float pixel : image.pixels()) {
      missing += Float.isNaN(pixel) ? 1 : 0;
    }
    return missing;
  }

  static Stream<Arguments> layouts() {
    return Stream.of(
        Arguments.of(Survey.SDSS, SDSS, List.of("SDSS"), 0.396, List.of()),
        Arguments.of(Survey.LEGACY, LEGACY, List.of("LEGACY"), 0.262, List.of(LEGACY_MASK)),
        Arguments.of(
            Survey.LEGACY, CUTOUT, List.of("CUTOUT_G", "CUTOUT_R", "CUTOUT_Z"), 0.262, List.of()),
        Arguments.of(Survey.PANSTARRS, STACK, List.of("PANSTARRS"), 0.25, List.of(STACK_MASK)),
        Arguments.of(Survey.HSC, HSC, List.of("HSC"), 0.168, List.of()),
        Arguments.of(Survey.HSC, LSST, List.of("LSST"), 0.168, List.of()),
        Arguments.of(Survey.DES, DES, List.of("DES"), 0.263, List.of()));
  }

  @ParameterizedTest
  @MethodSource("layouts")
  void readsSurveyImage(
      Survey survey, String file, List<String> names, double pixelScale, List<String> masks)
      throws Exception {
    Collected found = read(file, survey);

    assertEquals(List.of(), found.bad);
    assertEquals(names.size(), found.images.size(), found.toString());
    for (int i = 0; i < names.size(); i++) {
      GalaxyImage expected = EXPECTED.get(names.get(i));
      GalaxyImage image = found.images.get(i);
      assertArrayEquals(expected.pixels(), image.pixels());
      assertEquals(expected.provenance().band(), image.provenance().band());
      assertEquals(
          expected.zeroPoint().getAsDouble(), image.zeroPoint().getAsDouble(), 1e-12, file);
      assertEquals(pixelScale, image.pixelScaleArcsec().getAsDouble(), 1e-6);
      assertEquals(Set.of(), image.flags());
    }
    assertEquals(masks, files.opened);
  }

  /** Reads the same files without a survey: no scaling, no masks. */
  @ParameterizedTest
  @CsvSource({
    "SDSS, " + SDSS + ", r, 22.5",
    "LEGACY, " + LEGACY + ", r DECam SDSS c0002 6415.0 1480.0, 22.5",
    "CUTOUT_G, " + CUTOUT + ", g,",
    "PANSTARRS, " + STACK + ",,",
    "HSC, '" + HSC + "', HSC-R2, 27",
    "LSST, " + LSST + ", r_03, 31.400065",
    "DES, " + DES + ", r DECam SDSS c0002 6415.0 1480.0, 30"
  })
  void genericAppliesNoSurvey(String name, String file, String band, Double zeroPoint)
      throws Exception {
    Collected found = read(file, Survey.GENERIC);

    GalaxyImage image = found.images.get(0);
    assertArrayEquals(EXPECTED.get("RAW_" + name).pixels(), image.pixels());
    assertEquals(band, image.provenance().band().orElse(null));
    assertEquals(zeroPoint != null, image.zeroPoint().isPresent());
    if (zeroPoint != null) {
      assertEquals(zeroPoint, image.zeroPoint().getAsDouble(), 1e-6);
    }
    assertEquals(Set.of(), image.flags());
    assertEquals(List.of(), files.opened);
  }

  @ParameterizedTest
  @CsvSource({
    "LEGACY, legacy/legacysurvey-1234p056-invvar-r.fits.fz, weight_map",
    "LEGACY, legacy/legacysurvey-1234p056-maskbits.fits.fz, mask",
    "LEGACY, legacy/legacysurvey-1234p056-ccds.fits, table",
    "LEGACY, legacy/NGC5322-largegalaxy-blobmodel-z.fits.fz, model",
    "PANSTARRS, panstarrs/rings.v3.skycell.1234.056.stk.r.unconv.mask.fits, mask",
    "PANSTARRS, panstarrs/rings.v3.skycell.1234.056.stk.r.unconv.wt.fits, error_map",
    "PANSTARRS, panstarrs/rings.v3.skycell.1234.056.stk.r.unconv.num.fits, exposure_map",
    "KIDS, kids/KiDS_DR4.0_182.0_-0.5_r_wei.fits, weight_map",
    "KIDS, kids/KiDS_DR4.0_182.0_-0.5_r_msk.fits, mask"
  })
  void skipsFilesOfOtherMaps(Survey survey, String file, String reason) throws Exception {
    Collected found = files.read(file, file(ramp(-32, 4, 3)), of(survey));

    assertEquals(List.of(new Collected.Skipped(0, reason)), found.skipped);
    assertEquals(0, found.images.size() + found.bad.size());
    assertEquals(1, files.read(file, file(ramp(-32, 4, 3)), of(Survey.GENERIC)).images.size());
  }

  @Test
  void skipsHdusOfOtherMaps() throws Exception {
    assertEquals(
        List.of("no_data", "mask", "weight_map"),
        read(DES, Survey.DES).skipped.stream().map(Collected.Skipped::reason).toList());
    byte[] moved = SurveyFiles.bytes("legacy/legacysurvey-1234p056-invvar-r.fits.fz");
    bad("no_image", "weight_map", files.read("legacy/renamed.fits.fz", moved, of(Survey.LEGACY)));
  }

  @ParameterizedTest
  @CsvSource({"LEGACY, " + LEGACY + ", " + LEGACY_MASK, "PANSTARRS, " + STACK + ", " + STACK_MASK})
  void flagsMissingMaskFile(Survey survey, String file, String mask) throws Exception {
    GalaxyImage whole = files.with(mask, null).read(file, of(survey)).only();

    assertEquals(Set.of(Flag.MASK_MISSING), whole.flags());
    assertTrue(missing(whole) < missing(read(survey, file)), file);
    assertEquals(List.of(mask), files.opened);
  }

  private static GalaxyImage read(Survey survey, String file) throws Exception {
    return new SurveyFiles().read(file, of(survey)).only();
  }

  private static Part exposure(double... pixels) {
    return image(-32, pixels, 2, 2).card("EXTTYPE", "IMAGE");
  }

  private static Part mask(double... bits) {
    return image(32, bits, 2, 2).card("EXTTYPE", "MASK").card("MP_BAD", 0).card("MP_SAT", 1);
  }

  @Test
  void flagsMissingMaskHdu() throws Exception {
    GalaxyImage image = read(Survey.HSC, file(empty(), exposure(1, 2, 3, 4))).only();

    assertArrayEquals(new float[] {1, 2, 3, 4}, image.pixels());
    assertEquals(Set.of(Flag.MASK_MISSING), image.flags());
    assertEquals(Set.of(), read(Survey.GENERIC, file(exposure(1, 2, 3, 4))).only().flags());
  }

  @Test
  void masksEachImageByFollowingHdu() throws Exception {
    Collected found =
        read(
            Survey.HSC,
            file(
                empty(),
                exposure(1, 2, 3, 4),
                mask(1, 4, 0, 0),
                exposure(5, 6, 7, 8),
                exposure(9, 10, 11, 12),
                mask(0, 0, 0, 2),
                mask(3, 3, 3, 3)));

    float nan = Float.NaN;
    assertEquals(List.of(), found.bad);
    assertArrayEquals(new float[] {nan, 2, 3, 4}, found.images.get(0).pixels());
    assertArrayEquals(new float[] {5, 6, 7, 8}, found.images.get(1).pixels());
    assertArrayEquals(new float[] {9, 10, 11, nan}, found.images.get(2).pixels());
    assertEquals(
        List.of(Set.of(), Set.of(Flag.MASK_MISSING), Set.of()),
        found.images.stream().map(GalaxyImage::flags).toList());
    assertEquals(List.of("made#1", "made#3", "made#4"), found.ids());
  }

  @Test
  void readsMaskOfSelectedImage() throws Exception {
    byte[] file = file(empty(), exposure(1, 2, 3, 4), mask(0, 1, 0, 0));
    SurveyFiles none = new SurveyFiles();

    assertEquals(1, missing(none.read("a.fits", file, of(Survey.HSC).withHdu("1")).only()));
    assertArrayEquals(
        new float[] {0, 1, 0, 0},
        none.read("a.fits", file, of(Survey.HSC).withHdu("2")).only().pixels());
  }

  @Test
  void findsMaskPlanesInEveryBitpix() throws Exception {
    for (int bitpix : new int[] {8, 16, 32, 64}) {
      Part mask = image(bitpix, new double[] {64, 127 - 64, 0, 65}, 2, 2);
      GalaxyImage image =
          read(
                  Survey.HSC,
                  file(
                      empty(),
                      exposure(1, 2, 3, 4),
                      mask.card("EXTNAME", "MASK").raw("HIERARCH MP_NO_DATA = 6")))
              .only();
      assertArrayEquals(new float[] {Float.NaN, 2, 3, Float.NaN}, image.pixels());
    }
  }

  @Test
  void rejectsMaskOfOtherSize() throws Exception {
    Part wide = image(32, new double[6], 3, 2).card("EXTTYPE", "MASK").card("MP_BAD", 0);
    bad(
        "mask_size",
        "the mask in HDU 2 has 3 x 2 pixels; expected 2 x 2 as the image has",
        read(Survey.HSC, file(empty(), exposure(1, 2, 3, 4), wide)));
    byte[] small = file(empty(), image(32, new double[6], 3, 2));
    bad(
        "mask_size",
        "its mask " + LEGACY_MASK + ": the mask in HDU 1 has 3 x 2 pixels; expected 32 x 24",
        files.with(LEGACY_MASK, small).read(LEGACY, of(Survey.LEGACY)));
  }

  @Test
  void rejectsImageOfInvalidMask() throws Exception {
    Part nameless = image(32, new double[4], 2, 2).card("EXTTYPE", "MASK");
    bad("bad_mask", "no MP_ card", read(Survey.HSC, file(empty(), exposure(1, 2, 3, 4), nameless)));
    Part floats = image(-32, new double[4], 2, 2).card("EXTTYPE", "MASK").card("MP_BAD", 0);
    bad("bad_mask", "BITPIX", read(Survey.HSC, file(empty(), exposure(1, 2, 3, 4), floats)));
    Part far = image(32, new double[4], 2, 2).card("EXTTYPE", "MASK").card("MP_BAD", 64);
    bad("bad_keyword", "MP_BAD = 64", read(Survey.HSC, file(empty(), exposure(1, 2, 3, 4), far)));
    bad(
        "not_fits",
        "its mask " + LEGACY_MASK,
        files.with(LEGACY_MASK, new byte[100]).read(LEGACY, of(Survey.LEGACY)));
    bad(
        "no_image",
        "its mask " + LEGACY_MASK,
        files.with(LEGACY_MASK, file(empty())).read(LEGACY, of(Survey.LEGACY)));
  }

  @Test
  void rejectsFullyMaskedImage() throws Exception {
    bad(
        "all_missing",
        "all pixels are masked",
        read(Survey.HSC, file(empty(), exposure(1, 2, 3, 4), mask(1, 1, 2, 3))));
  }

  @Test
  void rejectsImageTruncatedBeforeMask() throws Exception {
    byte[] file = file(empty(), exposure(1, 2, 3, 4), mask(1, 0, 0, 0));
    for (int missing : new int[] {2880, 2 * 2880 - 100}) {
      Collected found = read(Survey.HSC, Arrays.copyOf(file, file.length - missing));
      assertEquals(0, found.images.size(), found.toString());
      assertEquals(Set.of(1, 2), Set.of(found.bad.get(0).hdu(), found.bad.get(1).hdu()));
      assertTrue(found.toString().contains("breaks off before the image's mask"));
    }
    byte[] packed = FitsFixtures.gzip(file);
    Collected found = read(Survey.HSC, Arrays.copyOf(packed, packed.length - 30));
    assertEquals(-1, found.onlyBad().hdu());
  }

  @Test
  void assumesNanomaggiesForSdss() throws Exception {
    FitsOptions options = of(Survey.SDSS).withZeroPoint(20);
    SurveyFiles none = new SurveyFiles();
    assertEquals(
        OptionalDouble.of(22.5),
        none.read("a.fits", file(ramp(-32, 2, 2)), options).only().zeroPoint());
    byte[] counts = file(ramp(-32, 2, 2).card("BUNIT", "counts"));
    assertEquals(OptionalDouble.of(20), none.read("a.fits", counts, options).only().zeroPoint());
  }

  @Test
  void keepsLinearPanStarrsImage() throws Exception {
    Part cutout = ramp(-32, 2, 2).card("EXPTIME", 100.0);
    GalaxyImage image = read(Survey.PANSTARRS, file(cutout)).only();

    assertArrayEquals(new float[] {1, 2, 3, 4}, image.pixels());
    assertEquals(OptionalDouble.of(30), image.zeroPoint());
    assertEquals(
        OptionalDouble.of(21),
        new SurveyFiles()
            .read("a.fits", file(ramp(-32, 2, 2)), of(Survey.PANSTARRS).withZeroPoint(21))
            .only()
            .zeroPoint());
  }

  @Test
  void rejectsInvalidPanStarrsKeywords() throws Exception {
    bad("bad_keyword", "BOFFSET", read(Survey.PANSTARRS, file(ramp(-32, 2, 2).card("BSOFTEN", 9))));
    bad(
        "bad_keyword",
        "BSOFTEN = 0",
        read(Survey.PANSTARRS, file(ramp(-32, 2, 2).card("BSOFTEN", 0).card("BOFFSET", 1))));
    bad(
        "bad_keyword",
        "EXPTIME = 0",
        read(Survey.PANSTARRS, file(ramp(-32, 2, 2).card("EXPTIME", 0))));
  }

  @Test
  void usesDefaultPanStarrsBits() throws Exception {
    double[] bits = {0x0020, 0x1000, 0x0080, 0x2000};
    files.with("b.mask.fits", file(image(16, bits, 2, 2)));
    GalaxyImage image = files.read("b.fits", file(ramp(-32, 2, 2)), of(Survey.PANSTARRS)).only();
    assertArrayEquals(new float[] {Float.NaN, 2, 3, Float.NaN}, image.pixels());
  }

  @ParameterizedTest
  @CsvSource({"HSC-G, g", "HSC-I2, i", "HSC-Y, y", "r_03, r", "NB0921, NB0921", "Y, y", "HSC-R, r"})
  void readsBandsOfHscAndRubin(String filter, String band) throws Exception {
    byte[] file = file(empty().card("FILTER", filter), exposure(1, 2, 3, 4), mask(0, 0, 0, 0));
    assertEquals(band, read(Survey.HSC, file).only().provenance().band().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({"g, 24", "r, 48", "i, C000", "z, 90"})
  void usesLegacyBitsOfBand(String band, String hex) throws Exception {
    int bad = Integer.parseInt(hex, 16);
    String source = "legacysurvey-0001m002-image-" + band + ".fits.fz";
    files.with(
        "legacysurvey-0001m002-maskbits.fits.fz",
        file(image(32, new double[] {bad, 0x1FFFF & ~bad, 0, 1}, 2, 2)));

    GalaxyImage image =
        files.read(source, file(ramp(-32, 2, 2).card("FILTERX", band)), of(Survey.LEGACY)).only();

    assertArrayEquals(new float[] {Float.NaN, 2, 3, 4}, image.pixels());
    assertEquals(band, image.provenance().band().orElseThrow());
  }
}
