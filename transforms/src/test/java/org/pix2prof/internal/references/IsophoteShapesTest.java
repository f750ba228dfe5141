// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IsophoteShapesTest {
  private static final double EXACT = 1e-9;

  @Test
  void interpolatesFrom179To1DegreeThroughZero() {
    IsophoteShapes halfway =
        new IsophoteShapes(new double[] {1, 4}, new double[] {0.4, 0.4}, new double[] {179, 1})
            .at(new double[] {2});

    assertEquals(0, IsophoteShapes.turn(halfway.paDeg()[0], 0), EXACT);
    assertEquals(0.4 * Math.cos(Math.toRadians(2)), halfway.ellipticity()[0], EXACT);
  }

  @Test
  void halvesEllipticityHalfwayToRound() {
    IsophoteShapes halfway =
        new IsophoteShapes(
                new double[] {1, 4}, new double[] {0.6, 0}, new double[] {120, Double.NaN})
            .at(new double[] {2});

    assertEquals(0.3, halfway.ellipticity()[0], EXACT);
    assertEquals(120, halfway.paDeg()[0], EXACT);
  }

  @Test
  void isNaNOutsideRange() {
    IsophoteShapes at =
        new IsophoteShapes(new double[] {0, 1, 2}, new double[3], new double[3])
            .at(new double[] {0.5, 1.5, 2.5});

    assertTrue(Double.isNaN(at.ellipticity()[0]));
    assertEquals(0, at.ellipticity()[1], EXACT);
    assertTrue(Double.isNaN(at.ellipticity()[2]));
  }

  @ParameterizedTest
  @CsvSource({"179, 1, 2", "1, 179, 2", "0, 90, 90", "0, 180, 0", "-30, 200, 50", "45, 10, 35"})
  void turnIsAtMostRightAngle(double one, double other, double apart) {
    assertEquals(apart, IsophoteShapes.turn(one, other), EXACT);
  }
}
