// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

class ReferenceBandTest {
  private static final double PIXEL = 0.4 / 3600;
  private static final float[] E = {0.1f, 0.3f};
  private static final float[] PA = {90, 120};

  /** Middle at (50, 50), north up. */
  private static final LocalWcs SKY = new LocalWcs(50, 50, 150, 2, -PIXEL, 0, 0, PIXEL);

  private static GalaxyImage image(String id, String band, String file, int hdu) {
    return GalaxyImage.builder()
        .setProvenance(Provenance.of(id, Optional.of(band), file, hdu))
        .setPixels(new float[0])
        .setWidth(101)
        .setHeight(101)
        .setPixelScaleArcsec(0.4)
        .setZeroPoint(22.5)
        .build();
  }

  private static GalaxyImage image(String id, String band) {
    return image(id, band, band + "/" + id + ".fits", 0);
  }

  private static GalaxyImage with(LocalWcs wcs, GalaxyImage image) {
    return image.toBuilder().setWcs(wcs).build();
  }

  private static SurfaceBrightnessProfile profile(GalaxyImage of) {
    return profile(of, 52.5, 49);
  }

  private static SurfaceBrightnessProfile profile(GalaxyImage of, double x, double y) {
    return SurfaceBrightnessProfile.builder()
        .setProvenance(of.provenance())
        .setModel("m-1@0123456789ab")
        .setRadiusArcsec(new float[] {1, 2})
        .setMu(new float[] {20, 21})
        .setMuErr(Optional.empty())
        .setEllipticity(Optional.of(E))
        .setPaDeg(Optional.of(PA))
        .setCentre(Optional.of(new PixelPoint(x, y)))
        .setWcs(of.wcs())
        .setFlags(Set.of())
        .build();
  }

  private static final Isophotes SAME = new Isophotes(52.5, 49, new float[] {1, 2}, E, PA);

  private static ReferenceBand reference(GalaxyImage... images) {
    return new ReferenceBand(
        "r", List.of(images), Stream.of(images).map(ReferenceBandTest::profile).toList());
  }

  private static Isophotes given(ReferenceBand reference, GalaxyImage image) throws Exception {
    return reference.giveIsophotes(image, () -> Stream.of(image)).isophotes().orElseThrow();
  }

  private static String refused(String reason, ReferenceBand reference, GalaxyImage... images) {
    BadImageException e =
        assertThrows(
            BadImageException.class,
            () -> reference.giveIsophotes(images[0], () -> Stream.of(images)));
    assertEquals(reason, e.reason());
    return e.getMessage();
  }

  @Test
  void keepsIsophotesOnTheSamePixels() throws Exception {
    GalaxyImage g = image("a", "g");
    assertEquals(SAME, given(reference(image("a", "r")), g));
    assertEquals(SAME, given(reference(with(SKY, image("a", "r"))), with(SKY, g)));
    assertEquals(SAME, given(reference(with(SKY, image("a", "r"))), g), "only one has a WCS");
    GalaxyImage given = reference(image("a", "r")).giveIsophotes(g, () -> Stream.of(g));
    assertEquals(g, given.toBuilder().setIsophotes(Optional.empty()).setPixels(g.pixels()).build());
  }

  @Test
  void transformsIsophotesThroughTheSky() throws Exception {
    // East is up and north is left, in pixels of twice the size.
    LocalWcs turned = new LocalWcs(10, 20, 150, 2, 0, 2 * PIXEL, -2 * PIXEL, 0);
    GalaxyImage g =
        with(turned, image("a", "g")).toBuilder().setWidth(60).setPixelScaleArcsec(0.8).build();

    Isophotes given = given(reference(with(SKY, image("a", "r"))), g);

    // 2.5 pixels to the west, 1 to the south.
    assertEquals(10 + 0.5, given.centreX(), 1e-6);
    assertEquals(20 - 1.25, given.centreY(), 1e-6);
    assertArrayEquals(E, given.ellipticity());
    assertArrayEquals(new float[] {0, 150}, given.paDeg(), 1e-4f);
  }

  @Test
  void replacesAGivenCentre() throws Exception {
    ReferenceBand reference = reference(with(SKY, image("a", "r")));
    GalaxyImage g =
        with(SKY, image("a", "g")).toBuilder().setCentre(new PixelPoint(10, 10)).build();
    GalaxyImage given = reference.giveIsophotes(g, () -> Stream.of(g));
    assertEquals(Optional.empty(), given.centre());
    assertTrue(given.isophotes().orElseThrow().hasCentre());
  }

  @Test
  void prefersTheSkyToEqualSizes() throws Exception {
    Isophotes given =
        given(reference(with(SKY, image("a", "r"))), with(SKY.moved(3, -2), image("a", "g")));
    assertEquals(49.5, given.centreX(), 1e-6);
    assertEquals(51, given.centreY(), 1e-6);
  }

  @Test
  void refusesImagesWithoutACommonGrid() {
    GalaxyImage g = image("a", "g");
    GalaxyImage wide = g.toBuilder().setWidth(102).build();
    assertEquals(
        "this image, 102 x 101 pixels of 0.4 arcsec, and that in the reference band r, r/a.fits,"
            + " HDU 0, 101 x 101 pixels of 0.4 arcsec, have neither both a WCS nor the same pixels",
        refused("no_common_grid", reference(with(SKY, image("a", "r"))), wide));
    refused("no_common_grid", reference(image("a", "r")), g.toBuilder().setHeight(100).build());
    refused(
        "no_common_grid",
        reference(image("a", "r")),
        g.toBuilder().setPixelScaleArcsec(0.45).build());
  }

  @Test
  void pixelsOfUnknownSizeCountAsTheSame() throws Exception {
    GalaxyImage g = image("a", "g").toBuilder().setPixelScaleArcsec(OptionalDouble.empty()).build();
    assertEquals(SAME, given(reference(image("a", "r")), g));
  }

  @Test
  void refusesCentresOnTheOtherSideOfTheSky() {
    LocalWcs far = new LocalWcs(50, 50, 330, 2, -PIXEL, 0, 0, PIXEL);
    String message =
        refused(
            "centre_outside", reference(with(SKY, image("a", "r"))), with(far, image("a", "g")));
    assertTrue(message.contains("the other side of the sky"), message);
  }

  @Test
  void prefersTheObjectNameToTheFile() throws Exception {
    GalaxyImage one = image("x#1", "r", "x.fits", 1);
    GalaxyImage two = image("x#2", "r", "x.fits", 2);
    ReferenceBand reference =
        new ReferenceBand("r", List.of(one, two), List.of(profile(one), profile(two, 1, 2)));

    assertEquals(SAME, given(reference, image("x#1", "g", "y.fits", 1)));
    assertEquals(1, given(reference, image("x#2", "g", "y.fits", 7)).centreX());
    String message = refused("duplicate_reference", reference, image("x#3", "g", "x.fits", 3));
    assertEquals(
        "object x#3 has 2 images in the reference band r, such as x.fits, HDU 1 and x.fits, HDU 2",
        message);
  }

  @Test
  void hdusOfOneFileShareItsOnlyReference() throws Exception {
    ReferenceBand reference = reference(image("x#r", "r", "x.fits", 3));
    assertEquals(SAME, given(reference, image("x#g", "g", "x.fits", 1)));
    refused("no_reference_band", reference, image("x#g", "g", "other/x.fits", 1));
  }

  @Test
  void refusesTwoImagesInTheReferenceBand() {
    ReferenceBand reference =
        reference(image("a", "r", "1/a.fits", 0), image("a", "r", "2/a.fits", 0));
    assertEquals(
        "object a has 2 images in the reference band r, such as 1/a.fits, HDU 0 and 2/a.fits,"
            + " HDU 0",
        refused("duplicate_reference", reference, image("a", "g")));
  }

  @Test
  void namesTheBandsIfTheReferenceIsMissing() {
    GalaxyImage nameless =
        image("a", "g").toBuilder()
            .setProvenance(Provenance.of("a", Optional.empty(), "n.fits", 0))
            .build();
    assertEquals(
        "object a has no image in the reference band r; its other bands are g, one without a name,"
            + " z",
        refused("no_reference_band", reference(), image("a", "z"), nameless, image("a", "g")));
  }

  @Test
  void aReferenceWithoutAProfileIsNone() {
    ReferenceBand reference = new ReferenceBand("r", List.of(image("a", "r")), List.of());
    assertEquals(
        "the image of object a in the reference band r, r/a.fits, HDU 0, has no profile",
        refused("no_reference_band", reference, image("a", "g")));
  }
}
