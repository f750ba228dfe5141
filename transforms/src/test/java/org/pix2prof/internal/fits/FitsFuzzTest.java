package org.pix2prof.internal.fits;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.fuzz.Fuzz;
import org.pix2prof.values.Survey;

/** Damaged FITS files give images and bad records, and throw nothing. */
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
