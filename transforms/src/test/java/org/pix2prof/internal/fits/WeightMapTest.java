// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.image;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pix2prof.internal.fits.FitsFixtures.Part;
import org.pix2prof.model.Flag;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;
import org.pix2prof.values.WeightType;

class WeightMapTest {
  private static final String IN = "/in/a.fits";
  private static final float NAN = Float.NaN;
  private static final float INFINITE = Float.POSITIVE_INFINITY;
  private static final FitsOptions DEFAULTS = FitsOptions.defaults();

  private final SurveyFiles files = new SurveyFiles();

  /** Reads an image of 2 x 2 pixels, 1 to 4, with its weight map. */
  private Collected read(FitsOptions options, String map, Part weights) throws Exception {
    return files.with(map, file(weights)).read(IN, file(ramp(-32, 2, 2)), options);
  }

  private GalaxyImage weighted(WeightType type, double... values) throws Exception {
    FitsOptions options = DEFAULTS.withWeight("/in/map.fits").withWeightType(type);
    return read(options, "/in/map.fits", image(-32, values, 2, 2)).only();
  }

  @Test
  void inverseVariance() throws Exception {
    GalaxyImage image = weighted(WeightType.IVAR, 4, 0, -1, Double.NaN);
    assertArrayEquals(new float[] {1, NAN, NAN, NAN}, image.pixels());
    assertArrayEquals(
        new float[] {0.25f, INFINITE, INFINITE, INFINITE}, image.variance().orElseThrow());
  }

  @Test
  void variance() throws Exception {
    GalaxyImage image = weighted(WeightType.VARIANCE, 4, 0, Double.POSITIVE_INFINITY, 9);
    assertArrayEquals(new float[] {1, NAN, NAN, 4}, image.pixels());
    assertArrayEquals(new float[] {4, INFINITE, INFINITE, 9}, image.variance().orElseThrow());
  }

  @Test
  void standardDeviation() throws Exception {
    GalaxyImage image = weighted(WeightType.RMS, 3, 0.5, -2, 0x1p-30);
    assertArrayEquals(new float[] {1, 2, NAN, 4}, image.pixels());
    assertArrayEquals(new float[] {9, 0.25f, INFINITE, 0x1p-60f}, image.variance().orElseThrow());
  }

  @Test
  void scaledWeightMap() throws Exception {
    Part map = ramp(16, 2, 2).card("BSCALE", 0.5).card("BZERO", 1);
    FitsOptions options = DEFAULTS.withWeight("{dir}/{id}.var.fits");
    assertArrayEquals(
        new float[] {1.5f, 2, 2.5f, 3},
        read(options, "/in/a.var.fits", map).only().variance().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "EXTNAME, ERR, RMS",
    "EXTNAME, SCIERR, RMS",
    "EXTNAME, RMS, RMS",
    "EXTNAME, sigma map, RMS",
    "EXTNAME, UNCERT, RMS",
    "EXTNAME, STD, RMS",
    "EXTNAME, VARIANCE, VARIANCE",
    "EXTNAME, VAR_POISSON, VARIANCE",
    "EXTNAME, IVAR, IVAR",
    "EXTNAME, INVVAR, IVAR",
    "EXTNAME, inverse variance, IVAR",
    "EXTNAME, WHT, IVAR",
    "IMAGETYP, WEIGHT, IVAR",
    "HDUCLAS3, RMSE, RMS",
    "HDUCLAS3, MSE, VARIANCE",
    "HDUCLAS3, INVMSE, IVAR",
    "BUNIT, 1/nanomaggy^2, IVAR",
    "BUNIT, 1/(MJy/sr)**2, IVAR",
    "BUNIT, nanomaggy^-2, IVAR",
    "BUNIT, (counts/s)**2, VARIANCE",
  })
  void headerTellsTheType(String keyword, String value, WeightType type) throws Exception {
    FitsOptions options = DEFAULTS.withWeight("/in/map.fits");
    GalaxyImage image =
        read(
                options,
                "/in/map.fits",
                image(16, new double[] {3, 3, 3, 3}, 2, 2).card(keyword, value))
            .only();
    float expected = type == WeightType.RMS ? 9 : type == WeightType.IVAR ? 1 / 3f : 3;
    assertEquals(expected, image.variance().orElseThrow()[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "a_rms.fits, RMS",
    "a.weight.fits, IVAR",
    "a_invvar.fits, IVAR",
    "a-sigma.fits.gz, RMS",
  })
  void fileNameTellsTheType(String name, WeightType type) throws Exception {
    GalaxyImage image =
        read(
                DEFAULTS.withWeight("{dir}/" + name.replaceFirst("a", "{id}")),
                "/in/" + name,
                image(16, new double[] {3, 3, 3, 3}, 2, 2))
            .only();
    assertEquals(type == WeightType.RMS ? 9 : 1 / 3f, image.variance().orElseThrow()[0]);
  }

  @ParameterizedTest
  @CsvSource({
    "map.fits, EXTNAME, MAP, unknown (EXTNAME = MAP)",
    "map.fits, EXTNAME, RMS_VAR, unknown",
    "map.fits, BUNIT, erg/s/cm2, unknown",
    "rms.fits, EXTNAME, VAR, contradictory",
    "rms.fits, BUNIT, Jy^-2, contradictory",
  })
  void uncertainTypeIsABadRecord(String name, String keyword, String value, String message)
      throws Exception {
    Collected found =
        read(
            DEFAULTS.withWeight("/in/" + name), "/in/" + name, ramp(16, 2, 2).card(keyword, value));
    assertEquals("weight_type", found.onlyBad().reason());
    assertTrue(found.onlyBad().message().contains(message), found.toString());
    assertTrue(found.onlyBad().message().contains("give weightType=ivar"), found.toString());
  }

  @Test
  void compressedWeightMapOfASurvey() throws Exception {
    byte[] map = SurveyFiles.bytes("legacy/legacysurvey-1234p056-invvar-r.fits.fz");
    FitsOptions options = DEFAULTS.withWeight("/w/{id}-invvar.fits.fz");
    GalaxyImage image =
        files
            .with("/w/legacysurvey-1234p056-image-r-invvar.fits.fz", map)
            .read(SurveyFiles.LEGACY, options)
            .only();
    GalaxyImage weights = Collected.of(map, DEFAULTS.withHdu("1").withZeroPoint(0)).only();
    for (int i = 0; i < weights.pixels().length; i++) {
      float weight = weights.pixels()[i];
      float expected = weight > 0 ? (float) (1.0 / weight) : INFINITE;
      assertEquals(expected, image.variance().orElseThrow()[i]);
      assertTrue(weight > 0 || Float.isNaN(image.pixels()[i]));
    }
  }

  @Test
  void weightMapBesideTheImage() throws Exception {
    byte[] des = SurveyFiles.bytes(SurveyFiles.DES);
    FitsOptions options = DEFAULTS.withSurvey(Survey.DES).withWeight("WGT");
    GalaxyImage image = files.with(SurveyFiles.DES, des).read(SurveyFiles.DES, options).only();
    assertTrue(image.variance().isPresent());
    assertTrue(!image.flags().contains(Flag.MASK_MISSING));
  }

  @Test
  void scaledPixelsHaveNoWeightMap() throws Exception {
    Collected found =
        files.read(
            SurveyFiles.STACK,
            DEFAULTS
                .withSurvey(Survey.PANSTARRS)
                .withWeight(SurveyFiles.STACK.replace(".fits", ".wt.fits"))
                .withWeightType(WeightType.VARIANCE));
    assertEquals("bad_weight", found.onlyBad().reason());
    assertTrue(found.onlyBad().message().contains("asinh"), found.toString());
  }

  @Test
  void tinyVariancesAreABadRecord() throws Exception {
    FitsOptions options = DEFAULTS.withWeight("/in/rms.fits");
    Collected found =
        read(options, "/in/rms.fits", image(-32, new double[] {1e-25, 1, 1, 1}, 2, 2));
    assertEquals("bad_weight", found.onlyBad().reason());
  }

  @Test
  void missingOrOtherWeightMapIsABadRecord() throws Exception {
    FitsOptions options = DEFAULTS.withWeight("{dir}/{id}_rms.fits");
    byte[] image = file(ramp(-32, 2, 2));
    assertEquals(
        "no_weight",
        files.with("/in/a_rms.fits", null).read(IN, image, options).onlyBad().reason());
    assertEquals("weight_size", read(options, "/in/a_rms.fits", ramp(16, 3, 2)).onlyBad().reason());
    Part zero = image(16, new double[] {0, 0, 0, 0}, 2, 2);
    assertEquals("all_missing", read(options, "/in/a_rms.fits", zero).onlyBad().reason());
    Collected own = files.read("/in/a_rms.fits", image, options);
    assertEquals("weight", own.skipped.get(0).reason());
  }
}
