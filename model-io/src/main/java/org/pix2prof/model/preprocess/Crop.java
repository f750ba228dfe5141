// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.Arrays;
import org.pix2prof.model.Point;

/**
 * Position of the model's input in an image, in whole pixels, without interpolation.
 *
 * @param left x of the input's first column in the image; may be negative
 * @param top y of the input's first row in the image; may be negative
 * @param width of the input, pixels
 * @param height of the input, pixels
 */
record Crop(int left, int top, int width, int height) {

  /** Returns the crop whose middle is nearest to a point. */
  static Crop about(Point centre, int width, int height) {
    return new Crop(
        (int) Math.round(centre.x() - (width - 1) / 2.0),
        (int) Math.round(centre.y() - (height - 1) / 2.0),
        width,
        height);
  }

  /**
   * Returns the whole image if it has at most a size; otherwise the crop of that size whose middle
   * is nearest to a point and which is inside the image.
   */
  static Crop within(Plane plane, Point centre, int width, int height) {
    Crop about = about(centre, Math.min(width, plane.width()), Math.min(height, plane.height()));
    return new Crop(
        Math.max(0, Math.min(about.left, plane.width() - about.width)),
        Math.max(0, Math.min(about.top, plane.height() - about.height)),
        about.width,
        about.height);
  }

  /**
   * Returns the crop of the published code, which takes half of the first axis (NAXIS2) as the
   * middle of both. If that crop extends beyond the image, where the published code fails, each
   * axis has its own middle.
   */
  static Crop published(Plane plane, int width, int height) {
    int half = plane.height() / 2;
    Crop published = new Crop(half - width / 2, half - height / 2, width, height);
    return published.fits(plane)
        ? published
        : new Crop(plane.width() / 2 - width / 2, half - height / 2, width, height);
  }

  /** Returns the image's pixel that becomes pixel (width / 2, height / 2) of the input. */
  Point middle() {
    return new Point(left + width / 2, top + height / 2);
  }

  /** Returns whether the image covers the whole input. */
  boolean fits(Plane plane) {
    return left >= 0 && top >= 0 && left + width <= plane.width() && top + height <= plane.height();
  }

  /** Crops the image. Pixels outside the image are NaN. */
  float[] cut(Plane plane) {
    float[] out = new float[width * height];
    int from = Math.min(width, Math.max(0, -left));
    int to = Math.max(from, Math.min(width, plane.width() - left));
    for (int y = 0; y < height; y++) {
      int row = y + top;
      boolean outside = row < 0 || row >= plane.height() || from == to;
      int end = outside ? from : to;
      if (!outside) {
        System.arraycopy(
            plane.pixels(), row * plane.width() + left + from, out, y * width + from, to - from);
      }
      Arrays.fill(out, y * width, y * width + from, Float.NaN);
      Arrays.fill(out, y * width + end, (y + 1) * width, Float.NaN);
    }
    return out;
  }
}
