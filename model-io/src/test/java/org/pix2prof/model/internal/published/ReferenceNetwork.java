// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reference implementation of the published network for one image, in plain loops over doubles. */
final class ReferenceNetwork {
  private final Map<String, float[]> weights;
  private final int width;
  private final int latent;
  private final int layers;

  ReferenceNetwork(Map<String, float[]> weights, int width, int latent, int layers) {
    this.weights = weights;
    this.width = width;
    this.latent = latent;
    this.layers = layers;
  }

  /** Encodes an image; feature maps are [channel][row][column]. */
  double[] encode(float[] pixels, int height, int width) {
    double[][][] x = new double[1][height][width];
    for (int i = 0; i < pixels.length; i++) {
      x[0][i / width][i % width] = pixels[i];
    }
    x = relu(norm(convolve(x, "encoder.conv1", this.width, 3, 1), "encoder.bn1"));
    int channels = this.width;
    for (int layer = 1; layer <= 4; layer++) {
      for (int block = 0; block < 2; block++) {
        String name = "encoder.layer" + layer + "." + block + ".";
        int stride = layer > 1 && block == 0 ? 2 : 1;
        double[][][] y = relu(norm(convolve(x, name + "conv1", channels, 3, stride), name + "bn1"));
        y = norm(convolve(y, name + "conv2", channels, 3, 1), name + "bn2");
        double[][][] side = x;
        if (stride == 2) {
          side = norm(convolve(x, name + "shortcut.0", channels, 1, 2), name + "shortcut.1");
        }
        for (int c = 0; c < channels; c++) {
          for (int r = 0; r < y[c].length; r++) {
            for (int q = 0; q < y[c][r].length; q++) {
              y[c][r][q] += side[c][r][q];
            }
          }
        }
        x = relu(y);
      }
      channels *= 2;
    }
    double[] pooled = new double[x.length];
    for (int c = 0; c < x.length; c++) {
      for (double[] row : x[c]) {
        for (double value : row) {
          pooled[c] += value / (x[c].length * row.length);
        }
      }
    }
    return affine(pooled, "encoder.fc1.weight", "encoder.fc1.bias", latent);
  }

  /** Stops before value n if n > after and the std of the window before the last is small. */
  List<Double> decode(double[] z, int after, int window, double maxStd, int maxLength) {
    double[][] hidden = new double[layers][];
    for (int layer = 0; layer < layers; layer++) {
      hidden[layer] = z;
    }
    List<Double> values = new ArrayList<>();
    double last = 0;
    boolean noticed = false;
    while (!noticed && values.size() < maxLength) {
      int n = values.size();
      noticed = n > after && std(values.subList(n - 1 - window, n - 1)) <= maxStd;
      double[] x = {last};
      for (int layer = 0; layer < layers; layer++) {
        x = cell(x, hidden[layer], layer);
        hidden[layer] = x;
      }
      double[] top = x.clone();
      for (int i = 0; i < top.length; i++) {
        top[i] = Math.max(0, top[i]);
      }
      last = Math.max(0, affine(top, "decoder.fc.weight", "decoder.fc.bias", 1)[0]);
      values.add(last);
    }
    return values;
  }

  /** Rows of the weights: reset gate, update gate, new state. */
  private double[] cell(double[] x, double[] h, int layer) {
    String gru = "decoder.gru.";
    int n = latent;
    double[] in = affine(x, gru + "weight_ih_l" + layer, gru + "bias_ih_l" + layer, 3 * n);
    double[] rec = affine(h, gru + "weight_hh_l" + layer, gru + "bias_hh_l" + layer, 3 * n);
    double[] next = new double[n];
    for (int i = 0; i < n; i++) {
      double reset = sigmoid(in[i] + rec[i]);
      double update = sigmoid(in[n + i] + rec[n + i]);
      double fresh = Math.tanh(in[2 * n + i] + reset * rec[2 * n + i]);
      next[i] = (1 - update) * fresh + update * h[i];
    }
    return next;
  }

  private double[] affine(double[] x, String weight, String bias, int outputs) {
    float[] w = weights.get(weight);
    double[] y = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      y[o] = weights.get(bias)[o];
      for (int i = 0; i < x.length; i++) {
        y[o] += w[o * x.length + i] * x[i];
      }
    }
    return y;
  }

  private double[][][] convolve(double[][][] x, String name, int channels, int kernel, int stride) {
    float[] w = weights.get(name + ".weight");
    int pad = kernel / 2;
    int rows = (x[0].length - 1) / stride + 1;
    int columns = (x[0][0].length - 1) / stride + 1;
    double[][][] y = new double[channels][rows][columns];
    for (int o = 0; o < channels; o++) {
      for (int r = 0; r < rows; r++) {
        for (int q = 0; q < columns; q++) {
          for (int i = 0; i < x.length; i++) {
            for (int a = 0; a < kernel; a++) {
              for (int b = 0; b < kernel; b++) {
                int row = r * stride + a - pad;
                int column = q * stride + b - pad;
                if (row >= 0 && row < x[i].length && column >= 0 && column < x[i][0].length) {
                  y[o][r][q] +=
                      w[((o * x.length + i) * kernel + a) * kernel + b] * x[i][row][column];
                }
              }
            }
          }
        }
      }
    }
    return y;
  }

  private double[][][] norm(double[][][] x, String name) {
    for (int c = 0; c < x.length; c++) {
      double mean = weights.get(name + ".running_mean")[c];
      double deviation = Math.sqrt(weights.get(name + ".running_var")[c] + 1e-5);
      for (double[] row : x[c]) {
        for (int q = 0; q < row.length; q++) {
          row[q] =
              (row[q] - mean) / deviation * weights.get(name + ".weight")[c]
                  + weights.get(name + ".bias")[c];
        }
      }
    }
    return x;
  }

  private static double[][][] relu(double[][][] x) {
    for (double[][] plane : x) {
      for (double[] row : plane) {
        for (int q = 0; q < row.length; q++) {
          row[q] = Math.max(0, row[q]);
        }
      }
    }
    return x;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double std(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    return Math.sqrt(
        values.stream().mapToDouble(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }
}
