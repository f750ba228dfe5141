package org.pix2prof.model.preprocess;

import java.util.Arrays;

/**
 * Where the model's input lies in an image. Whole pixels only, so nothing is interpolated.
 *
 * @param left x of the input's first column in the image; may be negative
 * @param top y of the input's first row in the image; may be negative
 * @param width of the input, pixels
 * @param height of the input, pixels
 */
record Crop(int left, int top, int width, int height) {

  /** The crop that has a point as near to its middle as whole pixels can. */
  static Crop about(Point centre, int width, int height) {
    return new Crop(
        (int) Math.round(centre.x() - (width - 1) / 2.0),
        (int) Math.round(centre.y() - (height - 1) / 2.0),
        width,
        height);
  }

  /**
   * The crop of the published code, which takes half of the first axis (NAXIS2) as the middle of
   * both. Where that reaches beyond the image the published code has no answer; then each axis has
   * its own middle.
   */
  static Crop published(Plane plane, int width, int height) {
    int half = plane.height() / 2;
    Crop published = new Crop(half - width / 2, half - height / 2, width, height);
    return published.fits(plane)
        ? published
        : new Crop(plane.width() / 2 - width / 2, half - height / 2, width, height);
  }

  /** The image's pixel that becomes pixel (width / 2, height / 2) of the input. */
  Point middle() {
    return new Point(left + width / 2, top + height / 2);
  }

  /** Whether the image covers the whole input. */
  boolean fits(Plane plane) {
    return left >= 0 && top >= 0 && left + width <= plane.width() && top + height <= plane.height();
  }

  /** Cuts it out; what lies outside the image is NaN. */
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
