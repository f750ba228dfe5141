// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

/** Detects values that are NaN or infinite. */
final class Finite {
  private Finite() {}

  /** Returns whether all values are finite. */
  static boolean all(float[] values) {
    // A product with 0 is 0, but NaN where the value is NaN or infinite.
    float sum = 0;
    for (float value : values) {
      sum += 0 * value;
    }
    return sum == 0;
  }
}
