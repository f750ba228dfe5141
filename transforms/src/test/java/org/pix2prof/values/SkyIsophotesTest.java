// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.testing.CoderProperties;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.Isophotes;
import org.pix2prof.wcs.LocalWcs;

class SkyIsophotesTest {
  private static final double PIXEL = 0.396 / 3600;
  private static final float[] E = {0.1f, 0.6f};

  private static final float[] R = {0.5f, 2};
  static final SkyIsophotes TWO = new SkyIsophotes(150.1, 2.2, R, E, new float[] {0, 179.5f});

  /** North up, east left, as in most images. */
  static LocalWcs upright(double ra, double dec) {
    return new LocalWcs(63.5, 63.5, ra, dec, -PIXEL, 0, 0, PIXEL);
  }

  /** Rotated by 30 degrees, east right, with another pixel size. */
  private static LocalWcs turned(double ra, double dec) {
    double pixel = 0.262 / 3600;
    double cos = pixel * Math.cos(Math.toRadians(30));
    double sin = pixel * Math.sin(Math.toRadians(30));
    return new LocalWcs(10, 20, ra, dec, cos, -sin, sin, cos);
  }

  private static Isophotes isophotes(double x, double y, float... paDeg) {
    return new Isophotes(x, y, R, E, paDeg);
  }

  @Test
  void northIsUpAndEastIsLeft() {
    SkyIsophotes sky =
        SkyIsophotes.of(isophotes(63.5, 63.5 + 1 / PIXEL / 100, 90, 10), upright(150, 2));

    assertEquals(150, sky.raDeg(), 1e-9);
    assertEquals(2.01, sky.decDeg(), 1e-6);
    assertArrayEquals(E, sky.ellipticity());
    assertArrayEquals(new float[] {0, 100}, sky.paDeg(), 1e-4f);
  }

  @Test
  void convertsRectangularToSquarePixels() {
    LocalWcs wide = new LocalWcs(63.5, 63.5, 150, 2, -2 * PIXEL, 0, 0, PIXEL);

    Isophotes there =
        SkyIsophotes.of(isophotes(53.5, 73.5, 12.5f, 170.25f), wide)
            .in(upright(150, 2))
            .orElseThrow();

    assertEquals(43.5, there.centreX(), 1e-6);
    assertEquals(73.5, there.centreY(), 1e-6);
    assertArrayEquals(new float[] {12.5f, 170.25f}, there.paDeg(), 1e-4f);
  }

  @Test
  void mirroredImageReversesAngles() {
    // A line along north by east 20 degrees, where x is 30 degrees north of east.
    SkyIsophotes sky = new SkyIsophotes(150, 2, R, E, new float[] {20, 60});

    Isophotes there = sky.in(turned(150, 2)).orElseThrow();

    assertEquals(10, there.centreX(), 1e-9);
    assertEquals(20, there.centreY(), 1e-9);
    assertArrayEquals(new float[] {40, 0}, there.paDeg(), 1e-4f);
    assertArrayEquals(E, there.ellipticity());
  }

  @Test
  void roundTripBetweenImagesIsExact() {
    for (double dec : new double[] {-89.98, -60, 0, 45, 89.98}) {
      LocalWcs one = upright(359.99, dec);
      LocalWcs other = turned(0.03, dec + 0.001 * Math.signum(-dec));
      Isophotes here = isophotes(80.25, 50.5, 12.5f, 170.25f);

      Isophotes there = SkyIsophotes.of(here, one).in(other).orElseThrow();
      Isophotes back = SkyIsophotes.of(there, other).in(one).orElseThrow();

      assertNotEquals(here.centreX(), there.centreX(), 1);
      assertEquals(here.centreX(), back.centreX(), 1e-6);
      assertEquals(here.centreY(), back.centreY(), 1e-6);
      assertArrayEquals(here.paDeg(), back.paDeg(), 1e-4f);
      // A point on the ellipse's axis in one image is on the axis in the other.
      double pa = Math.toRadians(here.paDeg()[0]);
      var sky = one.toSky(here.centreX() + 10 * Math.cos(pa), here.centreY() + 10 * Math.sin(pa));
      var end = other.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow();
      double along =
          Math.toDegrees(Math.atan2(end.y() - there.centreY(), end.x() - there.centreX()));
      assertEquals(there.paDeg()[0], (along + 360) % 180, 1e-3, "dec " + dec);
    }
  }

  @Test
  void nearPoleUsesPositionAngleAtCentre() {
    // 0.5 degrees of ra away at dec 80, the meridian is tilted by half a degree times sin(80).
    LocalWcs wcs = upright(100, 80);
    SkyIsophotes sky = new SkyIsophotes(100.5, 80, R, E, new float[] {0, 0});

    float inImage = sky.in(wcs).orElseThrow().paDeg()[0];

    assertEquals(0.5 * Math.sin(Math.toRadians(80)), Math.abs(inImage - 90), 1e-3);
  }

  @Test
  void isEmptyOnOppositeSideOfSky() {
    assertEquals(Optional.empty(), TWO.in(upright(330, 2)));
  }

  @Test
  void equalByValue() {
    SkyIsophotes same = new SkyIsophotes(150.1, 2.2, R.clone(), E.clone(), TWO.paDeg().clone());
    assertEquals(TWO, same);
    assertEquals(TWO.hashCode(), same.hashCode());
    assertNotEquals(TWO, new SkyIsophotes(150.1, 2.3, R, E, TWO.paDeg()));
  }

  @Test
  void refusesInvalidEllipseAndPosition() {
    assertThrows(
        IllegalArgumentException.class, () -> new SkyIsophotes(0, 91, R, E, new float[] {0, 0}));
    assertThrows(
        IllegalArgumentException.class, () -> new SkyIsophotes(0, 0, R, E, new float[] {0, 180}));
  }

  @Test
  void coder() throws Exception {
    SkyIsophotesCoder coder = SkyIsophotesCoder.of();
    CoderProperties.coderDecodeEncodeEqual(coder, TWO);
    CoderProperties.coderDeterministic(coder, TWO, TWO);
    CoderProperties.coderSerializable(coder);
    assertEquals(coder, CoderRegistry.createDefault().getCoder(SkyIsophotes.class));
  }
}
