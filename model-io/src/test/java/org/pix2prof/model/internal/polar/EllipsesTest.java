// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class EllipsesTest {
  @Test
  void shapeIsAxisRatioAndPositionAngle() {
    double eta = -Math.log(0.5);
    Ellipses ellipses =
        new Ellipses(
            1,
            2,
            new float[] {(float) (eta * Math.cos(Math.toRadians(80)))},
            new float[] {(float) (eta * Math.sin(Math.toRadians(80)))});
    assertEquals(0.5, ellipses.axisRatio(0), 1e-6);
    assertEquals(80, Math.toDegrees(ellipses.twicePositionAngle(0)), 1e-4);
  }

  @Test
  void positionAnglesRunFromXTowardsYUpTo180() {
    float eta = (float) Math.log(2);
    Ellipses ellipses =
        new Ellipses(0, 0, new float[] {eta, 0, -eta, 0, 0}, new float[] {0, eta, 0, -eta, 0});
    assertArrayEquals(new float[] {0, 45, 90, 135, 0}, ellipses.positionAngles(5), 1e-4f);
    assertArrayEquals(new float[] {0.5f, 0.5f}, ellipses.ellipticities(2), 1e-6f);
    float[] hair = new Ellipses(0, 0, new float[] {1}, new float[] {-1e-12f}).positionAngles(1);
    assertEquals(0, hair[0], 1e-4);
  }

  @Test
  void correctionsAddUpToALimit() {
    Ellipses circles = Ellipses.circles(10, 20, 2);
    assertEquals(1, circles.axisRatio(1));
    Ellipses next = circles.corrected(0.5, -0.25, new float[] {0.2f, 30}, new float[] {-0.1f, 40});
    assertEquals(10.5, next.centreX());
    assertEquals(19.75, next.centreY());
    assertEquals(0.2f, next.etaX()[0]);
    assertEquals(-0.1f, next.etaY()[0]);
    assertEquals(3, next.flattening(1), 1e-5);
    assertEquals(40.0 / 30, next.etaY()[1] / next.etaX()[1], 1e-5);
  }
}
