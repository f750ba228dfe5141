// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.internal.fits.FitsFixtures.empty;
import static org.pix2prof.internal.fits.FitsFixtures.file;
import static org.pix2prof.internal.fits.FitsFixtures.ramp;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Flag;
import org.pix2prof.model.PixelShape;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.SkyPoint;

/** WCS and names of images. */
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
  void wcsIsLocalToMiddle() throws Exception {
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
  void everyPlaneHasWcs() throws Exception {
    List<GalaxyImage> planes =
        Collected.of(file(sky(ramp(-32, 5, 3, 2)).card("CTYPE3", "BAND"))).images;

    assertEquals(2, planes.size());
    assertEquals(planes.get(0).wcs(), planes.get(1).wcs());
    assertEquals(149.998, planes.get(0).wcs().orElseThrow().raDeg(), 1e-9);
  }

  @Test
  void readsImageWithoutUsableWcs() throws Exception {
    assertEquals(Optional.empty(), Collected.of(file(ramp(-32, 5, 3))).only().wcs());
    GalaxyImage wrong = Collected.of(file(sky(ramp(-32, 5, 3), "TAN", "east", 0.001))).only();
    assertEquals(Optional.empty(), wrong.wcs());
    assertEquals(3.6, wrong.pixelScaleArcsec().orElseThrow(), 1e-6);
    assertEquals(Set.of(Flag.WCS_IGNORED), wrong.flags());
  }

  @Test
  void readsOtherProjection() throws Exception {
    GalaxyImage slant = Collected.of(file(sky(ramp(-32, 5, 3), "SIN", 150.0, 0.001))).only();

    assertEquals(149.998, slant.wcs().orElseThrow().raDeg(), 1e-9);
    assertEquals(3.6, slant.pixelScaleArcsec().orElseThrow(), 1e-6);
    assertEquals(Set.of(), slant.flags());
  }

  @Test
  void namesUnknownProjection() throws Exception {
    byte[] file = file(sky(ramp(-32, 5, 3), "HPX", 150.0, 0.001));

    Collected found = Collected.of(file);

    assertEquals(List.of(), found.images);
    assertEquals("unsupported_projection", found.bad.get(0).reason());
    assertTrue(found.bad.get(0).message().startsWith("CTYPE1 = RA---HPX; expected "));
    GalaxyImage given = Collected.of(file, FitsOptions.defaults().withPixelScale(0.4)).only();
    assertEquals(OptionalDouble.of(0.4), given.pixelScaleArcsec());
    assertEquals(Optional.empty(), given.wcs());
    assertEquals(Set.of(Flag.WCS_IGNORED), given.flags());
  }

  /** A plate carrée has twice as many pixels along x at 60 degrees from the equator. */
  @Test
  void measuresPixelsAtGalaxy() throws Exception {
    FitsFixtures.Part part =
        ramp(-32, 5, 3)
            .card("CTYPE1", "RA---CAR")
            .card("CTYPE2", "DEC--CAR")
            .card("CRPIX1", 3)
            .card("CRPIX2", -59998)
            .card("CRVAL1", 150.0)
            .card("CRVAL2", 0.0)
            .card("CD1_1", -0.001)
            .card("CD2_2", 0.001);

    GalaxyImage image = Collected.of(file(part)).only();

    assertEquals(60, image.wcs().orElseThrow().decDeg(), 1e-9);
    assertEquals(3.6 * Math.sqrt(0.5), image.pixelScaleArcsec().orElseThrow(), 1e-6);
    assertEquals(Math.sqrt(0.5), image.pixelShape().xx(), 1e-9);
    assertEquals(Math.sqrt(2), image.pixelShape().yy(), 1e-9);
  }

  @Test
  void readsShapeOfNonSquarePixels() throws Exception {
    GalaxyImage square = Collected.of(file(sky(ramp(-32, 5, 3)))).only();
    assertEquals(PixelShape.SQUARE, square.pixelShape());
    PixelShape sheared =
        Collected.of(file(sky(ramp(-32, 5, 3)).card("CD1_2", 0.0005))).only().pixelShape();
    assertEquals(1, sheared.xx(), 1e-6);
    assertEquals(-0.5, sheared.xy(), 1e-6);
    GalaxyImage noType =
        Collected.of(file(ramp(-32, 5, 3).card("CDELT1", -0.0002).card("CDELT2", 0.0001))).only();
    assertEquals(Math.sqrt(2), noType.pixelShape().xx(), 1e-9);
    assertEquals(0.36 * Math.sqrt(2), noType.pixelScaleArcsec().orElseThrow(), 1e-9);
    GalaxyImage noProjection =
        Collected.of(
                file(
                    ramp(-32, 5, 3)
                        .card("CTYPE1", "RA")
                        .card("CTYPE2", "DEC")
                        .card("CDELT1", -0.0002)
                        .card("CDELT2", 0.0001)))
            .only();
    assertEquals(Math.sqrt(2), noProjection.pixelShape().xx(), 1e-9);
    assertEquals(Set.of(Flag.WCS_IGNORED), noProjection.flags());
  }

  @Test
  void flagsSipWithoutSuffix() throws Exception {
    FitsFixtures.Part part =
        sky(ramp(-32, 5, 3)).card("A_ORDER", 2).card("B_ORDER", 2).card("A_2_0", 0.01);

    GalaxyImage image = Collected.of(file(part)).only();

    assertEquals(149.998, image.wcs().orElseThrow().raDeg(), 1e-9);
    assertEquals(Set.of(Flag.SIP_IGNORED), image.flags());
  }

  @Test
  void rejectsImplausibleScale() throws Exception {
    byte[] file = file(sky(ramp(-32, 5, 3), "TAN", 150.0, 1));
    GalaxyImage image = Collected.of(file, FitsOptions.defaults().withPixelScale(0.4)).only();

    assertEquals(OptionalDouble.of(0.4), image.pixelScaleArcsec());
    assertEquals(Optional.empty(), image.wcs());
  }

  @Test
  void imagesShareStartOfName() throws Exception {
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
