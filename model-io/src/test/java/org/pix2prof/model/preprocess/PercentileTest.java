// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PercentileTest {

  @Test
  void interpolatesBetweenRanksLikeNumPy() {
    // numpy.percentile([15, 20, 35, 40, 50], q)
    float[] values = {40, 15, 50, 35, 20};
    assertEquals(15, Percentile.of(values, 0));
    assertEquals(17, Percentile.of(values, 10), 1e-12);
    assertEquals(29, Percentile.of(values, 40), 1e-12);
    assertEquals(35, Percentile.of(values, 50));
    assertEquals(49.96, Percentile.of(values, 99.9), 1e-12);
    assertEquals(50, Percentile.of(values, 100));
    assertArrayEquals(new float[] {40, 15, 50, 35, 20}, values, "the image is not changed");
  }

  @Test
  void equalsSortingInAnyOrder() {
    Random random = new Random(3);
    for (int n : new int[] {1, 2, 16, 17, 18, 100, 5000}) {
      float[] any = new float[n];
      float[] few = new float[n];
      for (int i = 0; i < n; i++) {
        any[i] = (float) random.nextGaussian();
        few[i] = random.nextInt(3);
      }
      float[] up = any.clone();
      Arrays.sort(up);
      float[] down = new float[n];
      for (int i = 0; i < n; i++) {
        down[i] = up[n - 1 - i];
      }
      for (double q : new double[] {0, 0.1, 33, 50, 99, 99.9, 100}) {
        assertEquals(bySorting(any, q), Percentile.of(any, q), 1e-12);
        assertEquals(bySorting(few, q), Percentile.of(few, q), 1e-12);
        assertEquals(bySorting(any, q), Percentile.of(up, q), 1e-12);
        assertEquals(bySorting(any, q), Percentile.of(down, q), 1e-12);
      }
    }
  }

  @Test
  void ignoresMissingPixels() {
    assertEquals(2.5, Percentile.of(new float[] {Float.NaN, 1, 2, Float.NaN, 3, 4}, 50));
    assertEquals(Double.NaN, Percentile.of(new float[] {Float.NaN}, 50));
  }

  private static double bySorting(float[] values, double q) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    double rank = (sorted.length - 1) * q / 100;
    int below = (int) Math.floor(rank + 1e-9);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + ((double) sorted[above] - sorted[below]) * (rank - below);
  }
}
