// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.pix2prof.model.SkyImage;

class AnnulusProfileTest {
  private static final int SIDE = 65;

  @Test
  void measuresExponentialDisc() {
    float[] mu = AnnulusProfile.measure(image(disc()));
    assertEquals(22.5 - 2.5 * Math.log10(100 / 0.16), mu[0], 1e-4);
    assertEquals(2.5 / Math.log(10), mu[20] - mu[10], 0.03);
  }

  @Test
  void clipsStarNextToGalaxy() {
    float[] clean = disc();
    float[] crowded = disc();
    crowded[32 * SIDE + 32 + 20] = 10_000;
    assertEquals(
        AnnulusProfile.measure(image(clean))[20], AnnulusProfile.measure(image(crowded))[20], 0.01);
  }

  @Test
  void ignoresMissingPixels() {
    float[] pixels = disc();
    pixels[32 * SIDE + 32 + 10] = Float.NaN;
    assertTrue(Float.isFinite(AnnulusProfile.measure(image(pixels))[10]));
  }

  /** Exponential disc with central brightness 100 and scale length 10 pixels. */
  private static float[] disc() {
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) (100 * Math.exp(-Math.hypot(i % SIDE - 32, i / SIDE - 32) / 10));
    }
    return pixels;
  }

  private static SkyImage image(float[] pixels) {
    return new SkyImage(pixels, SIDE, SIDE, 0.4, 22.5);
  }
}
