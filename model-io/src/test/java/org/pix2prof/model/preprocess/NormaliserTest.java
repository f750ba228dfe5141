// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;
import org.pix2prof.model.ModelManifest.Normalisation;

class NormaliserTest {

  private static float[] apply(Normalisation normalisation, float... pixels) {
    Normaliser.apply(pixels, normalisation);
    return pixels;
  }

  @Test
  void minMax() {
    assertArrayEquals(
        new float[] {0, 1, 0.5f, -2 / 28f, 2, Float.NaN},
        apply(new Normalisation.MinMax(2, 30), 2, 30, 16, 0, 58, Float.NaN));
  }

  @Test
  void asinh() {
    float[] x = {0, 1e-6f, 0.5f, -0.5f, 3, 1e8f, -1e8f, Float.NaN};
    // asinh(x / 0.5) from a table
    assertArrayEquals(
        new float[] {
          0, 2e-6f, 0.8813736f, -0.8813736f, 2.4917799f, 19.8069755f, -19.8069755f, Float.NaN
        },
        apply(new Normalisation.Asinh(0.5), x),
        2e-6f);
  }

  @Test
  void asinhIsSmoothWhereItsFormulaChanges() {
    float below = apply(new Normalisation.Asinh(1), 0.99999e-4f)[0];
    float above = apply(new Normalisation.Asinh(1), 1.00001e-4f)[0];
    assertArrayEquals(new float[] {0.99999e-4f, 1.00001e-4f}, new float[] {below, above}, 1e-11f);
  }

  @Test
  void none() {
    assertArrayEquals(
        new float[] {-1, 0, Float.NaN}, apply(new Normalisation.None(), -1, 0, Float.NaN));
  }
}
