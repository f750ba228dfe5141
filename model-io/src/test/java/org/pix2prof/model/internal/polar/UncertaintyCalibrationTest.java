// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class UncertaintyCalibrationTest {
  private static float[] ramp() {
    float[] factors = new float[UncertaintyCalibration.NODES];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1 + i;
    }
    return factors;
  }

  @Test
  void linearBetweenNodesAndConstantBeyond() {
    UncertaintyCalibration scale = new UncertaintyCalibration(ramp());
    assertEquals(1, scale.factor(UncertaintyCalibration.FIRST_NODE));
    assertEquals(2.25, scale.factor(UncertaintyCalibration.FIRST_NODE + 1.25), 1e-6);
    assertEquals(1, scale.factor(-50));
    assertEquals(UncertaintyCalibration.NODES, scale.factor(50));
  }

  @Test
  void deviationsAreFactorTimesScale() {
    float[] logScale = {9, (float) Math.log(0.1), (float) Math.log(0.2)};
    float[] logFlux = {9, UncertaintyCalibration.FIRST_NODE, UncertaintyCalibration.FIRST_NODE + 1};
    assertArrayEquals(
        new float[] {0.1f, 0.4f},
        new UncertaintyCalibration(ramp()).deviations(logScale, logFlux, 1, 2),
        1e-6f);
  }

  @Test
  void rejectsAnotherNumberOfFactors() {
    assertThrows(IllegalArgumentException.class, () -> new UncertaintyCalibration(new float[3]));
  }
}
