// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;

/**
 * Artificial values between -1 and 1: a repeated block of prime length, cheap to generate.
 *
 * @param offset index in the block of the first value
 * @param scale factor of each value
 */
record Values(int offset, double scale) {
  private static final int PERIOD = 8191;
  private static final float[] BLOCK = block();

  /** Returns the value at an index. */
  float at(long index) {
    return (float) (scale * BLOCK[(int) ((index + offset) % PERIOD)]);
  }

  /** Returns the values from index 0 on as an array of the engine. */
  NDArray array(NDManager manager, long... shape) {
    Shape size = new Shape(shape);
    int n = Math.toIntExact(size.size());
    float[] period = new float[Math.min(n, PERIOD)];
    for (int i = 0; i < period.length; i++) {
      period[i] = at(i);
    }
    float[] values = new float[n];
    for (int from = 0; from < n; from += PERIOD) {
      System.arraycopy(period, 0, values, from, Math.min(PERIOD, n - from));
    }
    return manager.create(FloatBuffer.wrap(values), size);
  }

  private static float[] block() {
    float[] block = new float[PERIOD];
    long state = 1;
    for (int i = 0; i < PERIOD; i++) {
      // Multiplicative generator of Park and Miller (1988).
      state = state * 16807 % 2147483647;
      block[i] = (float) (2.0 * state / 2147483647 - 1);
    }
    return block;
  }
}
