// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

/** Pixels without a value, which are NaN in every image. */
public final class MissingPixels {
  private MissingPixels() {}

  /**
   * Makes infinite pixels NaN.
   *
   * @param pixels changed in place
   * @param from index of the first pixel to check
   * @param to index after the last one
   */
  public static void dropInfinite(float[] pixels, int from, int to) {
    for (int i = from; i < to; i++) {
      pixels[i] += 0 * pixels[i]; // 0 * infinity is NaN; the compiler vectorises this
    }
  }
}
