// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.empty;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;

import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.internal.fits.FitsFixtures.Part;
import org.pix2prof.model.Flag;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;

/** Zero points in the conventions of pipelines; docs/read-fits.md lists their sources. */
class HeaderCalibrationTest {
  private static final FitsOptions DEFAULTS = FitsOptions.defaults();
  private static final double STEP = 1e-9;

  /** Pairs of keyword and value; a HIERARCH keyword has a dot. */
  private static Part image(Object... cards) {
    return cards(ramp(-32, 2, 2), cards);
  }

  private static Part cards(Part part, Object... cards) {
    Part image = part;
    for (int i = 0; i < cards.length; i += 2) {
      String keyword = (String) cards[i];
      image =
          keyword.contains(".")
              ? image.raw("HIERARCH " + keyword + " = " + cards[i + 1])
              : image.card(keyword, cards[i + 1]);
    }
    return image;
  }

  private static Part withWcs(double arcsec, Object... cards) {
    double degrees = arcsec / 3600;
    return cards(
        image("CTYPE1", "RA---TAN", "CTYPE2", "DEC--TAN", "CDELT1", -degrees, "CDELT2", degrees),
        cards);
  }

  private static GalaxyImage read(Part image) throws Exception {
    return read(image, DEFAULTS);
  }

  private static GalaxyImage read(Part image, FitsOptions options) throws Exception {
    return Collected.of(file(image), options).only();
  }

  private static void assertZeroPoint(double expected, Set<Flag> flags, GalaxyImage image) {
    assertEquals(expected, image.zeroPoint().orElse(Double.NaN), STEP);
    assertEquals(flags, image.flags());
  }

  private static void assertBad(String message, Part image) throws Exception {
    assertBad(message, image, DEFAULTS);
  }

  private static void assertBad(String message, Part image, FitsOptions options) throws Exception {
    Collected.Bad bad = Collected.of(file(image), options).onlyBad();
    assertEquals("bad_keyword", bad.reason());
    assertTrue(bad.message().contains(message), bad.message());
  }

  @Test
  void readsCasuPerSecondInVega() throws Exception {
    double expected = 24 + 2.5 * Math.log10(40);
    assertZeroPoint(
        expected,
        Set.of(Flag.VEGA_MAGNITUDES),
        read(image("MAGZPT", 24.0, "MAGZRR", 0.02, "EXPTIME", 40.0, "EXTINCT", 0.05)));
    assertZeroPoint(
        expected - 0.05 * 0.2,
        Set.of(Flag.VEGA_MAGNITUDES),
        read(
            image(
                "MAGZPT",
                24.0,
                "CASUVERS",
                "1.3",
                "EXPTIME",
                40.0,
                "EXTINCT",
                0.05,
                "AMSTART",
                1.1,
                "AMEND",
                1.3)));
    assertZeroPoint(
        24,
        Set.of(Flag.VEGA_MAGNITUDES),
        read(image("MAGZPT", 24.0, "MAGZRR", 0.02, "EXPTIME", 40.0, "BUNIT", "adu/s")));
  }

  @Test
  void combinesCasuKeywordsOfTwoHeaders() throws Exception {
    byte[] file = file(empty().card("EXPTIME", 10.0), image("MAGZPT", 24.0, "MAGZRR", 0.02));
    assertZeroPoint(26.5, Set.of(Flag.VEGA_MAGNITUDES), Collected.of(file).only());
  }

  @Test
  void rejectsInvalidExposureTime() throws Exception {
    assertBad("EXPTIME = 0", image("MAGZPT", 24.0, "MAGZRR", 0.02, "EXPTIME", 0.0));
    assertZeroPoint(
        24,
        Set.of(Flag.VEGA_MAGNITUDES, Flag.CALIBRATION_DOUBTFUL),
        read(image("MAGZPT", 24.0, "MAGZRR", 0.02)));
  }

  @Test
  void readsElixirPerSecond() throws Exception {
    assertZeroPoint(
        26 + 5 - 0.1 * 0.5,
        Set.of(),
        read(
            image(
                "PHOT_C",
                26.0,
                "PHOT_K",
                -0.1,
                "AIRMASS",
                1.5,
                "EXPTIME",
                100.0,
                "INSTRUME",
                "MegaPrime")));
  }

  @Test
  void readsPtfPerSecond() throws Exception {
    assertZeroPoint(25.5, Set.of(), read(image("IMAGEZPT", 23.0, "EXPTIME", 10.0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PHOTZP", "MZP_AB", "ZPAPPROX"})
  void ignoresTimeForKeywordsOfImage(String keyword) throws Exception {
    assertZeroPoint(30, Set.of(), read(image(keyword, 30.0, "EXPTIME", 100.0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"MAGZERO", "MAGZPT", "MAGZP", "ZP", "ZEROPT", "MAGZEROP", "ZEROPNT"})
  void flagsKeywordOfUnknownConvention(String keyword) throws Exception {
    assertZeroPoint(25, Set.of(), read(image(keyword, 25.0)));
    assertZeroPoint(25, Set.of(), read(image(keyword, 25.0, "EXPTIME", 1.0)));
    assertZeroPoint(25, Set.of(), read(image(keyword, 25.0, "EXPTIME", 9.0, "BUNIT", "e-/s")));
    Part doubtful = image(keyword, 25.0, "EXPTIME", 9.0, "BUNIT", "adu");
    assertZeroPoint(25, Set.of(Flag.CALIBRATION_DOUBTFUL), read(doubtful));
    assertZeroPoint(27, Set.of(), read(doubtful, DEFAULTS.withZeroPoint(27)));
  }

  @Test
  void trustsKnownPublishers() throws Exception {
    assertZeroPoint(
        30, Set.of(), read(image("MAGZERO", 30.0, "EXPTIME", 450.0, "DES_EXT", "IMAGE")));
    assertZeroPoint(
        31.2,
        Set.of(),
        read(image("MAGZERO", 31.2, "EXPTIME", 90.0, "PLVER", "V5", "PROCTYPE", "InstCal")));
    assertZeroPoint(
        26.2,
        Set.of(),
        read(image("MAGZP", 26.2, "EXPTIME", 30.0, "ORIGIN", "Zwicky Transient Facility")));
    assertZeroPoint(
        20.5,
        Set.of(Flag.VEGA_MAGNITUDES),
        read(image("MAGZP", 20.5, "EXPTIME", 8.0, "TELESCOP", "WISE")));
    assertZeroPoint(
        20.48,
        Set.of(Flag.VEGA_MAGNITUDES),
        read(image("MAGZP", 20.48, "EXPTIME", 7.8, "ORIGIN", "2MASS")));
  }

  @Test
  void flagsCommunityPipelineRates() throws Exception {
    assertZeroPoint(
        21.3,
        Set.of(Flag.CALIBRATION_DOUBTFUL),
        read(
            image(
                "MAGZERO",
                21.3,
                "EXPTIME",
                80.0,
                "PLVER",
                "V5",
                "PROCTYPE",
                "InstCal",
                "BUNIT",
                "counts/s")));
  }

  @Test
  void doubtsElectronsWithAGain() throws Exception {
    Set<Flag> doubtful = Set.of(Flag.CALIBRATION_DOUBTFUL);
    for (String unit : new String[] {"electron", "ELECTRONS", "e-", "e-/s", "electrons/s"}) {
      Part image = image("MAGZERO", 25.0, "GAIN", 2.5, "BUNIT", unit);
      assertZeroPoint(25, doubtful, read(image));
      assertZeroPoint(27, Set.of(), read(image, DEFAULTS.withZeroPoint(27)));
    }
    assertZeroPoint(25, Set.of(), read(image("MAGZERO", 25.0, "GAIN", 1.0, "BUNIT", "electron")));
    assertZeroPoint(25, Set.of(), read(image("MAGZERO", 25.0, "GAIN", 2.5, "BUNIT", "adu")));
    assertZeroPoint(25, Set.of(), read(image("PHOTZP", 25.0, "GAIN", 2.5, "BUNIT", "electron")));
  }

  @ParameterizedTest
  @CsvSource({"PHOTZP, PHOTZPER", "MAGZPT, MAGZRR", "MAGZP, MAGZPUNC", "ZPAPPROX, ZPTERR"})
  void doubtsZeroPointsWithPlaceholderErrors(String keyword, String error) throws Exception {
    for (double placeholder : new double[] {999, 99, -1, -9.99e8}) {
      GalaxyImage image = read(image(keyword, 25.0, error, placeholder, "EXPTIME", 1.0));
      assertTrue(image.flags().contains(Flag.CALIBRATION_DOUBTFUL), error + " " + placeholder);
      assertEquals(25, image.zeroPoint().orElseThrow(), STEP);
    }
    assertFalse(
        read(image(keyword, 25.0, error, 0.05, "EXPTIME", 1.0))
            .flags()
            .contains(Flag.CALIBRATION_DOUBTFUL));
  }

  @Test
  void rejectsContradictionsWithoutOption() throws Exception {
    Part image = image("MAGZERO", 25.0, "PHOTZP", 30.0);
    assertBad("PHOTZP = 30.0 (zero point 30.000 mag) and MAGZERO = 25.0 (25.000 mag)", image);
    assertZeroPoint(29, Set.of(), read(image, DEFAULTS.withZeroPoint(29)));
    assertZeroPoint(30, Set.of(), read(image, DEFAULTS.withSurvey(Survey.CFHT)));
    assertBad("BUNIT = nanomaggy", image("BUNIT", "nanomaggy", "MAGZERO", 25.0));
    assertZeroPoint(22.5, Set.of(), read(image("BUNIT", "nanomaggy", "MAGZERO", 22.5)));
    assertZeroPoint(25, Set.of(), read(image("MAGZERO", 25.0, "ZP", 25.005)));
    assertBad("FLUXMAG0", image("MAGZERO", 25.0, "FLUXMAG0", 63095734448.0194));
  }

  @Test
  void acceptsZeroPointsOfTwoSystems() throws Exception {
    assertZeroPoint(30, Set.of(), read(image("MZP_AB", 30.0, "MZP_VEGA", 29.875)));
    assertZeroPoint(29.9, Set.of(Flag.VEGA_MAGNITUDES), read(image("MZP_VEGA", 29.9)));
  }

  @Test
  void combinesPerSecondAndPerExposure() throws Exception {
    assertZeroPoint(
        28,
        Set.of(),
        read(image("MAGZERO", 28.0, "MAGZPT", 23.0, "EXPTIME", 100.0, "BUNIT", "adu")));
    assertZeroPoint(28, Set.of(), read(image("PHOTZP", 28.0, "MAGZPT", 23.0, "EXPTIME", 100.0)));
    assertZeroPoint(
        28,
        Set.of(Flag.CALIBRATION_DOUBTFUL),
        read(image("ZP", 23.0, "MAGZPT", 28.0, "EXPTIME", 100.0)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0", "0.0", "99", "99.0", "-99.0", "999", "-999.0", "-9.99E8", "-1", "'NaN'", "'N/A'",
        "'  '"
      })
  void ignoresPlaceholders(String value) throws Exception {
    for (String keyword : new String[] {"MAGZERO", "MAGZPT", "PHOTZP", "ZP", "PHOT_C"}) {
      Part image = ramp(-32, 2, 2).raw(String.format("%-8s= %s", keyword, value));
      assertEquals(OptionalDouble.empty(), read(image).zeroPoint(), keyword);
      assertEquals(Set.of(), read(image).flags());
      assertZeroPoint(30, Set.of(), read(image, DEFAULTS.withZeroPoint(30)));
    }
  }

  @Test
  void placeholderContradictsNothing() throws Exception {
    assertZeroPoint(30, Set.of(), read(image("MAGZERO", 0.0, "PHOTZP", 30.0)));
    assertZeroPoint(30, Set.of(), read(image("MAGZERO", 30.0, "FLUXMAG0", 1.0)));
    assertEquals(OptionalDouble.empty(), read(image("FLUXMAG0", 1.0)).zeroPoint());
    assertEquals(OptionalDouble.empty(), read(image("FLUXMAG0", 0.0)).zeroPoint());
  }

  @Test
  void readsFluxOfMagnitude() throws Exception {
    assertZeroPoint(
        20 + 2.5 * Math.log10(1962.5), Set.of(), read(image("FLUX20", 1962.5, "EXPTIME", 53.9)));
    assertZeroPoint(27, Set.of(), read(image("FLUXMAG0", Math.pow(10, 10.8))));
  }

  /** ACS F814W: PHOTFLAM and PHOTPLAM give 25.94 in AB. */
  @Test
  void readsHstByPhotflamAndUnit() throws Exception {
    Object[] cards = {"PHOTFLAM", 7.07236e-20, "PHOTPLAM", 8059.7598, "EXPTIME", 4056.0};
    double rate = -2.5 * Math.log10(7.07236e-20) - 5 * Math.log10(8059.7598) - 2.407949;
    assertEquals(25.937, rate, 1e-3);
    GalaxyImage drizzled = read(cards(image(cards), "BUNIT", "ELECTRONS/S"));
    assertEquals(rate, drizzled.zeroPoint().getAsDouble(), 1e-5);
    assertEquals(Set.of(), drizzled.flags());
    GalaxyImage counts = read(cards(image(cards), "BUNIT", "ELECTRONS"));
    assertEquals(rate + 2.5 * Math.log10(4056), counts.zeroPoint().getAsDouble(), 1e-5);
    assertEquals(Set.of(), counts.flags());
    GalaxyImage unsaid = read(image(cards));
    assertEquals(rate, unsaid.zeroPoint().getAsDouble(), 1e-5);
    assertEquals(Set.of(Flag.CALIBRATION_DOUBTFUL), unsaid.flags());
    assertEquals(Set.of(), read(image(cards), DEFAULTS.withSurvey(Survey.HST)).flags());
    assertEquals(
        rate + 2.5 * Math.log10(4056),
        read(cards(image(cards), "D001OUUN", "counts")).zeroPoint().getAsDouble(),
        1e-5);
  }

  @Test
  void readsHstByPhotfnu() throws Exception {
    assertZeroPoint(
        -2.5 * Math.log10(1.1283712e-07 / 3631),
        Set.of(),
        read(image("PHOTFNU", 1.1283712e-07, "EXPTIME", 68952.0, "BUNIT", "electron / s")));
    assertEquals(
        OptionalDouble.empty(),
        read(image("PHOTFLAM", 0.0, "PHOTPLAM", 0.0, "BUNIT", "ELECTRONS/S")).zeroPoint());
  }

  @Test
  void ignoresPhotflamOfFluxImage() throws Exception {
    assertZeroPoint(
        FluxUnit.of("nJy").zeroPoint(),
        Set.of(),
        read(image("BUNIT", "nJy", "PHOTFLAM", 7e-20, "PHOTPLAM", 8059.0)));
  }

  @Test
  void usesPixelAreaForSurfaceBrightness() throws Exception {
    assertEquals(
        22.5 - 5 * Math.log10(0.396),
        read(withWcs(0.396, "BUNIT", "nanomaggies/arcsec2")).zeroPoint().getAsDouble(),
        1e-6);
    assertEquals(OptionalDouble.empty(), read(image("BUNIT", "nanomaggies/arcsec2")).zeroPoint());
    assertEquals(
        22.5,
        read(image("BUNIT", "nanomaggies/arcsec2"), DEFAULTS.withPixelScale(1))
            .zeroPoint()
            .getAsDouble(),
        1e-9);
  }

  @Test
  void readsJwstByPixelArea() throws Exception {
    double expected = -2.5 * Math.log10(5.28849687130196e-7 / 3631);
    GalaxyImage image = read(withWcs(0.15, "BUNIT", "MJy/sr", "PIXAR_SR", 5.28849687130196e-13));
    assertEquals(24.592, expected, 1e-3);
    assertEquals(expected, image.zeroPoint().getAsDouble(), 1e-5);
    assertEquals(Set.of(), image.flags());
    assertEquals(
        expected,
        read(image("BUNIT", "MJy/sr", "PIXAR_SR", 5.28849687130196e-13)).zeroPoint().getAsDouble(),
        1e-9);
  }

  @Test
  void flagsMegajanskyOfUnknownTelescope() throws Exception {
    assertEquals(Set.of(Flag.CALIBRATION_DOUBTFUL), read(withWcs(0.15, "BUNIT", "MJy/sr")).flags());
    assertEquals(Set.of(), read(withWcs(0.15, "BUNIT", "MJy/sr", "TELESCOP", "Spitzer")).flags());
    assertBad("BUNIT = MJy/sr", withWcs(0.15, "BUNIT", "MJy/sr", "MAGZERO", 28.0));
    assertEquals(
        Set.of(Flag.CALIBRATION_DOUBTFUL),
        read(withWcs(0.15, "BUNIT", "MJy/sr", "PIXAR_SR", 1e-13)).flags());
  }

  @Test
  void readsJwstRatesByConversion() throws Exception {
    assertEquals(
        -2.5 * Math.log10(2 * 5.28849687130196e-7 / 3631),
        read(withWcs(0.15, "BUNIT", "DN/s", "PHOTMJSR", 2.0)).zeroPoint().getAsDouble(),
        1e-5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Jy/beam", "JY/BEAM", "W/m2/arcsec2", "K", "erg/s/cm2/Angstrom", "km/s"})
  void rejectsOtherUnitWithoutOption(String unit) throws Exception {
    assertBad("BUNIT = " + unit + "; expected", withWcs(0.4, "BUNIT", unit));
    assertZeroPoint(20, Set.of(), read(withWcs(0.4, "BUNIT", unit), DEFAULTS.withZeroPoint(20)));
  }

  @Test
  void rejectsMagnitudes() throws Exception {
    Part image = withWcs(0.4, "BUNIT", "mag/arcsec2");
    assertBad("BUNIT = mag/arcsec2", image);
    assertBad("BUNIT = mag/arcsec2", image, DEFAULTS.withZeroPoint(20));
  }

  @Test
  void requiresWavelengthForFluxPerWavelength() throws Exception {
    assertEquals(
        FluxUnit.of("erg/s/cm2/A").zeroPoint() - 5 * Math.log10(5000),
        read(image("BUNIT", "erg/s/cm2/A", "PHOTPLAM", 5000.0)).zeroPoint().getAsDouble(),
        1e-9);
  }

  @ParameterizedTest
  @CsvSource({
    "PHOTSYS, VEGA, VEGA_MAGNITUDES",
    "MAGSYS, Vega, VEGA_MAGNITUDES",
    "ZPSYS, vega, VEGA_MAGNITUDES",
    "PHOTSYS, AB,",
    "MAGSYS, ABMAG,",
    "MAGSYS, ST, CALIBRATION_DOUBTFUL"
  })
  void readsSystemOfHeader(String keyword, String name, Flag flag) throws Exception {
    assertZeroPoint(
        30, flag == null ? Set.of() : Set.of(flag), read(image("PHOTZP", 30.0, keyword, name)));
  }

  @Test
  void appliesSystemOfHeaderToOption() throws Exception {
    assertZeroPoint(
        25,
        Set.of(Flag.VEGA_MAGNITUDES),
        read(image("MAGSYS", "VEGA"), DEFAULTS.withZeroPoint(25)));
    assertEquals(Set.of(), read(image("MAGSYS", "VEGA")).flags());
  }

  @Test
  void resolvesAmbiguityBySurvey() throws Exception {
    assertZeroPoint(
        29,
        Set.of(Flag.VEGA_MAGNITUDES),
        read(image("MAGZPT", 24.0, "EXPTIME", 100.0), DEFAULTS.withSurvey(Survey.VISTA)));
    assertZeroPoint(
        26, Set.of(), read(image("MAGZP", 26.0, "EXPTIME", 30.0), DEFAULTS.withSurvey(Survey.ZTF)));
    assertZeroPoint(
        22.5, Set.of(Flag.VEGA_MAGNITUDES), read(image(), DEFAULTS.withSurvey(Survey.UNWISE)));
    assertZeroPoint(20.08, Set.of(), read(image("BAND", 1), DEFAULTS.withSurvey(Survey.GALEX)));
  }

  @Test
  void autoDetectsSurveys() throws Exception {
    GalaxyImage unwise = read(image("UNW_VER", "1", "BAND", 1));
    assertZeroPoint(22.5, Set.of(Flag.VEGA_MAGNITUDES), unwise);
    assertEquals("W1", unwise.provenance().band().orElseThrow());
    GalaxyImage galex = read(image("TELESCOP", "GALEX", "BAND", 2, "EXPTIME", 1700.0));
    assertZeroPoint(18.82, Set.of(), galex);
    assertEquals("FUV", galex.provenance().band().orElseThrow());
    GalaxyImage legacy = read(image("SURVEY", "LegacySurvey", "BANDS", "r"));
    assertZeroPoint(22.5, Set.of(), legacy);
    GalaxyImage stack =
        read(image("FPA.ZP", 24.5, "EXPTIME", 100.0, "BSOFTEN", 1.0, "BOFFSET", 2.0));
    assertZeroPoint(29.5, Set.of(), stack);
    assertEquals(2 + 2 * Math.sinh(1 / (2.5 * Math.log10(Math.E))), stack.pixels()[0], 1e-6);
    assertEquals(
        "F814W",
        read(image("TELESCOP", "HST", "FILTER1", "CLEAR1L", "FILTER2", "F814W"))
            .provenance()
            .band()
            .orElseThrow());
  }

  @Test
  void genericDetectsNoSurvey() throws Exception {
    FitsOptions generic = DEFAULTS.withSurvey(Survey.GENERIC);
    assertEquals(
        OptionalDouble.empty(), read(image("UNW_VER", "1", "BAND", 1), generic).zeroPoint());
    assertEquals(
        1, read(image("FPA.ZP", 24.5, "BSOFTEN", 1.0, "BOFFSET", 2.0), generic).pixels()[0]);
  }

  /** Elsewhere 0 stands for an unknown zero point. */
  @Test
  void zeroPointOfKidsIsZero() throws Exception {
    Object[] astroWise = {"FILT_ID", "OCAM_r_SDSS", "ZEROPNT", 0.0};
    Object[] eso = {
      "INSTRUME", "OMEGACAM", "OBJECT", "KIDS_182.0_-0.5", "FILTER", "r_SDSS", "PHOTZP", 0.0
    };
    for (Object[] header : new Object[][] {astroWise, eso}) {
      GalaxyImage image = read(image(header));
      assertZeroPoint(0, Set.of(), image);
      assertEquals("r", image.provenance().band().orElseThrow());
      assertEquals(
          OptionalDouble.empty(),
          read(image(header), DEFAULTS.withSurvey(Survey.GENERIC)).zeroPoint());
    }
    FitsOptions kids = DEFAULTS.withSurvey(Survey.KIDS);
    assertZeroPoint(0, Set.of(), read(image(), kids));
    assertZeroPoint(30, Set.of(), read(image("MAGZP", 30.0, "FILT_ID", "OCAM_r_SDSS"), kids));
    // An exposure of the same camera.
    assertEquals(
        OptionalDouble.empty(), read(image("INSTRUME", "OMEGACAM", "ZEROPNT", 0.0)).zeroPoint());
    assertZeroPoint(
        24, Set.of(), read(image("FILT_ID", "OCAM_r_SDSS", "ZEROPNT", 24.0, "EXPTIME", 1.0)));
  }

  @Test
  void skipsAncillaryProductsOfEso() throws Exception {
    for (String kind : new String[] {"WEIGHTMAP", "MASK"}) {
      Collected found = Collected.of(file(image("PRODCATG", "ANCILLARY." + kind)), DEFAULTS);
      assertEquals("no_image", found.onlyBad().reason());
    }
    read(image("PRODCATG", "SCIENCE.IMAGE"));
  }

  /** A survey adds no zero point or band to an empty header, except in its own unit. */
  @ParameterizedTest
  @EnumSource(Survey.class)
  void emptyHeaderHasNoFlags(Survey survey) throws Exception {
    Set<Flag> flags = read(image(), DEFAULTS.withSurvey(survey)).flags();
    assertTrue(
        Set.of(Flag.MASK_MISSING, Flag.VEGA_MAGNITUDES).containsAll(flags), survey + " " + flags);
  }
}
