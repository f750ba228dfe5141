// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.fuzz.Fuzz;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.Survey;

/** Damaged FITS files give images and bad records, never exceptions. */
class FitsFuzzTest {
  private static byte[] resource(String name) throws IOException {
    try (InputStream in = FitsFuzzTest.class.getResourceAsStream("/fits/" + name)) {
      return in.readAllBytes();
    }
  }

  private static byte[] cube() {
    return FitsFixtures.file(
        FitsFixtures.empty(),
        FitsFixtures.ramp(-32, 9, 8, 3).card("BSCALE", 2).card("CDELT1", -0.0001),
        FitsFixtures.table(1, 2, 3),
        FitsFixtures.ramp(16, 9, 8).card("BLANK", 3));
  }

  @Test
  void plainAndPacked() throws Exception {
    byte[] cube = cube();
    Fuzz.run(Collected::of, cube, FitsFixtures.gzip(cube), FitsFixtures.bzip2(cube));
  }

  @Test
  void tiled() throws Exception {
    byte[] tiles =
        new GZIPInputStream(new ByteArrayInputStream(resource("tiles.fits.gz"))).readAllBytes();
    Fuzz.run(
        Collected::of, tiles, resource("surveys/legacy/legacysurvey-1234p056-image-r.fits.fz"));
  }

  @Test
  void maps() throws Exception {
    byte[] image = FitsFixtures.file(FitsFixtures.ramp(-32, 9, 8));
    byte[] map =
        FitsFixtures.file(
            FitsFixtures.ramp(16, 9, 8).card("BSCALE", 1).card("BLANK", 3).card("EXTNAME", "VAR"));
    FitsOptions options =
        FitsOptions.defaults()
            .withMask("/map.fits[0]")
            .withMaskBits(64)
            .withSegmentation("/map.fits")
            .withWeight("/map.fits[VAR]");
    Fuzz.run(
        bytes -> new SurveyFiles().with("/map.fits", bytes).read("/a.fits", image, options),
        map,
        FitsFixtures.gzip(map));
  }

  private static byte[] withCards(FitsFixtures.Part part, String cards) {
    FitsFixtures.Part all = part;
    for (String card : cards.lines().toList()) {
      all = all.raw(card);
    }
    return FitsFixtures.file(all);
  }

  /** Headers of which most keywords count. */
  @Test
  void keywords() throws Exception {
    byte[] casu =
        withCards(
            FitsFixtures.ramp(-32, 5, 3),
            """
            CTYPE1  = 'RA---ZPN'
            CTYPE2  = 'DEC--ZPN'
            CRPIX1  = 3
            CRPIX2  = 2
            CRVAL1  = 150.1
            CRVAL2  = 2.2
            CD1_1   = -1e-4
            CD2_2   = 1e-4
            CD1_2   = 1e-6
            PV2_1   = 1.0
            PV2_3   = 42.0
            MAGZPT  = 24.0
            MAGZRR  = 0.02
            EXPTIME = 40.0
            EXTINCT = 0.05
            AMSTART = 1.1
            AMEND   = 1.2
            BUNIT   = 'adu'
            """);
    byte[] jwst =
        withCards(
            FitsFixtures.ramp(-32, 5, 3),
            """
            CTYPE1  = 'RA---TAN-SIP'
            CTYPE2  = 'DEC--TAN-SIP'
            CRPIX1  = 3
            CRPIX2  = 2
            CRVAL1  = 150.1
            CRVAL2  = 2.2
            CDELT1  = -1e-4
            CDELT2  = 1e-4
            PC1_1   = 0.6
            PC1_2   = 0.8
            PC2_1   = -0.8
            PC2_2   = 0.6
            A_ORDER = 2
            B_ORDER = 2
            A_2_0   = 1e-5
            B_0_2   = 1e-5
            BUNIT   = 'MJy/sr'
            PIXAR_SR= 3e-12
            PHOTMJSR= 2.0
            FILTER  = 'F277W'
            """);
    byte[] bands =
        withCards(
            FitsFixtures.ramp(-32, 5, 3, 2),
            """
            CTYPE1  = 'GLON-COE'
            CTYPE2  = 'GLAT-COE'
            PV2_1   = 40.0
            PV2_2   = 10.0
            CRVAL1  = 10.0
            CRVAL2  = 40.0
            CDELT1  = -1e-4
            CDELT2  = 2e-4
            CROTA2  = 30.0
            LONPOLE = 180.0
            LATPOLE = 20.0
            BANDS   = 'gr'
            PHOTFLAM= 7e-20
            PHOTPLAM= 8000.0
            FLUXMAG0= 1e11
            BUNIT   = '1e-17 erg/s/cm2/Angstrom'
            """);
    byte[] stokes =
        withCards(
            FitsFixtures.ramp(-32, 5, 3, 2),
            """
            CTYPE3  = 'STOKES'
            CRVAL3  = 1.0
            CRPIX3  = 1.0
            CDELT3  = 1.0
            """);
    Fuzz.run(Collected::of, casu, jwst, bands);
    FitsOptions collapsed = FitsOptions.defaults().withCollapse(Collapse.MEAN);
    Fuzz.run(file -> Collected.of(file, collapsed), stokes);
  }

  @Test
  void surveys() throws Exception {
    Fuzz.run(
        file -> Collected.of(file, FitsOptions.defaults().withSurvey(Survey.HSC)),
        resource("surveys/hsc/deep_coadd_5063_34_r.fits"));
    Fuzz.run(
        file ->
            Collected.of(
                file,
                "frame-r-000094-1-0100.fits.bz2",
                FitsOptions.defaults().withSurvey(Survey.SDSS)),
        resource("surveys/sdss/frame-r-000094-1-0100.fits.bz2"));
  }

  @Test
  void completeness() throws Exception {
    byte[] cube = cube();
    Fuzz.run(
        file -> FitsCompleteness.isWhole(new ByteArrayInputStream(file), file.length),
        cube,
        FitsFixtures.gzip(cube));
  }
}
