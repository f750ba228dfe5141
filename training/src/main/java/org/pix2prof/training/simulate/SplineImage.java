// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * An image interpolated by cubic B-splines (Unser 1999), with mirrored borders. It passes through
 * the pixels and has continuous gradients.
 */
final class SplineImage {

  private static final float POLE = (float) (Math.sqrt(3) - 2);

  private final float[] c;
  private final int width;
  private final int height;

  /** Interpolates a row-major image; leaves the array unchanged. */
  SplineImage(float[] image, int width, int height) {
    this.c = image.clone();
    this.width = width;
    this.height = height;
    filterRows();
    filterColumns();
  }

  private void filterRows() {
    float gain = 6;
    for (int y = 0; y < height; y++) {
      int at = y * width;
      // Causal initialisation: mirrored sum, truncated where the pole's power vanishes.
      float sum = 0;
      float power = 1;
      for (int k = 0; k < Math.min(width, 16); k++) {
        sum += power * c[at + k];
        power *= POLE;
      }
      float previous = gain * sum;
      c[at] = previous;
      for (int x = 1; x < width; x++) {
        previous = gain * c[at + x] + POLE * previous;
        c[at + x] = previous;
      }
      int last = at + width - 1;
      previous = POLE / (POLE * POLE - 1) * (c[last] + POLE * c[last - 1]);
      c[last] = previous;
      for (int i = last - 1; i >= at; i--) {
        previous = POLE * (previous - c[i]);
        c[i] = previous;
      }
    }
  }

  private void filterColumns() {
    float gain = 6;
    float[] sum = new float[width];
    float power = 1;
    for (int k = 0; k < Math.min(height, 16); k++) {
      for (int x = 0; x < width; x++) {
        sum[x] += power * c[k * width + x];
      }
      power *= POLE;
    }
    for (int x = 0; x < width; x++) {
      c[x] = gain * sum[x];
    }
    for (int y = 1; y < height; y++) {
      int at = y * width;
      for (int x = 0; x < width; x++) {
        c[at + x] = gain * c[at + x] + POLE * c[at - width + x];
      }
    }
    int last = (height - 1) * width;
    float start = POLE / (POLE * POLE - 1);
    for (int x = 0; x < width; x++) {
      c[last + x] = start * (c[last + x] + POLE * c[last - width + x]);
    }
    for (int y = height - 2; y >= 0; y--) {
      int at = y * width;
      for (int x = 0; x < width; x++) {
        c[at + x] = POLE * (c[at + width + x] - c[at + x]);
      }
    }
  }

  /** Returns true if a point's whole neighbourhood is inside the image. */
  boolean contains(double x, double y) {
    return x >= 1 && y >= 1 && x < width - 2 && y < height - 2;
  }

  /** Interpolates the value at a contained point. */
  double value(double x, double y) {
    int ix = (int) x;
    int iy = (int) y;
    double tx = x - ix;
    double ty = y - iy;
    double ux = 1 - tx;
    double uy = 1 - ty;
    double wx0 = ux * ux * ux;
    double wx3 = tx * tx * tx;
    double wx1 = 4 - 3 * tx * tx * (2 - tx);
    double wx2 = 6 - wx0 - wx1 - wx3;
    double wy0 = uy * uy * uy;
    double wy3 = ty * ty * ty;
    double wy1 = 4 - 3 * ty * ty * (2 - ty);
    double wy2 = 6 - wy0 - wy1 - wy3;
    int at = (iy - 1) * width + ix - 1;
    double sum = wy0 * (wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3]);
    at += width;
    sum += wy1 * (wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3]);
    at += width;
    sum += wy2 * (wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3]);
    at += width;
    sum += wy3 * (wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3]);
    return sum / 36;
  }

  /** Interpolates value and gradient at a contained point: {@code out = {f, df/dx, df/dy}}. */
  void valueAndGradient(double x, double y, double[] out) {
    int ix = (int) x;
    int iy = (int) y;
    double tx = x - ix;
    double ty = y - iy;
    double ux = 1 - tx;
    double uy = 1 - ty;
    double wx0 = ux * ux * ux;
    double wx3 = tx * tx * tx;
    double wx1 = 4 - 3 * tx * tx * (2 - tx);
    double wx2 = 6 - wx0 - wx1 - wx3;
    double dx0 = -3 * ux * ux;
    double dx3 = 3 * tx * tx;
    double dx1 = -12 * tx + 9 * tx * tx;
    double dx2 = -dx0 - dx1 - dx3;
    double wy0 = uy * uy * uy;
    double wy3 = ty * ty * ty;
    double wy1 = 4 - 3 * ty * ty * (2 - ty);
    double wy2 = 6 - wy0 - wy1 - wy3;
    double dy0 = -3 * uy * uy;
    double dy3 = 3 * ty * ty;
    double dy1 = -12 * ty + 9 * ty * ty;
    double dy2 = -dy0 - dy1 - dy3;
    int at = (iy - 1) * width + ix - 1;
    double r0 = wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3];
    double g0 = dx0 * c[at] + dx1 * c[at + 1] + dx2 * c[at + 2] + dx3 * c[at + 3];
    at += width;
    double r1 = wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3];
    double g1 = dx0 * c[at] + dx1 * c[at + 1] + dx2 * c[at + 2] + dx3 * c[at + 3];
    at += width;
    double r2 = wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3];
    double g2 = dx0 * c[at] + dx1 * c[at + 1] + dx2 * c[at + 2] + dx3 * c[at + 3];
    at += width;
    double r3 = wx0 * c[at] + wx1 * c[at + 1] + wx2 * c[at + 2] + wx3 * c[at + 3];
    double g3 = dx0 * c[at] + dx1 * c[at + 1] + dx2 * c[at + 2] + dx3 * c[at + 3];
    out[0] = (wy0 * r0 + wy1 * r1 + wy2 * r2 + wy3 * r3) / 36;
    out[1] = (wy0 * g0 + wy1 * g1 + wy2 * g2 + wy3 * g3) / 36;
    out[2] = (dy0 * r0 + dy1 * r1 + dy2 * r2 + dy3 * r3) / 36;
  }
}
