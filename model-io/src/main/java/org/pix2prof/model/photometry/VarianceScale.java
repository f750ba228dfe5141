// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import java.util.Arrays;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;

/**
 * Scale of the variances of an image. Weight maps may be known only up to a factor: then the noise
 * of the sky gives it, as SExtractor does it for a weight map of type MAP_WEIGHT.
 */
final class VarianceScale {
  /** Factor between the noise of the sky and that of the variances up to which they agree. */
  private static final double AGREES = 1.5;

  /**
   * Computes the factor of the variances.
   *
   * @param image with or without variances
   * @param sky of the image
   * @return 1 if the variances of the border agree with the noise of the sky, or one is unknown
   */
  static double of(SkyImage image, SkyLevel sky) {
    double median = image.variance() == null ? Double.NaN : medianOfBorder(image);
    double factor = sky.sigma() * sky.sigma() / median;
    boolean agrees = factor <= AGREES * AGREES && factor >= 1 / (AGREES * AGREES);
    return agrees || !(factor > 0 && Double.isFinite(factor)) ? 1 : factor;
  }

  /** Returns the median variance of the pixels in the border; NaN if none has a value. */
  private static double medianOfBorder(SkyImage image) {
    int width = image.width();
    int height = image.height();
    int border = Math.max(1, (int) Math.round(ImageBorder.WIDTH * Math.min(width, height)));
    float[] found = new float[2 * border * (width + height)];
    int n = 0;
    for (int y = 0; y < height; y++) {
      boolean outer = y < border || y >= height - border;
      for (int x = 0; x < width; x++) {
        if (!outer && x == border && width - border > border) {
          x = width - border;
        }
        int i = y * width + x;
        float variance = image.variance()[i];
        if (variance > 0 && Float.isFinite(variance) && !Float.isNaN(image.pixels()[i])) {
          found[n++] = variance;
        }
      }
    }
    Arrays.sort(found, 0, n);
    return n == 0 ? Double.NaN : found[n / 2];
  }

  private VarianceScale() {}
}
