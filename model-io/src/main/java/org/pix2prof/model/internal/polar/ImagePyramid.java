// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import java.util.ArrayList;
import java.util.List;

/**
 * Image and its means over blocks of 2, 4, 8, … pixels. At large radii one sample of a block
 * represents all its pixels. A block has a value if at least half of its pixels have one.
 */
final class ImagePyramid {
  private static final int SMALLEST = 4;

  private record Level(float[] mean, int width, int height) {}

  private final List<Level> levels = new ArrayList<>();

  ImagePyramid(float[] pixels, int width, int height) {
    Level level = new Level(pixels, width, height);
    levels.add(level);
    while (Math.min(level.width, level.height) >= 2 * SMALLEST) {
      level = halve(level);
      levels.add(level);
    }
  }

  int depth() {
    return levels.size();
  }

  private static Level halve(Level fine) {
    int width = fine.width / 2;
    int height = fine.height / 2;
    float[] mean = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 2 * y * fine.width + 2 * x;
        float sum = 0;
        int n = 0;
        for (int k = 0; k < 4; k++) {
          float value = fine.mean[at + (k & 1) + (k >> 1) * fine.width];
          if (!Float.isNaN(value)) {
            sum += value;
            n++;
          }
        }
        mean[y * width + x] = n >= 2 ? sum / n : Float.NaN;
      }
    }
    return new Level(mean, width, height);
  }

  /**
   * Interpolates a level bilinearly at a point of the image.
   *
   * @param x pixels of the image
   * @param y pixels of the image
   * @return flux per pixel; NaN outside the image or if less than half of the weight has a value
   */
  float bilinear(int index, double x, double y) {
    Level level = levels.get(index);
    double size = 1 << index;
    double u = (x + 0.5) / size - 0.5;
    double v = (y + 0.5) / size - 0.5;
    int i = (int) Math.floor(u);
    int j = (int) Math.floor(v);
    float fu = (float) (u - i);
    float fv = (float) (v - j);
    if (i < 0 || j < 0 || i + 1 >= level.width || j + 1 >= level.height) {
      return edge(level, u, v);
    }
    int at = j * level.width + i;
    float[] m = level.mean;
    float value =
        (1 - fv) * ((1 - fu) * m[at] + fu * m[at + 1])
            + fv * ((1 - fu) * m[at + level.width] + fu * m[at + level.width + 1]);
    return Float.isNaN(value) ? partial(level, i, j, fu, fv) : value;
  }

  private static float edge(Level level, double u, double v) {
    if (u < -0.5 || v < -0.5 || u > level.width - 0.5 || v > level.height - 0.5) {
      return Float.NaN;
    }
    double cu = Math.max(0, Math.min(u, level.width - 1.0));
    double cv = Math.max(0, Math.min(v, level.height - 1.0));
    int i = Math.min((int) cu, level.width - 2);
    int j = Math.min((int) cv, level.height - 2);
    return partial(level, i, j, (float) (cu - i), (float) (cv - j));
  }

  private static float partial(Level level, int i, int j, float fu, float fv) {
    float sum = 0;
    float weight = 0;
    for (int k = 0; k < 4; k++) {
      float value = level.mean[(j + (k >> 1)) * level.width + i + (k & 1)];
      if (!Float.isNaN(value)) {
        float w = ((k & 1) == 0 ? 1 - fu : fu) * ((k >> 1) == 0 ? 1 - fv : fv);
        sum += w * value;
        weight += w;
      }
    }
    return weight >= 0.5f ? sum / weight : Float.NaN;
  }

  /**
   * Interpolates the image bicubically (Catmull-Rom), which preserves a sharp core; bilinearly if
   * one of the 16 pixels is missing.
   */
  float bicubic(double x, double y) {
    Level level = levels.get(0);
    int i = (int) Math.floor(x);
    int j = (int) Math.floor(y);
    if (i < 1 || j < 1 || i + 2 >= level.width || j + 2 >= level.height) {
      return bilinear(0, x, y);
    }
    float fu = (float) (x - i);
    float fv = (float) (y - j);
    float value = 0;
    for (int k = -1; k <= 2; k++) {
      int at = (j + k) * level.width + i;
      float[] m = level.mean;
      value += catmullRom(k, fv) * catmullRomRow(m, at, fu);
    }
    return Float.isNaN(value) ? bilinear(0, x, y) : value;
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
