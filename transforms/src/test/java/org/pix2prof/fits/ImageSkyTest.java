package org.pix2prof.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.pix2prof.fits.FitsFixtures.empty;
import static org.pix2prof.fits.FitsFixtures.file;
import static org.pix2prof.fits.FitsFixtures.ramp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.SkyPoint;

/** What images know of the sky and of each other when they are read. */
class ImageSkyTest {
  private static FitsFixtures.Part sky(FitsFixtures.Part part) {
    return sky(part, "TAN", 150.0, 0.001);
  }

  private static FitsFixtures.Part sky(
      FitsFixtures.Part part, String projection, Object crval1, double degrees) {
    return part.card("CTYPE1", "RA---" + projection)
        .card("CTYPE2", "DEC--" + projection)
        .card("CRPIX1", 1)
        .card("CRPIX2", 1)
        .card("CRVAL1", crval1)
        .card("CRVAL2", 0.0)
        .card("CD1_1", -degrees)
        .card("CD2_2", degrees);
  }

  @Test
  void theSkyIsThatAboutTheMiddle() throws Exception {
    LocalWcs wcs = Collected.of(file(sky(ramp(-32, 5, 3)))).only().wcs().orElseThrow();

    assertEquals(2, wcs.x());
    assertEquals(1, wcs.y());
    assertEquals(149.998, wcs.raDeg(), 1e-9);
    assertEquals(0.001, wcs.decDeg(), 1e-9);
    assertEquals(3.6, wcs.pixelScaleArcsec(), 1e-6);
    SkyPoint first = wcs.toSky(0, 0);
    assertEquals(150, first.raDeg(), 1e-9);
    assertEquals(0, first.decDeg(), 1e-9);
  }

  @Test
  void everyPlaneOfACubeHasIt() throws Exception {
    List<GalaxyImage> planes =
        Collected.of(file(sky(ramp(-32, 5, 3, 2)).card("CTYPE3", "BAND"))).images;

    assertEquals(2, planes.size());
    assertEquals(planes.get(0).wcs(), planes.get(1).wcs());
    assertEquals(149.998, planes.get(0).wcs().orElseThrow().raDeg(), 1e-9);
  }

  @Test
  void anImageWithoutAUsableSkyIsAnImage() throws Exception {
    assertEquals(Optional.empty(), Collected.of(file(ramp(-32, 5, 3))).only().wcs());
    GalaxyImage slant = Collected.of(file(sky(ramp(-32, 5, 3), "SIN", 150.0, 0.001))).only();
    assertEquals(Optional.empty(), slant.wcs());
    assertEquals(3.6, slant.pixelScaleArcsec().orElseThrow(), 1e-6);
    GalaxyImage wrong = Collected.of(file(sky(ramp(-32, 5, 3), "TAN", "east", 0.001))).only();
    assertEquals(Optional.empty(), wrong.wcs());
    assertEquals(3.6, wrong.pixelScaleArcsec().orElseThrow(), 1e-6);
  }

  @Test
  void aScaleThatIsNotBelievedIsNoSky() throws Exception {
    byte[] file = file(sky(ramp(-32, 5, 3), "TAN", 150.0, 1));
    GalaxyImage image = Collected.of(file, FitsOptions.defaults().withPixelScale(0.4)).only();

    assertEquals(OptionalDouble.of(0.4), image.pixelScaleArcsec());
    assertEquals(Optional.empty(), image.wcs());
  }

  @Test
  void theImagesOfAFileShareTheBeginningOfTheirNames() throws Exception {
    List<GalaxyImage> several =
        Collected.of(file(empty(), ramp(-32, 5, 3).card("EXTNAME", "G"), ramp(-32, 5, 3))).images;
    assertEquals(
        List.of("galaxy#G", "galaxy#2"),
        several.stream().map(image -> image.provenance().objectId()).toList());
    for (GalaxyImage image : several) {
      assertEquals("galaxy", image.provenance().fileObjectId());
    }
    assertEquals("galaxy", Collected.of(file(ramp(-32, 5, 3))).only().provenance().fileObjectId());
  }
}
