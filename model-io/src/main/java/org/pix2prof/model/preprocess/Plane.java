// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

/**
 * Grid of pixels that the steps pass on and may change.
 *
 * @param pixels row-major, NaN if missing, never infinite
 * @param width pixels along x
 * @param height pixels along y
 */
@SuppressWarnings("ArrayRecordComponent")
record Plane(float[] pixels, int width, int height) {

  float at(int x, int y) {
    return pixels[y * width + x];
  }

  /** Largest minus smallest value; NaN if there are none. */
  double range() {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float v : pixels) {
      if (v < min) {
        min = v;
      }
      if (v > max) {
        max = v;
      }
    }
    return min <= max ? (double) max - min : Double.NaN;
  }
}
