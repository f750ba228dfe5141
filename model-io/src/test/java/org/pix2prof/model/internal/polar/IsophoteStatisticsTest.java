// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class IsophoteStatisticsTest {
  private static final int ANGLES = 64;

  private static IsophoteStatistics measure(float[] samples) {
    IsophoteStatistics row = new IsophoteStatistics(Angles.of(ANGLES));
    row.measure(samples, 0);
    return row;
  }

  @Test
  void harmonicsAreTheFourierAmplitudes() {
    float[] samples = new float[ANGLES];
    for (int j = 0; j < ANGLES; j++) {
      double phi = 2 * Math.PI * j / ANGLES;
      samples[j] =
          (float)
              (10
                  + 0.1 * Math.cos(phi)
                  - 0.2 * Math.sin(phi)
                  + 0.3 * Math.cos(2 * phi)
                  + 0.4 * Math.sin(2 * phi)
                  - 0.05 * Math.cos(4 * phi)
                  + 0.06 * Math.sin(4 * phi));
    }
    IsophoteStatistics row = measure(samples);
    assertEquals(10, row.estimates[0], 1e-5);
    float[] expected = {0.1f, -0.2f, 0.3f, 0.4f, -0.05f, 0.06f};
    for (int k = 0; k < expected.length; k++) {
      assertEquals(expected[k], row.harmonics[k], 1e-4, "harmonic " + k);
    }
  }

  @Test
  void starAffectsOnlyTheMean() {
    float[] samples = new float[ANGLES];
    for (int j = 0; j < ANGLES; j++) {
      samples[j] = 1 + 0.01f * (j % 5 - 2);
    }
    samples[10] = 50;
    samples[11] = 80;
    IsophoteStatistics row = measure(samples);
    assertTrue(row.estimates[0] > 2.5);
    for (int k = 1; k < IsophoteStatistics.ESTIMATES; k++) {
      assertEquals(1, row.estimates[k], 0.012, "estimate " + k);
    }
    assertTrue(row.scatter < 0.03);
    assertTrue(row.deviation > 5);
  }

  @Test
  void countsAndIgnoresMissingSamples() {
    float[] samples = new float[ANGLES];
    for (int j = 0; j < ANGLES; j++) {
      samples[j] = j < 16 ? Float.NaN : 3;
    }
    IsophoteStatistics row = measure(samples);
    assertEquals(0.25, row.missing, 1e-6);
    assertEquals(3, row.estimates[IsophoteStatistics.CLIPPED], 1e-6);
  }

  @Test
  void rowWithFewSamplesHasNoBrightness() {
    float[] samples = new float[ANGLES];
    java.util.Arrays.fill(samples, 7, ANGLES, Float.NaN);
    IsophoteStatistics row = measure(samples);
    for (float estimate : row.estimates) {
      assertTrue(Float.isNaN(estimate));
    }
  }
}
