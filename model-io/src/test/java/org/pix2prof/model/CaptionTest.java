// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class CaptionTest {
  private static final float[] TWO = {20, 21};
  private static final float[] ONE = {0.1f};

  @Test
  void rejectsArraysOfAnotherLength() {
    assertMessage("1 uncertainties for 2 values", () -> new Caption(TWO, ONE));
    assertMessage("1 ellipticities for 2 values", () -> new Caption(TWO, null, ONE, TWO));
    assertMessage("1 position angles for 2 values", () -> new Caption(TWO, null, TWO, ONE));
  }

  @Test
  void ellipticityAndAngleComeTogether() {
    String message = "ellipticity and position angle must be given together";
    assertMessage(message, () -> new Caption(TWO, null, TWO, null));
    assertMessage(message, () -> new Caption(TWO, null, null, TWO));
  }

  private static void assertMessage(String message, Runnable making) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, making::run).getMessage());
  }
}
