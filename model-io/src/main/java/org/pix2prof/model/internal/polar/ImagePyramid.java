// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import java.util.ArrayList;
import java.util.List;
import org.pix2prof.model.internal.PixelGrid;

/**
 * Image and its means over blocks of 2, 4, 8, … pixels. At large radii one sample of a block
 * represents all its pixels. A block has a value if at least half of its pixels have one.
 */
public final class ImagePyramid {
  private static final int SMALLEST = 4;

  private final List<PixelGrid> levels = new ArrayList<>();

  /**
   * Creates a pyramid.
   *
   * @param pixels row-major, NaN if missing; not copied
   * @param width pixels
   * @param height pixels
   */
  public ImagePyramid(float[] pixels, int width, int height) {
    PixelGrid level = new PixelGrid(pixels, width, height);
    levels.add(level);
    while (Math.min(level.width(), level.height()) >= 2 * SMALLEST) {
      level = halve(level);
      levels.add(level);
    }
  }

  int depth() {
    return levels.size();
  }

  private static PixelGrid halve(PixelGrid fine) {
    int width = fine.width() / 2;
    int height = fine.height() / 2;
    float[] mean = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = 2 * y * fine.width() + 2 * x;
        float sum = 0;
        int n = 0;
        for (int k = 0; k < 4; k++) {
          float value = fine.values()[at + (k & 1) + (k >> 1) * fine.width()];
          if (!Float.isNaN(value)) {
            sum += value;
            n++;
          }
        }
        mean[y * width + x] = n >= 2 ? sum / n : Float.NaN;
      }
    }
    return new PixelGrid(mean, width, height);
  }

  /**
   * Interpolates a level bilinearly at a point of the image.
   *
   * @param x pixels of the image
   * @param y pixels of the image
   * @return flux per pixel; NaN outside the image or if less than half of the weight has a value
   */
  float bilinear(int index, double x, double y) {
    double size = 1 << index;
    return levels.get(index).bilinear((x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5);
  }

  /** Interpolates the image bicubically, as {@link PixelGrid#bicubic}. */
  float bicubic(double x, double y) {
    return levels.get(0).bicubic(x, y);
  }
}
