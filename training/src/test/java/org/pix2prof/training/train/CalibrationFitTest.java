// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.internal.polar.UncertaintyCalibration;

class CalibrationFitTest {
  private static final float[] ONES = new float[UncertaintyCalibration.NODES];

  static {
    Arrays.fill(ONES, 1);
  }

  @Test
  void recoversScaleOfNormalErrors() {
    CalibrationFit fit = new CalibrationFit();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400_000; i++) {
      double logFlux =
          UncertaintyCalibration.FIRST_NODE
              + (UncertaintyCalibration.NODES - 1) * random.nextDouble();
      double deviation = logFlux > 2 ? 0.5 : 1.5;
      fit.add(logFlux, Math.abs(deviation * random.nextGaussian()));
    }
    UncertaintyCalibration scale = new UncertaintyCalibration(fit.factors(ONES));
    assertEquals(1.5, scale.factor(-2), 0.03);
    assertEquals(0.5, scale.factor(5), 0.01);
  }

  @Test
  void sparseNodesUseFactorOfNeighbour() {
    CalibrationFit fit = new CalibrationFit();
    for (int i = 0; i < 500; i++) {
      fit.add(1, 0.7);
    }
    fit.add(6, 9);
    float[] factors = fit.factors(ONES);
    for (float factor : factors) {
      assertEquals(factors[4], factor);
    }
    assertEquals(0.7, factors[0], 1e-4);
  }

  @Test
  void fewSamplesKeepTheFactorsOfTheInitialModel() {
    float[] start = ONES.clone();
    start[3] = 2;
    CalibrationFit fit = new CalibrationFit();
    assertArrayEquals(start, fit.factors(start));
    for (int node = 0; node < start.length; node++) {
      for (int i = 0; i < 150; i++) {
        fit.add(UncertaintyCalibration.FIRST_NODE + node, 0.7 * start[node]);
      }
    }
    float[] scaled = fit.factors(start);
    for (int node = 0; node < start.length; node++) {
      assertEquals(0.7 * start[node], scaled[node], 1e-3);
    }
  }

  @Test
  void longTailsBalanceExcessAndDeficit() {
    CalibrationFit fit = new CalibrationFit();
    SplittableRandom random = new SplittableRandom(2);
    double[] errors = random.doubles(20_000).map(u -> -Math.log(1 - u)).toArray();
    for (double error : errors) {
      fit.add(0, error);
    }
    double factor = fit.factors(ONES)[0];
    double one = Arrays.stream(errors).filter(e -> e <= factor).count() / 20_000.0;
    double two = Arrays.stream(errors).filter(e -> e <= 2 * factor).count() / 20_000.0;
    assertEquals(one - 0.6827, 2 * (0.9545 - two), 1e-3);
    assertTrue(one > 0.69 && two < 0.95, one + " " + two);
  }
}
