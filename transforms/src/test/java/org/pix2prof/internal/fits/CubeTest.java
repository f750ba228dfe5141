// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.empty;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.image;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.Flag;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.GalaxyImage;

/** Cubes whose planes are not bands, and maps beside images. */
class CubeTest {
  private static final FitsOptions DEFAULTS = FitsOptions.defaults();
  private static final FitsOptions MEAN = DEFAULTS.withCollapse(Collapse.MEAN);

  @ParameterizedTest
  @CsvSource({
    "WAVE, spectral", "AWAV, spectral", "WAVE-LOG, spectral", "WAVE-TAB, spectral",
    "FREQ, spectral", "VELO-LSR, spectral", "FELO-HEL, spectral", "VRAD, spectral",
    "VOPT, spectral", "ZOPT, spectral", "ENER, spectral", "wavelength, spectral",
    "LAMBDA, spectral", "TIME, of time", "MJD, of time", "UTC, of time",
    "STOKES, of Stokes parameters", "DEPTH, of another kind"
  })
  void rejectsPlanesAlongOtherAxes(String type, String what) throws Exception {
    Collected found = Collected.of(file(ramp(-32, 3, 2, 3).card("CTYPE3", type)));

    assertEquals(
        new Collected.Bad(
            0,
            "not_bands",
            "CTYPE3 = "
                + type
                + ": the axis is "
                + what
                + ", so its 3 planes are not bands; expected images, or collapse=sum or"
                + " collapse=mean to make one image of the planes"),
        found.onlyBad());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Angstrom",
        "nm",
        "um",
        "m",
        "Hz",
        "GHz",
        "m/s",
        "km/s",
        "km s-1",
        "s",
        "d",
        "keV",
        "log(Angstrom)",
        "0.1 nm"
      })
  void detectsAxisTypeByUnit(String unit) throws Exception {
    byte[] cube = file(ramp(-32, 3, 2, 3).card("CTYPE3", "LINEAR").card("CUNIT3", unit));

    Collected.Bad bad = Collected.of(cube).onlyBad();
    assertEquals("not_bands", bad.reason());
    assertTrue(bad.message().startsWith("CTYPE3 = LINEAR, CUNIT3 = " + unit), bad.message());
    assertEquals("not_bands", Collected.of(cube, DEFAULTS.withHdu("0")).onlyBad().reason());
  }

  @Test
  void readsUntypedAxisAsBands() throws Exception {
    assertEquals(
        List.of("0", "1"), Collected.of(file(ramp(-32, 3, 2, 2).card("CTYPE3", "BAND"))).bands());
    assertEquals(
        List.of("g", "r"),
        Collected.of(file(ramp(-32, 3, 2, 2).card("CTYPE3", "WAVE").card("BANDS", "gr"))).bands());
    assertEquals(1, Collected.of(file(ramp(-32, 3, 2, 1).card("CTYPE3", "FREQ"))).images.size());
  }

  @Test
  void rejectsTwoDimensionalSpectrum() throws Exception {
    assertEquals(
        "CTYPE1 = WAVE: the axis is spectral; expected a direction on the sky",
        Collected.of(file(ramp(-32, 3, 2).card("CTYPE1", "WAVE"))).onlyBad().message());
  }

  @Test
  void collapsesCubes() throws Exception {
    double nan = Double.NaN;
    double[] stored = {1, 2, 3, 4, 10, 20, nan, 40, nan, nan, nan, nan};
    byte[] cube = file(image(-32, stored, 2, 2, 3).card("CTYPE3", "WAVE").card("FILTER", "V"));

    GalaxyImage mean = Collected.of(cube, MEAN).only();
    GalaxyImage sum = Collected.of(cube, DEFAULTS.withCollapse(Collapse.SUM)).only();

    assertArrayEquals(new float[] {5.5f, 11, 3, 22}, mean.pixels());
    assertArrayEquals(new float[] {11, 22, Float.NaN, 44}, sum.pixels());
    assertEquals("V", mean.provenance().band().orElseThrow());
    assertEquals(Set.of(Flag.COLLAPSED), mean.flags());
  }

  @Test
  void usesTotalIntensityOfStokesCube() throws Exception {
    byte[] cube =
        file(
            ramp(-32, 2, 2, 3)
                .card("CTYPE3", "STOKES")
                .card("CRVAL3", -1)
                .card("CRPIX3", 1)
                .card("CDELT3", 1));

    assertArrayEquals(new float[] {9, 10, 11, 12}, Collected.of(cube, MEAN).only().pixels());
  }

  @Test
  void keepsBandsWithCollapse() throws Exception {
    assertEquals(
        List.of("g", "r"),
        Collected.of(file(ramp(-32, 3, 2, 2).card("BANDS", "gr")), MEAN).bands());
    assertEquals(1, Collected.of(file(ramp(-32, 3, 2)), MEAN).images.size());
  }

  @Test
  void skipsPlanesNamedAsOtherMaps() throws Exception {
    Collected found =
        Collected.of(
            file(
                ramp(-32, 2, 2, 6)
                    .card("FILTER", "PACS160")
                    .card("PLANE0", "signal map")
                    .card("PLANE1", "error map")
                    .card("PLANE2", "subtracted drifts")
                    .card("PLANE3", "weight map")
                    .card("PLANE4", "mask")
                    .card("PLANE5", "thoughts")));

    assertEquals(List.of("PACS160"), found.bands());
    assertArrayEquals(new float[] {1, 2, 3, 4}, found.only().pixels());
    assertEquals(
        List.of("error_map", "calibration", "weight_map", "mask", "other_map"),
        found.skipped.stream().map(Collected.Skipped::reason).toList());
  }

  @Test
  void readsBandsFromCards() throws Exception {
    Collected found =
        Collected.of(
            file(
                ramp(-32, 2, 2, 4)
                    .card("PLANE1", "g")
                    .card("PLANE2", "F814W")
                    .card("PLANE3", "SDSS r")
                    .card("PLANE4", "ivar_g")));

    assertEquals(List.of("g", "F814W", "SDSS r"), found.bands());
    assertEquals(List.of(new Collected.Skipped(0, "weight_map")), found.skipped);
  }

  @Test
  void skipsMapsAmongNamedBands() throws Exception {
    Collected found = Collected.of(file(ramp(-32, 2, 2, 3).card("BANDS", "g,r,ivar")));

    assertEquals(List.of("g", "r"), found.bands());
    assertEquals(List.of(new Collected.Skipped(0, "weight_map")), found.skipped);
  }

  @Test
  void findsNoFrameInSpectralCube() throws Exception {
    List<String> bad = new ArrayList<>();
    byte[] cube =
        file(
            ramp(-32, 2, 2, 3)
                .card("CTYPE1", "RA---TAN")
                .card("CTYPE2", "DEC--TAN")
                .card("CDELT1", -1e-4)
                .card("CDELT2", 1e-4)
                .card("CRVAL1", 10)
                .card("CRVAL2", 10)
                .card("CRPIX1", 1)
                .card("CRPIX2", 1)
                .card("CTYPE3", "WAVE"));
    new FrameScanner(DEFAULTS)
        .scan(
            new java.io.ByteArrayInputStream(cube),
            cube.length,
            "c.fits",
            new FrameHandler() {
              @Override
              public void frame(org.pix2prof.values.Frame frame) {
                bad.add("frame");
              }

              @Override
              public void bad(int hdu, org.pix2prof.model.BadImageException problem) {
                bad.add(problem.reason());
              }

              @Override
              public void skipped(int hdu, String reason) {}
            });

    assertEquals(List.of("not_bands"), bad);
  }

  @ParameterizedTest
  @CsvSource({
    "RPSF, psf",
    "GPSF, psf",
    "IPSF, psf",
    "ZPSF, psf",
    "xPSF, psf",
    "PSF, psf",
    "DISP, dispersion",
    "PREDISP, dispersion",
    "EXPTIME, exposure_map",
    "EXPOSURE, exposure_map",
    "IVAR, weight_map",
    "VAR, error_map",
    "ERR, error_map",
    "STAT, error_map",
    "WHT, weight_map",
    "WEIGHT, weight_map",
    "CTX, exposure_map",
    "CON, exposure_map",
    "DQ, mask",
    "MASK, mask",
    "BPMASK, mask",
    "SIGMA, error_map",
    "NEXP, exposure_map",
    "MSK, mask",
    "WGT, weight_map",
    "RMS, error_map",
    "FLG, mask",
    "WMAP, weight_map",
    "VAR_RNOISE, error_map",
    "SCIERR, error_map",
    "SCIIVAR, weight_map",
    "D2IMARR, calibration",
    "LSF, psf"
  })
  void skipsMapsByName(String name, String reason) throws Exception {
    Collected found = Collected.of(file(ramp(-32, 2, 2), ramp(-32, 2, 2).card("EXTNAME", name)));

    assertEquals(List.of("galaxy"), found.ids());
    assertEquals(List.of(new Collected.Skipped(1, reason)), found.skipped);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GIMG", "FLUX", "DATA", "SCI", "r", "WHITE", "IMAGE_r", "DATASUM"})
  void keepsImages(String name) throws Exception {
    assertEquals(
        1, Collected.of(file(empty(), ramp(-32, 2, 2).card("EXTNAME", name))).images.size());
  }

  @Test
  void rejectsCubeOfTooManyPlanes() throws Exception {
    byte[] cube = file(ramp(-32, 2, 2, 65));

    assertEquals("too_many_images", Collected.of(cube).onlyBad().reason());
    assertEquals(65, Collected.of(cube, DEFAULTS.withHdu("0")).images.size());
    assertEquals(1, Collected.of(cube, MEAN).images.size());
  }

  @Test
  void rejectsFileOfTooManyImages() throws Exception {
    FitsFixtures.Part[] parts = new FitsFixtures.Part[66];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = i == 0 ? empty() : ramp(-32, 2, 2);
    }

    Collected.Bad bad = Collected.of(file(parts)).onlyBad();
    assertEquals(-1, bad.hdu());
    assertEquals("too_many_images", bad.reason());
    assertEquals(
        "the file has more than 64 images, up to HDU 65; expected that many at most, unless hdu"
            + " selects one",
        bad.message());
    assertEquals(1, Collected.of(file(parts), DEFAULTS.withHdu("3")).images.size());
    parts[1] = empty();
    assertEquals(64, Collected.of(file(parts)).images.size());
  }

  @Test
  void listsBadHdusUpToLimit() throws Exception {
    FitsFixtures.Part[] parts = new FitsFixtures.Part[HduSummary.MAX_BAD + 5];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = ramp(-32, 2, 2).card("BSCALE", 0);
    }

    Collected found = Collected.of(file(parts));
    assertEquals(HduSummary.MAX_BAD + 1, found.bad.size());
    assertEquals("too_many_bad_hdus", found.bad.get(HduSummary.MAX_BAD).reason());
  }
}
