// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;

/**
 * A stacked gated recurrent unit (Cho et al. 2014) in PyTorch's form: {@code r = s(W_ir x + b_ir +
 * W_hr h + b_hr)}, {@code z} likewise, {@code n = tanh(W_in x + b_in + r (W_hn h + b_hn))}, {@code
 * h' = (1 - z) n + z h}.
 *
 * @param in length of the input
 * @param hidden length of the state
 * @param layers number of layers
 * @param steps number of steps in a call
 */
public record GruLayer(int in, int hidden, int layers, int steps) implements Layer {
  /** Maximum number of steps times images in a check; fewer steps of a larger batch are checked. */
  private static final int MOST_ROWS = 64;

  @Override
  public double worstError(int batch, NDManager manager) {
    int checked = Math.max(1, Math.min(steps, MOST_ROWS / batch));
    return new GruLayer(in, hidden, layers, checked).worstErrorOfAll(batch, manager);
  }

  private double worstErrorOfAll(int batch, NDManager parent) {
    Values inputs = new Values(0, 1);
    Values states = new Values(500, 1);
    try (NDManager manager = parent.newSubManager()) {
      NDArray input = inputs.array(manager, batch, steps, in);
      NDArray state = states.array(manager, layers, batch, hidden);
      NDList parameters = new NDList();
      for (int l = 0; l < layers; l++) {
        parameters.add(weightIn(l).array(manager, 3L * hidden, inputs(l)));
        parameters.add(weightHidden(l).array(manager, 3L * hidden, hidden));
        parameters.add(biasIn(l).array(manager, 3L * hidden));
        parameters.add(biasHidden(l).array(manager, 3L * hidden));
      }
      NDArray output =
          input
              .getNDArrayInternal()
              .gru(input, state, parameters, true, layers, 0, false, false, true)
              .head();
      float[] values = output.toFloatArray();
      if (!Finite.all(values)) {
        return Double.POSITIVE_INFINITY;
      }
      double worst = 0;
      // The first step of the last image; all steps and images share its matrix products.
      int n = batch - 1;
      double[][] h = new double[layers][hidden];
      for (int l = 0; l < layers; l++) {
        for (int i = 0; i < hidden; i++) {
          h[l][i] = states.at(((long) l * batch + n) * hidden + i);
        }
      }
      double[] x = new double[in];
      for (int i = 0; i < in; i++) {
        x[i] = inputs.at((long) n * steps * in + i);
      }
      for (int l = 0; l < layers; l++) {
        x = step(l, x, h[l]);
      }
      for (int i = 0; i < hidden; i++) {
        worst = Math.max(worst, Math.abs(values[n * steps * hidden + i] - x[i]));
      }
      return worst;
    }
  }

  private double[] step(int layer, double[] x, double[] h) {
    double[] fromInput = product(weightIn(layer), biasIn(layer), x);
    double[] fromState = product(weightHidden(layer), biasHidden(layer), h);
    double[] next = new double[hidden];
    for (int i = 0; i < hidden; i++) {
      double r = sigmoid(fromInput[i] + fromState[i]);
      double z = sigmoid(fromInput[hidden + i] + fromState[hidden + i]);
      double n = Math.tanh(fromInput[2 * hidden + i] + r * fromState[2 * hidden + i]);
      next[i] = (1 - z) * n + z * h[i];
    }
    return next;
  }

  private double[] product(Values weights, Values bias, double[] x) {
    double[] y = new double[3 * hidden];
    for (int i = 0; i < y.length; i++) {
      double sum = bias.at(i);
      long row = (long) i * x.length;
      for (int j = 0; j < x.length; j++) {
        sum += weights.at(row + j) * x[j];
      }
      y[i] = sum;
    }
    return y;
  }

  private int inputs(int layer) {
    return layer == 0 ? in : hidden;
  }

  private Values weightIn(int layer) {
    return new Values(1000 + 100 * layer, Math.sqrt(3.0 / inputs(layer)));
  }

  private Values weightHidden(int layer) {
    return new Values(2000 + 100 * layer, Math.sqrt(3.0 / hidden));
  }

  private static Values biasIn(int layer) {
    return new Values(3000 + 100 * layer, 1);
  }

  private static Values biasHidden(int layer) {
    return new Values(4000 + 100 * layer, 1);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Override
  public String toString() {
    return "GRU of " + layers + " layers of " + hidden + ", " + steps + " steps of " + in;
  }
}
