// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import java.util.Arrays;
import java.util.Locale;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.Point;

/**
 * Resamples an image to square pixels of a given size and conserves flux per area. The flux of a
 * new pixel is the difference of the cumulative flux at its two edges, along x and then along y.
 * The cumulative flux is interpolated linearly where pixels grow, which makes the weights the exact
 * overlaps, and by a cubic with fourth-order slopes where they shrink (Colella and Woodward 1984,
 * eq. 1.6-1.9, without limiters), which keeps the sum of the flux. Rows of sheared pixels move
 * along x by the shear at their middle. The middle of the image does not move.
 */
final class Resampler {
  private static final double SAME = 0.002;
  private static final double LARGEST_RATIO = 100;
  private static final int SMALLEST_SIDE = 16;

  /** Maximum number of pixels of an enlarged image: 64 MiB of floats. */
  private static final int MOST_PIXELS = 1 << 24;

  /** Growth of the number of pixels up to which an image is never too large. */
  private static final double MOST_GROWTH = 1.1;

  /** Minimum fraction of a new pixel's area that must have values. */
  private static final double LEAST_COVERED = 0.5;

  private final int width;
  private final int height;
  private final int newWidth;
  private final int newHeight;
  private final double ratio;
  private final PixelShape shape;

  /** Sides of a new pixel, in old ones. */
  private final double ratioX;

  private final double ratioY;

  /** Plans the resampling of an image of square pixels. */
  Resampler(int width, int height, double scale, double newScale) throws BadImageException {
    this(width, height, scale, PixelShape.SQUARE, newScale);
  }

  /**
   * Plans the resampling and checks the new size before allocating memory.
   *
   * @param width of the image, pixels
   * @param height of the image, pixels
   * @param scale of the image, arcsec per pixel
   * @param shape of the image's pixels
   * @param newScale arcsec per pixel
   * @throws BadImageException if the result would be too small or too large
   */
  Resampler(int width, int height, double scale, PixelShape shape, double newScale)
      throws BadImageException {
    double change = newScale / scale;
    if (!(inRange(change) && inRange(change / shape.xx()) && inRange(change / shape.yy()))) {
      throw new BadImageException(
          "pixel_scale",
          "pixel scale is "
              + describe(scale, shape)
              + " arcsec; expected it within a factor of "
              + (int) LARGEST_RATIO
              + " of the model's "
              + newScale
              + " arcsec");
    }
    this.width = width;
    this.height = height;
    this.shape = shape;
    ratio = shape.isSquare() && Math.abs(change - 1) <= SAME ? 1 : change;
    ratioX = ratio / shape.xx();
    ratioY = ratio / shape.yy();
    newWidth = (int) Math.round((shape.xx() * width + Math.abs(shape.xy()) * height) / ratio);
    newHeight = (int) Math.round(shape.yy() * height / ratio);
    String size =
        width
            + " x "
            + height
            + " pixels of "
            + describe(scale, shape)
            + " arcsec make "
            + newWidth
            + " x "
            + newHeight
            + " of the model's "
            + newScale
            + " arcsec; expected ";
    if (Math.min(newWidth, newHeight) < SMALLEST_SIDE) {
      throw new BadImageException(
          "too_small", size + "at least " + SMALLEST_SIDE + " on each side");
    }
    long pixels = (long) newWidth * newHeight;
    if (pixels > MOST_PIXELS && pixels > MOST_GROWTH * width * height) {
      throw new BadImageException("too_large", size + "at most " + MOST_PIXELS + " in all");
    }
  }

  private static boolean inRange(double ratio) {
    return ratio <= LARGEST_RATIO && ratio >= 1 / LARGEST_RATIO;
  }

  private static String describe(double scale, PixelShape shape) {
    return shape.isSquare()
        ? String.valueOf(scale)
        : String.format(Locale.ROOT, "%.4g x %.4g", shape.xx() * scale, shape.yy() * scale);
  }

  /** Returns whether the pixels do not change. */
  boolean isIdentity() {
    return ratio == 1 && shape.isSquare();
  }

  /** Side of a new pixel, in old ones: the square root of its area. */
  double ratio() {
    return ratio;
  }

  /** Maps a position in the old image to the new one. */
  Point after(Point before) {
    double x = before.x() - (width - 1) / 2.0;
    double y = before.y() - (height - 1) / 2.0;
    return new Point(
        shape.squareX(x, y) / ratio + (newWidth - 1) / 2.0,
        shape.squareY(y) / ratio + (newHeight - 1) / 2.0);
  }

  /** Maps a position in the new image to the old one. */
  Point before(Point after) {
    double x = (after.x() - (newWidth - 1) / 2.0) * ratio;
    double y = (after.y() - (newHeight - 1) / 2.0) * ratio;
    return new Point(shape.pixelX(x, y) + (width - 1) / 2.0, shape.pixelY(y) + (height - 1) / 2.0);
  }

  /**
   * Resamples an image.
   *
   * @param plane an image of the planned size
   * @return the same plane if {@link #isIdentity()}, otherwise a new one; its pixels are NaN where
   *     less than half of their area has values
   */
  Plane apply(Plane plane) {
    if (isIdentity()) {
      return plane;
    }
    double shear = shape.xy() / shape.xx();
    Axis alongX = new Axis(width, newWidth, ratioX, 0);
    Axis alongY = new Axis(height, newHeight, ratioY, 0);
    float[] pixels = plane.pixels();
    float[] flux = new float[height * newWidth];
    float[] cover = new float[height * newWidth];
    for (int y = 0; y < height; y++) {
      if (shear != 0) {
        alongX = new Axis(width, newWidth, ratioX, -shear * (y - (height - 1) / 2.0));
      }
      for (int x = 0; x < newWidth; x++) {
        double sum = 0;
        double weight = 0;
        for (int t = alongX.firstTap(x); t < alongX.endTap(x); t++) {
          float v = pixels[y * width + alongX.pixel(x, t)];
          if (!Float.isNaN(v)) {
            sum += alongX.weights[t] * v;
            weight += alongX.weights[t];
          }
        }
        flux[y * newWidth + x] = (float) sum;
        cover[y * newWidth + x] = (float) weight;
      }
    }
    float[] out = new float[newWidth * newHeight];
    double[] sum = new double[newWidth];
    double[] weight = new double[newWidth];
    double area = ratioX * ratioY;
    for (int y = 0; y < newHeight; y++) {
      Arrays.fill(sum, 0);
      Arrays.fill(weight, 0);
      for (int t = alongY.firstTap(y); t < alongY.endTap(y); t++) {
        int row = alongY.pixel(y, t) * newWidth;
        double w = alongY.weights[t];
        for (int x = 0; x < newWidth; x++) {
          sum[x] += w * flux[row + x];
          weight[x] += w * cover[row + x];
        }
      }
      for (int x = 0; x < newWidth; x++) {
        out[y * newWidth + x] =
            weight[x] < LEAST_COVERED * area ? Float.NaN : (float) (sum[x] * (area / weight[x]));
      }
    }
    return new Plane(out, newWidth, newHeight);
  }

  /** Weights of the old pixels in each new pixel along one axis. */
  private static final class Axis {
    private final double[] weights;
    private final int[] firstPixel;
    private final int taps;
    private final int[] ends;

    Axis(int size, int newSize, double ratio, double shift) {
      taps = (int) Math.ceil(ratio) + 5;
      weights = new double[newSize * taps];
      firstPixel = new int[newSize];
      ends = new int[newSize];
      double[] all = new double[taps];
      for (int i = 0; i < newSize; i++) {
        double left = size / 2.0 + (i - newSize / 2.0) * ratio + shift;
        double right = left + ratio;
        int first = (int) Math.floor(left) - 2;
        Arrays.fill(all, 0);
        for (int t = 0; t < taps; t++) {
          // Whole pixels left of an edge count in full towards the cumulative flux there.
          int pixel = first + t;
          all[t] = (pixel < Math.floor(right) ? 1 : 0) - (pixel < Math.floor(left) ? 1 : 0);
        }
        addPart(all, first, right, 1, ratio < 1);
        addPart(all, first, left, -1, ratio < 1);
        int from = Math.max(0, -first);
        int to = Math.min(taps, size - first);
        firstPixel[i] = first + from;
        ends[i] = i * taps + Math.max(0, to - from);
        if (to > from) {
          System.arraycopy(all, from, weights, i * taps, to - from);
        }
      }
    }

    /**
     * Adds the part of the cumulative flux between the left side of the edge's pixel and the edge.
     */
    private static void addPart(double[] all, int first, double edge, int sign, boolean cubic) {
      int pixel = (int) Math.floor(edge);
      int k = pixel - first;
      double t = edge - pixel;
      if (!cubic) {
        all[Math.min(k, all.length - 1)] += sign * t;
        return;
      }
      double slopeLeft = sign * t * (1 - t) * (1 - t) / 12;
      double slopeRight = sign * t * t * (t - 1) / 12;
      all[k] += sign * t * t * (3 - 2 * t);
      addSlope(all, k, slopeLeft);
      addSlope(all, k + 1, slopeRight);
    }

    /** The density at the left edge of pixel k: (7 (f[k-1] + f[k]) - f[k-2] - f[k+1]) / 12. */
    private static void addSlope(double[] all, int k, double factor) {
      all[k - 2] -= factor;
      all[k - 1] += 7 * factor;
      all[k] += 7 * factor;
      all[k + 1] -= factor;
    }

    int firstTap(int i) {
      return i * taps;
    }

    int endTap(int i) {
      return ends[i];
    }

    int pixel(int i, int tap) {
      return firstPixel[i] + tap - i * taps;
    }
  }
}
