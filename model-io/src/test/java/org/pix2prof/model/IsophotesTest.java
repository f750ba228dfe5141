// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IsophotesTest {
  private static final float[] R = {1, 3};
  private static final float[] E = {0, 0.5f};
  private static final float[] PA = {10, 170};
  private static final Isophotes TWO = new Isophotes(3, 4, R, E, PA);

  @Test
  void keepsShapesInsideAndBeyond() {
    Isophotes at = TWO.at(new float[] {0.5f, 1, 3, 4});
    assertArrayEquals(new float[] {0, 0, 0.5f, 0.5f}, at.ellipticity());
    assertArrayEquals(new float[] {10, 10, 170, 170}, at.paDeg());
    assertEquals(3, at.centreX());
    assertSame(TWO, TWO.at(R.clone()));
  }

  @Test
  void interpolatesShapes() {
    Isophotes at = TWO.at(new float[] {2});
    assertEquals(1 - Math.sqrt(0.5), at.ellipticity()[0], 1e-6);
    assertEquals(170, at.paDeg()[0], 1e-4);
  }

  @Test
  void interpolatesAnglesAcrossZero() {
    Isophotes turning = new Isophotes(0, 0, R, new float[] {0.4f, 0.4f}, new float[] {176, 8});
    assertEquals(2, turning.at(new float[] {2}).paDeg()[0], 1e-3);
  }

  @Test
  void equalIfCentreAndShapesAreEqual() {
    Isophotes same = new Isophotes(3, 4, R.clone(), E.clone(), PA.clone());
    assertEquals(TWO, same);
    assertEquals(TWO.hashCode(), same.hashCode());
    assertNotEquals(TWO, TWO.about(3, 5));
    assertNotEquals(TWO, TWO.about(2, 4));
    assertNotEquals(TWO, new Isophotes(3, 4, new float[] {1, 4}, E, PA));
    assertNotEquals(TWO, new Isophotes(3, 4, R, new float[] {0, 0.4f}, PA));
    assertNotEquals(TWO, new Isophotes(3, 4, R, E, new float[] {10, 179}));
    Isophotes free = Isophotes.ofOneShape(Double.NaN, Double.NaN, 0.2, 30);
    assertEquals(free, Isophotes.ofOneShape(Double.NaN, Double.NaN, 0.2, 30));
  }

  @Test
  void rejectsInvalidEllipses() {
    assertMessage(
        "isophotes cannot have the centre (NaN, 1.0)",
        () -> new Isophotes(Double.NaN, 1, R, E, PA));
    assertMessage(
        "isophotes need a semi-major axis, an ellipticity and a position angle each, not 0, 0 and"
            + " 0",
        () -> new Isophotes(1, 1, new float[0], new float[0], new float[0]));
    assertMessage(
        "isophotes need a semi-major axis, an ellipticity and a position angle each, not 2, 2 and"
            + " 1",
        () -> new Isophotes(1, 1, R, E, new float[1]));
    assertMessage(
        "the semi-major axis of isophote 1 must be finite and greater than the last one, not 1.0",
        () -> new Isophotes(1, 1, new float[] {1, 1}, E, PA));
    assertMessage(
        "isophote 1 cannot have ellipticity 1.0 and position angle 0.0",
        () -> new Isophotes(1, 1, R, new float[] {0, 1}, new float[2]));
    assertMessage(
        "isophote 0 cannot have ellipticity 0.0 and position angle 180.0",
        () -> new Isophotes(1, 1, R, E, new float[] {180, 0}));
  }

  private static void assertMessage(String message, Runnable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making::run).getMessage());
  }
}
