// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cases that {@link WcsTableTest} does not cover. */
class WcsTest {
  private static Cards tan() {
    return Cards.of(
        "NAXIS1",
        2048,
        "NAXIS2",
        1489,
        "CTYPE1",
        "RA---TAN",
        "CTYPE2",
        "DEC--TAN",
        "CRPIX1",
        1025,
        "CRPIX2",
        745,
        "CRVAL1",
        150,
        "CRVAL2",
        20,
        "CD1_1",
        -1e-4,
        "CD2_2",
        1e-4);
  }

  private static Cards sip() {
    return tan()
        .with("CTYPE1", "RA---TAN-SIP")
        .with("CTYPE2", "DEC--TAN-SIP")
        .with("A_ORDER", 3)
        .with("B_ORDER", 3)
        .with("A_2_0", 1e-6)
        .with("B_0_3", -2e-9);
  }

  private static Wcs wcs(Cards cards) throws Exception {
    return Wcs.of(cards, 1, 2).orElseThrow();
  }

  @Test
  void crpixCountsFromOne() throws Exception {
    SkyPoint sky = wcs(tan()).toSky(1024, 744);
    assertEquals(150, sky.raDeg(), 1e-12);
    assertEquals(20, sky.decDeg(), 1e-12);
    PixelPoint pixel = wcs(tan()).toPixel(150, 20).orElseThrow();
    assertEquals(1024, pixel.x(), 1e-9);
    assertEquals(744, pixel.y(), 1e-9);
  }

  @Test
  void oppositeHemisphereHasNoPixel() throws Exception {
    for (Cards cards : new Cards[] {tan(), sip()}) {
      assertEquals(Optional.empty(), wcs(cards).toPixel(330, -20));
      assertEquals(Optional.empty(), wcs(cards).toPixel(150, -70.001));
      assertEquals(Optional.empty(), wcs(cards).toPixel(Double.NaN, 0));
    }
    assertTrue(wcs(tan()).toPixel(150, -69.999).isPresent());
  }

  /** 2 u - u^2 / 20000 is at most 20000, so there are pixels for only half of the plane. */
  @Test
  void pointsBeyondTheDistortionHaveNoPixel() throws Exception {
    Wcs wcs = wcs(sip().with("A_1_0", 1).with("A_2_0", -1 / 20000.0).with("B_0_3", 0));
    double reached =
        150 - Math.toDegrees(Math.atan(Math.toRadians(1.99)) / Math.cos(Math.toRadians(20)));
    assertTrue(wcs.toPixel(reached, 20).isPresent());
    assertEquals(Optional.empty(), wcs.toPixel(reached - 0.5, 20));
  }

  @Test
  void mapsBothWaysAtFullPrecision() throws Exception {
    for (Cards cards : new Cards[] {tan(), sip()}) {
      Wcs wcs = wcs(cards);
      for (int i = 0; i < 1000; i++) {
        double x = 2.5 * i - 200;
        double y = 1500 - 1.75 * i;
        SkyPoint sky = wcs.toSky(x, y);
        PixelPoint back = wcs.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow();
        assertEquals(x, back.x(), 1e-8);
        assertEquals(y, back.y(), 1e-8);
      }
    }
  }

  @Test
  void localWcsMatchesAtOnePixel() throws Exception {
    Wcs wcs = wcs(sip());
    LocalWcs local = wcs.about(1800, 100);
    assertEquals(wcs.toSky(1800, 100), new SkyPoint(local.raDeg(), local.decDeg()));
    double step = 1e-3;
    SkyPoint right = wcs.toSky(1800 + step, 100);
    SkyPoint up = wcs.toSky(1800, 100 + step);
    double cos = Math.cos(Math.toRadians(local.decDeg()));
    assertEquals((right.raDeg() - local.raDeg()) * cos / step, local.cd11(), 1e-9);
    assertEquals((up.raDeg() - local.raDeg()) * cos / step, local.cd12(), 1e-9);
    assertEquals((right.decDeg() - local.decDeg()) / step, local.cd21(), 1e-9);
    assertEquals((up.decDeg() - local.decDeg()) / step, local.cd22(), 1e-9);
    assertEquals(0.36, local.pixelScaleArcsec(), 2e-3);
  }

  /** Drizzled images keep the keywords of their exposures. */
  @Test
  void ignoresAndReportsSipWithoutSuffix() throws Exception {
    Cards leftOver = sip().with("CTYPE1", "RA---TAN").with("CTYPE2", "DEC--TAN");
    assertEquals(wcs(tan()).toSky(1800, 100), wcs(leftOver).toSky(1800, 100));
    assertTrue(wcs(leftOver).isSipIgnored());
    assertNotEquals(wcs(tan()), wcs(leftOver));
    assertFalse(wcs(sip()).isSipIgnored());
    assertFalse(wcs(tan()).isSipIgnored());
    assertFalse(wcs(tan().with("A_ORDER", 1).with("B_ORDER", 1)).isSipIgnored());
    assertTrue(wcs(leftOver.with("PV1_5", 0.001)).isSipIgnored(), "PVi_m are used instead");
  }

  /** The Hammer-Aitoff map ends at 162 degrees along x. */
  @Test
  void pixelsOutsideTheMapHaveNoSky() throws Exception {
    Wcs wcs = wcs(tan().with("CTYPE1", "RA---AIT").with("CTYPE2", "DEC--AIT").with("CRVAL2", 0));
    assertTrue(Double.isNaN(wcs.toSky(1024 + 1.63e6, 744).raDeg()));
    assertEquals(0, wcs.toSky(1024 + 1.61e6, 744).decDeg(), 1e-9);
    assertThrows(IllegalArgumentException.class, () -> wcs.about(1024 + 1.63e6, 744));
  }

  /** A pixel of 1e-4 degrees at the equator of a plate carrée is half as wide at 60 degrees. */
  @Test
  void pixelShapeDependsOnThePosition() throws Exception {
    Wcs wcs = wcs(tan().with("CTYPE1", "RA---CAR").with("CTYPE2", "DEC--CAR").with("CRVAL2", 0));
    LocalWcs local = wcs.about(1024, 744 + 6e5);
    assertEquals(-5e-5, local.cd11(), 1e-13);
    assertEquals(1e-4, local.cd22(), 1e-13);
    assertEquals(0, local.cd12(), 1e-13);
    assertEquals(0, local.cd21(), 1e-13);
  }

  /**
   * CRVAL 0 with LONPOLE at a right angle does not determine the declination of the native pole.
   */
  @Test
  void latPoleDeterminesTheNativePole() throws Exception {
    Cards cards = tan().with("PV1_2", 0).with("CRVAL2", 0).with("LONPOLE", 90).with("LATPOLE", 40);
    assertEquals(40, wcs(cards).toSky(1024, 744).decDeg(), 1e-12);
  }

  @Test
  void foldedDistortionHasNoLocalWcs() throws Exception {
    Wcs wcs = wcs(sip().with("A_2_0", 1e-4).with("B_0_3", 0));
    assertThrows(IllegalArgumentException.class, () -> wcs.about(1024 - 5000, 744));
  }

  @Test
  void equalHeadersAreEqualAlsoInBinaryForm() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    wcs(sip()).writeTo(new DataOutputStream(bytes));
    Wcs copy = Wcs.readFrom(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    assertEquals(wcs(sip()), copy);
    assertEquals(wcs(sip()).hashCode(), copy.hashCode());
    assertNotEquals(wcs(sip()), wcs(tan()));
    assertNotEquals(wcs(tan()), wcs(tan().with("CRPIX1", 1)));
    assertNotEquals(wcs(tan()), wcs(tan().with("CRVAL1", 1)));
    assertNotEquals(wcs(sip()), wcs(sip().with("B_0_3", 0)));
  }
}
