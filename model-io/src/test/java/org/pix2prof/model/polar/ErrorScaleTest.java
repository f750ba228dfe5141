package org.pix2prof.model.polar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ErrorScaleTest {
  private static float[] ramp() {
    float[] factors = new float[ErrorScale.NODES];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = 1 + i;
    }
    return factors;
  }

  @Test
  void linearBetweenNodesAndConstantBeyond() {
    ErrorScale scale = new ErrorScale(ramp());
    assertEquals(1, scale.factor(ErrorScale.FIRST_NODE));
    assertEquals(2.25, scale.factor(ErrorScale.FIRST_NODE + 1.25), 1e-6);
    assertEquals(1, scale.factor(-50));
    assertEquals(ErrorScale.NODES, scale.factor(50));
  }

  @Test
  void deviationsAreFactorTimesScale() {
    float[] logScale = {9, (float) Math.log(0.1), (float) Math.log(0.2)};
    float[] logFlux = {9, ErrorScale.FIRST_NODE, ErrorScale.FIRST_NODE + 1};
    assertArrayEquals(
        new float[] {0.1f, 0.4f},
        new ErrorScale(ramp()).deviations(logScale, logFlux, 1, 2),
        1e-6f);
  }

  @Test
  void anotherNumberOfFactorsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ErrorScale(new float[3]));
  }
}
