package org.pix2prof.model.preprocess;

/**
 * A grid of pixels that the steps hand on and may write to.
 *
 * @param pixels row-major, NaN where there is no value, never infinite
 * @param width pixels along x
 * @param height pixels along y
 */
@SuppressWarnings("ArrayRecordComponent")
record Plane(float[] pixels, int width, int height) {

  float at(int x, int y) {
    return pixels[y * width + x];
  }

  /** Largest value minus smallest; NaN if there is none. */
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
