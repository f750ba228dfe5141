// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.Arrays;

/** Percentile of an image, with linear interpolation between ranks like NumPy's default. */
final class Percentile {

  /**
   * Computes a percentile of the pixels that have a value.
   *
   * @param values not changed; NaN is ignored
   * @param percentile between 0 and 100
   * @return the value at rank {@code (n - 1) * percentile / 100}; NaN if there are no values
   */
  static double of(float[] values, double percentile) {
    float[] kept = new float[values.length];
    int n = 0;
    for (float v : values) {
      if (!Float.isNaN(v)) {
        kept[n++] = v;
      }
    }
    if (n == 0) {
      return Double.NaN;
    }
    double rank = (n - 1) * (percentile / 100);
    int below = (int) rank;
    double low = select(kept, n, below);
    if (rank == below) {
      return low;
    }
    // After the selection, all values right of the rank are greater or equal.
    double high = kept[below + 1];
    for (int i = below + 2; i < n; i++) {
      high = Math.min(high, kept[i]);
    }
    return low + (high - low) * (rank - below);
  }

  /** Moves the k-th smallest of the first n values to index k, and smaller ones before it. */
  private static float select(float[] values, int n, int k) {
    int low = 0;
    int high = n - 1;
    while (high - low > 16) {
      float pivot = median(values[low], values[(low + high) >>> 1], values[high]);
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          float swapped = values[i];
          values[i++] = values[j];
          values[j--] = swapped;
        }
      }
      if (k <= j) {
        high = j;
      } else if (k >= i) {
        low = i;
      } else {
        return values[k];
      }
    }
    Arrays.sort(values, low, high + 1);
    return values[k];
  }

  private static float median(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private Percentile() {}
}
