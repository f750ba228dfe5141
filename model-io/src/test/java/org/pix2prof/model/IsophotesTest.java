// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IsophotesTest {
  private static final float[] E = {0, 0.5f};
  private static final float[] PA = {10, 179.9f};
  private static final Isophotes TWO = new Isophotes(3, 4, E, PA);

  @Test
  void repeatsTheLastShape() {
    assertArrayEquals(new float[] {0, 0.5f, 0.5f, 0.5f}, TWO.ellipticities(4));
    assertArrayEquals(new float[] {10, 179.9f, 179.9f}, TWO.positionAngles(3));
    assertArrayEquals(new float[] {0}, TWO.ellipticities(1));
  }

  @Test
  void equalByValue() {
    Isophotes same = new Isophotes(3, 4, E.clone(), PA.clone());
    assertEquals(TWO, same);
    assertEquals(TWO.hashCode(), same.hashCode());
    assertNotEquals(TWO, TWO.about(3, 5));
    assertNotEquals(TWO, TWO.about(2, 4));
    assertNotEquals(TWO, new Isophotes(3, 4, new float[] {0, 0.4f}, PA));
    assertNotEquals(TWO, new Isophotes(3, 4, E, new float[] {10, 179}));
  }

  @Test
  void rejectsInvalidEllipses() {
    assertMessage(
        "isophotes need a centre, not (NaN, 1.0)", () -> new Isophotes(Double.NaN, 1, E, PA));
    assertMessage(
        "isophotes need an ellipticity and a position angle each, not 0 and 0",
        () -> new Isophotes(1, 1, new float[0], new float[0]));
    assertMessage(
        "isophotes need an ellipticity and a position angle each, not 2 and 1",
        () -> new Isophotes(1, 1, E, new float[1]));
    assertMessage(
        "isophote 1 cannot have ellipticity 1.0 and position angle 0.0",
        () -> new Isophotes(1, 1, new float[] {0, 1}, new float[2]));
    assertMessage(
        "isophote 0 cannot have ellipticity 0.0 and position angle 180.0",
        () -> new Isophotes(1, 1, E, new float[] {180, 0}));
  }

  private static void assertMessage(String message, Runnable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making::run).getMessage());
  }
}
