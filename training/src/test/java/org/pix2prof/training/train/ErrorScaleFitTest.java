package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.polar.ErrorScale;

class ErrorScaleFitTest {

  @Test
  void normalErrorsGiveTheirStandardDeviationOverTheScale() {
    ErrorScaleFit fit = new ErrorScaleFit();
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 400_000; i++) {
      double logFlux = ErrorScale.FIRST_NODE + (ErrorScale.NODES - 1) * random.nextDouble();
      double deviation = logFlux > 2 ? 0.5 : 1.5;
      fit.add(logFlux, Math.abs(deviation * random.nextGaussian()));
    }
    ErrorScale scale = new ErrorScale(fit.factors());
    assertEquals(1.5, scale.factor(-2), 0.03);
    assertEquals(0.5, scale.factor(5), 0.01);
  }

  @Test
  void sparseNodesTakeTheirNeighboursFactor() {
    ErrorScaleFit fit = new ErrorScaleFit();
    for (int i = 0; i < 500; i++) {
      fit.add(1, 0.7);
    }
    fit.add(6, 9);
    float[] factors = fit.factors();
    for (float factor : factors) {
      assertEquals(factors[4], factor);
    }
    // 0.7 is one deviation if 68% lie within it, half of one more if 95% do.
    assertEquals(0.7 / Math.sqrt(2), factors[0], 1e-6);
  }

  @Test
  void withoutSamplesNothingIsScaled() {
    float[] ones = new float[ErrorScale.NODES];
    Arrays.fill(ones, 1);
    assertArrayEquals(ones, new ErrorScaleFit().factors());
  }
}
