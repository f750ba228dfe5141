// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class MissingPixelsTest {
  private static final float INFINITY = Float.POSITIVE_INFINITY;

  @Test
  void dropsInfinitePixelsOfRange() {
    float[] pixels = {INFINITY, -INFINITY, Float.MAX_VALUE, -0f, Float.NaN, INFINITY, INFINITY};

    MissingPixels.dropInfinite(pixels, 1, 6);

    assertArrayEquals(
        new float[] {INFINITY, Float.NaN, Float.MAX_VALUE, -0f, Float.NaN, Float.NaN, INFINITY},
        pixels);
  }
}
