// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.core.Linear;

/**
 * Linear layer {@code y = W x + b}, applied to each row.
 *
 * @param in length of a row of the input
 * @param out length of a row of the output
 * @param rows number of rows of an image
 */
public record LinearLayer(int in, int out, int rows) implements Layer {
  /** Number of compared outputs. */
  private static final int SAMPLES = 48;

  @Override
  public double worstError(int batch, NDManager parent) {
    Values inputs = new Values(0, 1);
    Values weights = new Values(1000, Math.sqrt(3.0 / in));
    Values biases = new Values(2000, 1);
    try (NDManager manager = parent.newSubManager()) {
      NDArray output =
          Linear.linear(
                  inputs.array(manager, (long) batch * rows, in),
                  weights.array(manager, out, in),
                  biases.array(manager, out))
              .singletonOrThrow();
      float[] values = output.toFloatArray();
      if (!Finite.all(values)) {
        return Double.POSITIVE_INFINITY;
      }
      double worst = 0;
      for (int sample = 0; sample < SAMPLES; sample++) {
        // Evenly over the output, including its first and last value.
        int at = (int) ((long) sample * (values.length - 1) / (SAMPLES - 1));
        long row = at / out;
        long column = at % out;
        double expected = biases.at(column);
        for (int i = 0; i < in; i++) {
          expected += (double) inputs.at(row * in + i) * weights.at(column * in + i);
        }
        worst = Math.max(worst, Math.abs(values[at] - expected));
      }
      return worst;
    }
  }

  @Override
  public String toString() {
    return "linear layer of " + in + " to " + out + ", " + rows + " rows an image";
  }
}
