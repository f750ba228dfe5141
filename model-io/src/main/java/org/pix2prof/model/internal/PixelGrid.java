// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

/**
 * Grid of pixels and its interpolation.
 *
 * @param values row-major, NaN if missing. The array is not copied: do not change it.
 * @param width pixels along x, 2 or more
 * @param height pixels along y, 2 or more
 */
@SuppressWarnings("ArrayRecordComponent")
public record PixelGrid(float[] values, int width, int height) {

  /**
   * Interpolates bilinearly.
   *
   * @param u x, pixels; the middle of the first pixel is 0
   * @param v y, pixels
   * @return value; NaN outside the image or if less than half of the weight has a value
   */
  public float bilinear(double u, double v) {
    int i = (int) Math.floor(u);
    int j = (int) Math.floor(v);
    float fu = (float) (u - i);
    float fv = (float) (v - j);
    if (i < 0 || j < 0 || i + 1 >= width || j + 1 >= height) {
      return edge(u, v);
    }
    int at = j * width + i;
    float[] m = values;
    float value =
        (1 - fv) * ((1 - fu) * m[at] + fu * m[at + 1])
            + fv * ((1 - fu) * m[at + width] + fu * m[at + width + 1]);
    return Float.isNaN(value) ? partial(i, j, fu, fv) : value;
  }

  private float edge(double u, double v) {
    if (u < -0.5 || v < -0.5 || u > width - 0.5 || v > height - 0.5) {
      return Float.NaN;
    }
    double cu = Math.max(0, Math.min(u, width - 1.0));
    double cv = Math.max(0, Math.min(v, height - 1.0));
    int i = Math.min((int) cu, width - 2);
    int j = Math.min((int) cv, height - 2);
    return partial(i, j, (float) (cu - i), (float) (cv - j));
  }

  private float partial(int i, int j, float fu, float fv) {
    float sum = 0;
    float weight = 0;
    for (int k = 0; k < 4; k++) {
      float value = values[(j + (k >> 1)) * width + i + (k & 1)];
      if (!Float.isNaN(value)) {
        float w = ((k & 1) == 0 ? 1 - fu : fu) * ((k >> 1) == 0 ? 1 - fv : fv);
        sum += w * value;
        weight += w;
      }
    }
    return weight >= 0.5f ? sum / weight : Float.NaN;
  }

  /**
   * Interpolates bicubically (Catmull-Rom), which preserves a sharp core; bilinearly if one of the
   * 16 pixels is missing.
   *
   * @param x pixels
   * @param y pixels
   * @return value, as {@link #bilinear}
   */
  public float bicubic(double x, double y) {
    int i = (int) Math.floor(x);
    int j = (int) Math.floor(y);
    if (i < 1 || j < 1 || i + 2 >= width || j + 2 >= height) {
      return bilinear(x, y);
    }
    float fu = (float) (x - i);
    float fv = (float) (y - j);
    float value = 0;
    for (int k = -1; k <= 2; k++) {
      int at = (j + k) * width + i;
      float[] m = values;
      value += catmullRom(k, fv) * catmullRomRow(m, at, fu);
    }
    return Float.isNaN(value) ? bilinear(x, y) : value;
  }

  private static float catmullRomRow(float[] m, int at, float f) {
    return catmullRom(-1, f) * m[at - 1]
        + catmullRom(0, f) * m[at]
        + catmullRom(1, f) * m[at + 1]
        + catmullRom(2, f) * m[at + 2];
  }

  private static float catmullRom(int k, float f) {
    return switch (k) {
      case -1 -> 0.5f * f * (-1 + f * (2 - f));
      case 0 -> 1 + 0.5f * f * f * (3 * f - 5);
      case 1 -> 0.5f * f * (1 + f * (4 - 3 * f));
      default -> 0.5f * f * f * (f - 1);
    };
  }
}
