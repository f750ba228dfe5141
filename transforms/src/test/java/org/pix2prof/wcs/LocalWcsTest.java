// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LocalWcsTest {
  private static final double STEP = 0.4 / 3600;

  /** North up and east to the left, as on the sky. */
  private static final LocalWcs UPRIGHT = new LocalWcs(50, 40, 150, 30, -STEP, 0, 0, STEP);

  /** Orientation of SDSS frames: x to the north, y to the east. */
  private static final LocalWcs ROTATED = new LocalWcs(50, 40, 359.999, -60, 0, STEP, STEP, 0);

  private static void near(PixelPoint expected, PixelPoint found) {
    assertEquals(expected.x(), found.x(), 1e-7);
    assertEquals(expected.y(), found.y(), 1e-7);
  }

  @Test
  void pixelIsAtItsPosition() {
    SkyPoint sky = UPRIGHT.toSky(50, 40);
    assertEquals(150, sky.raDeg(), 1e-12);
    assertEquals(30, sky.decDeg(), 1e-12);
    near(new PixelPoint(50, 40), UPRIGHT.toPixel(150, 30).orElseThrow());
  }

  @Test
  void northIsUpAndEastIsLeft() {
    assertEquals(30 + 10 * STEP, UPRIGHT.toSky(50, 50).decDeg(), 1e-9);
    assertEquals(
        150 + 10 * STEP / Math.cos(Math.toRadians(30)), UPRIGHT.toSky(40, 40).raDeg(), 1e-9);
  }

  /** One degree to the east in the plane is atan(tan(1 deg) / cos dec) of right ascension. */
  @Test
  void isAGnomonicProjection() {
    double xi = Math.toDegrees(Math.tan(Math.toRadians(1)));
    LocalWcs wcs = new LocalWcs(0, 0, 10, 60, 1, 0, 0, 1);
    SkyPoint sky = wcs.toSky(xi, 0);
    assertEquals(10 + Math.toDegrees(Math.atan2(Math.toRadians(xi), 0.5)), sky.raDeg(), 1e-12);
    assertEquals(
        Math.toDegrees(Math.asin(Math.cos(Math.toRadians(1)) * Math.sqrt(3) / 2)),
        sky.decDeg(),
        1e-12);
    near(new PixelPoint(xi, 0), wcs.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow());
  }

  @Test
  void mapsBothWays() {
    for (LocalWcs wcs : new LocalWcs[] {UPRIGHT, ROTATED}) {
      for (int i = 0; i < 100; i++) {
        PixelPoint pixel = new PixelPoint(37.5 * i - 900, 2000 - 41.25 * i);
        SkyPoint sky = wcs.toSky(pixel.x(), pixel.y());
        assertTrue(sky.raDeg() >= 0 && sky.raDeg() < 360, sky.toString());
        near(pixel, wcs.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow());
        near(pixel, wcs.toPixel(sky.raDeg() - 360, sky.decDeg()).orElseThrow());
      }
    }
  }

  @Test
  void overThePole() {
    LocalWcs wcs = new LocalWcs(0, 0, 20, 89.99, -STEP, 0, 0, STEP);
    SkyPoint beyond = wcs.toSky(0, 180);
    assertEquals(200, beyond.raDeg(), 1e-9);
    assertEquals(89.99, beyond.decDeg(), 1e-8);
    near(new PixelPoint(0, 180), wcs.toPixel(200, beyond.decDeg()).orElseThrow());
  }

  @Test
  void oppositeHemisphereHasNoPixel() {
    assertTrue(UPRIGHT.toPixel(330, -30).isEmpty());
    assertTrue(UPRIGHT.toPixel(150, -60.001).isEmpty());
    assertTrue(UPRIGHT.toPixel(150, -59.999).isPresent());
  }

  @Test
  void pixelScale() {
    assertEquals(0.4, UPRIGHT.pixelScaleArcsec(), 1e-12);
    assertEquals(0.4, ROTATED.pixelScaleArcsec(), 1e-12);
  }

  @Test
  void cutoutHasTheSameSky() {
    LocalWcs cutout = ROTATED.moved(20, -7);
    assertEquals(ROTATED.toSky(20, -7), cutout.toSky(0, 0));
    assertEquals(ROTATED.toSky(33, 11), cutout.toSky(13, 18));
    assertEquals(ROTATED, cutout.moved(-20, 7));
  }

  @Test
  void positionAngles() {
    assertEquals(0, UPRIGHT.eastOfNorth(90), 1e-12);
    assertEquals(90, UPRIGHT.eastOfNorth(0), 1e-12);
    assertEquals(30, UPRIGHT.eastOfNorth(120), 1e-12);
    assertEquals(120, UPRIGHT.fromX(30), 1e-12);
    assertEquals(0, ROTATED.eastOfNorth(0), 1e-12);
    assertEquals(35, ROTATED.eastOfNorth(35), 1e-12);
    assertEquals(35, ROTATED.eastOfNorth(215), 1e-12);
    assertEquals(35, ROTATED.fromX(-145), 1e-12);
  }

  @Test
  void convertsPositionAnglesBothWaysOnASkewedGrid() {
    LocalWcs wcs = new LocalWcs(0, 0, 1, 2, -1.2e-4, 3e-5, 2e-5, 1e-4);
    for (double pa = 3; pa < 180; pa += 7.5) {
      assertEquals(pa, wcs.fromX(wcs.eastOfNorth(pa)), 1e-9);
    }
  }

  /** Angles from +x are angles on the sky, also if a pixel is twice as wide as high. */
  @Test
  void positionAnglesOfRectangularPixels() {
    LocalWcs wide = new LocalWcs(0, 0, 150, 30, -2 * STEP, 0, 0, STEP);
    assertEquals(2, wide.pixelShape().elongation(), 1e-12);
    for (double pa = 0; pa < 180; pa += 15) {
      assertEquals(UPRIGHT.eastOfNorth(pa), wide.eastOfNorth(pa), 1e-9);
      assertEquals(UPRIGHT.fromX(pa), wide.fromX(pa), 1e-9);
    }
    // A step of one pixel along both axes is 2 to the west and 1 to the north.
    assertEquals(180 - Math.toDegrees(Math.atan(2)), wide.eastOfNorth(1, 1), 1e-9);
  }

  @Test
  void positionAnglesOfShearedPixels() {
    LocalWcs sheared = new LocalWcs(0, 0, 150, 30, -STEP, -0.5 * STEP, 0, STEP);
    assertEquals(UPRIGHT.eastOfNorth(0), sheared.eastOfNorth(0), 1e-9);
    assertEquals(UPRIGHT.eastOfNorth(50), sheared.eastOfNorth(50), 1e-9);
    assertEquals(180 - Math.toDegrees(Math.atan(0.5)), sheared.eastOfNorth(0, 1), 1e-9);
  }

  @Test
  void rejectsInvalidNumbers() {
    assertThrows(
        IllegalArgumentException.class, () -> new LocalWcs(0, 0, 0, 0, 1e-4, 2e-4, 1e-4, 2e-4));
    assertThrows(
        IllegalArgumentException.class, () -> new LocalWcs(0, 0, 0, 90.5, 1e-4, 0, 0, 1e-4));
    assertThrows(
        IllegalArgumentException.class, () -> new LocalWcs(0, Double.NaN, 0, 0, 1e-4, 0, 0, 1e-4));
  }
}
