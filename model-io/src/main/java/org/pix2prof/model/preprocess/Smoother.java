// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

/** Gaussian smoothing; pixels outside the image count as 0. */
final class Smoother {

  /**
   * Smooths an image.
   *
   * @param plane every pixel has a value; not changed
   * @param sigma of the Gaussian, pixels
   */
  static Plane gaussian(Plane plane, double sigma) {
    float[] kernel = kernel(sigma);
    int reach = kernel.length - 1;
    int width = plane.width();
    int height = plane.height();
    float[] in = plane.pixels();
    float[] alongX = new float[in.length];
    float[] out = new float[in.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int k = -reach; k <= reach; k++) {
        int from = row + Math.max(0, -k);
        int to = row + width - Math.max(0, k);
        add(alongX, from, to, in, k, kernel[Math.abs(k)]);
      }
    }
    for (int y = 0; y < height; y++) {
      for (int k = Math.max(-reach, -y); k <= Math.min(reach, height - 1 - y); k++) {
        add(out, y * width, (y + 1) * width, alongX, k * width, kernel[Math.abs(k)]);
      }
    }
    return new Plane(out, width, height);
  }

  private static void add(float[] to, int from, int end, float[] of, int shift, float factor) {
    for (int i = from; i < end; i++) {
      to[i] += factor * of[i + shift];
    }
  }

  /** Half of the kernel, from its middle out to 3 sigma; the whole sums to 1. */
  private static float[] kernel(double sigma) {
    float[] half = new float[(int) Math.ceil(3 * sigma) + 1];
    double sum = 0;
    for (int k = 0; k < half.length; k++) {
      half[k] = (float) Math.exp(-k * k / (2 * sigma * sigma));
      sum += k == 0 ? half[k] : 2 * half[k];
    }
    for (int k = 0; k < half.length; k++) {
      half[k] /= (float) sum;
    }
    return half;
  }

  private Smoother() {}
}
