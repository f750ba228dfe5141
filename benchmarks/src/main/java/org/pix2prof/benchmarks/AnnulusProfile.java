// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import java.util.Arrays;
import org.pix2prof.model.SkyImage;

/**
 * A minimal profile: sigma-clipped means along circles. Pixels are assigned to rings of one pixel
 * about the image centre. In each ring, pixels more than three standard deviations from the mean
 * are clipped, in three rounds. There is no sky subtraction, centring or ellipse fit.
 */
final class AnnulusProfile {
  private static final int ROUNDS = 3;
  private static final double CLIP = 3;

  private AnnulusProfile() {}

  /**
   * Measures a profile.
   *
   * @return mag/arcsec^2 at radii of 0 to 1 pixel, 1 to 2, and so on; NaN where the mean is not
   *     positive
   */
  static float[] measure(SkyImage image) {
    int rings = Math.min(image.width(), image.height()) / 2;
    float[][] values = split(image, rings);
    double area = image.pixelScaleArcsec() * image.pixelScaleArcsec();
    float[] mu = new float[rings];
    for (int ring = 0; ring < rings; ring++) {
      mu[ring] = (float) (image.zeroPoint() - 2.5 * Math.log10(clippedMean(values[ring]) / area));
    }
    return mu;
  }

  /** Returns the valid pixels of each ring. */
  private static float[][] split(SkyImage image, int rings) {
    double middleX = (image.width() - 1) / 2.0;
    double middleY = (image.height() - 1) / 2.0;
    float[][] values = new float[rings][16];
    int[] counts = new int[rings];
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double dx = x - middleX;
        double dy = y - middleY;
        int ring = (int) Math.sqrt(dx * dx + dy * dy);
        float value = image.pixels()[y * image.width() + x];
        if (ring < rings && !Float.isNaN(value)) {
          if (counts[ring] == values[ring].length) {
            values[ring] = Arrays.copyOf(values[ring], 2 * counts[ring]);
          }
          values[ring][counts[ring]++] = value;
        }
      }
    }
    for (int ring = 0; ring < rings; ring++) {
      values[ring] = Arrays.copyOf(values[ring], counts[ring]);
    }
    return values;
  }

  private static double clippedMean(float[] values) {
    double mean = 0;
    double reach = Double.POSITIVE_INFINITY;
    for (int round = 0; round <= ROUNDS; round++) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (float value : values) {
        if (Math.abs(value - mean) <= reach) {
          sum += value;
          squares += (double) value * value;
          count++;
        }
      }
      mean = sum / count;
      reach = CLIP * Math.sqrt(Math.max(0, squares / count - mean * mean));
    }
    return mean;
  }
}
