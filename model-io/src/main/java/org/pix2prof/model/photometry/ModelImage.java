// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;

/**
 * Image of a galaxy as its isophotes describe it: each pixel has the intensity of the isophote
 * through its middle. Photutils' {@code build_ellipse_model} makes the same image from a list of
 * isophotes.
 *
 * <p>Between two isophotes, the shape is interpolated as {@link Isophotes#at} does it, and the
 * logarithm of the intensity linearly in the logarithm of the semi-major axis (the intensity
 * linearly in the semi-major axis, if one is not positive). If isophotes cross, a pixel belongs to
 * the innermost one through it. Within the first isophote, its shape is kept, and the intensity
 * continues exponentially with the slope of the first two.
 */
public final class ModelImage {
  /** Steps of the shape between two isophotes. */
  private static final int STEPS = 8;

  private final double[] radius;
  private final double[] intensity;

  /** Shapes at the isophotes, and at {@link #STEPS} semi-major axes from each to the next. */
  private final ImageEllipse[] shapes;

  private final double[] shapeRadius;

  private ModelImage(SkyImage image, Isophotes isophotes, float[] intensity, int[] known) {
    int n = known.length;
    this.radius = Arrays.stream(known).mapToDouble(i -> isophotes.radiusArcsec()[i]).toArray();
    this.intensity = Arrays.stream(known).mapToDouble(i -> intensity[i]).toArray();
    float[] at = new float[(n - 1) * STEPS + 1];
    at[0] = (float) radius[0];
    int count = 1;
    for (int k = 1; k < at.length; k++) {
      int i = (k - 1) / STEPS;
      double part = (k - i * STEPS) / (double) STEPS;
      at[count] = (float) ((1 - part) * radius[i] + part * radius[i + 1]);
      // Adjacent floats have none between them.
      count += at[count] > at[count - 1] ? 1 : 0;
    }
    at = Arrays.copyOf(at, count);
    Isophotes fine = isophotes.at(at);
    this.shapes = new ImageEllipse[at.length];
    this.shapeRadius = new double[at.length];
    for (int k = 0; k < at.length; k++) {
      shapes[k] = ImageEllipse.unit(fine, k, image);
      shapeRadius[k] = at[k];
    }
  }

  /**
   * Builds the model of an image.
   *
   * @param image its size, pixel scale and pixel shape are used, and not its pixels
   * @param isophotes with a centre, in the pixels of the image
   * @param intensity of each isophote above the sky, image units per arcsec^2; NaN is interpolated
   * @return flux per pixel in image units without the sky, row-major; 0 beyond the last isophote
   *     whose intensity is not NaN, and NaN everywhere if there is none
   * @throws IllegalArgumentException if the isophotes have no centre, or the number of intensities
   *     is another
   */
  public static float[] of(SkyImage image, Isophotes isophotes, float[] intensity) {
    if (!isophotes.hasCentre() || intensity.length != isophotes.radiusArcsec().length) {
      throw new IllegalArgumentException(
          "a model image needs a centre and "
              + isophotes.radiusArcsec().length
              + " intensities, not "
              + intensity.length);
    }
    float[] model = new float[image.pixels().length];
    int[] known =
        IntStream.range(0, intensity.length).filter(i -> Float.isFinite(intensity[i])).toArray();
    if (known.length == 0) {
      Arrays.fill(model, Float.NaN);
      return model;
    }
    ModelImage of = new ModelImage(image, isophotes, intensity, known);
    double scale = image.pixelScaleArcsec();
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        double dx = x - isophotes.centreX();
        double dy = y - isophotes.centreY();
        double squareX = image.shape().squareX(dx, dy);
        double squareY = image.shape().squareY(dy);
        double circular = scale * Math.sqrt(squareX * squareX + squareY * squareY);
        double a = of.semiMajorAxis(x, y, circular);
        model[y * image.width() + x] = Double.isNaN(a) ? 0 : (float) (of.at(a) * scale * scale);
      }
    }
    return model;
  }

  /**
   * Subtracts the sky and a model from an image.
   *
   * @param image in image units
   * @param sky of the image
   * @param model of the image, without the sky
   * @return flux per pixel, row-major; NaN where the image is
   */
  public static float[] residual(SkyImage image, SkyLevel sky, float[] model) {
    float[] residual = new float[model.length];
    double middleX = (image.width() - 1) / 2.0;
    double middleY = (image.height() - 1) / 2.0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = 0; x < image.width(); x++) {
        int i = y * image.width() + x;
        residual[i] =
            (float) (image.pixels()[i] - sky.at(x - middleX, y - middleY) - (double) model[i]);
      }
    }
    return residual;
  }

  /**
   * Returns the semi-major axis of the isophote through a position; NaN beyond the last one.
   *
   * @param circular distance from the centre, arcsec; no isophote through the position is smaller
   */
  private double semiMajorAxis(double x, double y, double circular) {
    int found = Arrays.binarySearch(shapeRadius, circular);
    int k = found < 0 ? -found - 1 : found;
    while (k + STEPS < shapes.length && shapes[k + STEPS].growthTo(x, y) > shapeRadius[k + STEPS]) {
      k += STEPS;
    }
    while (k < shapes.length && shapes[k].growthTo(x, y) > shapeRadius[k]) {
      k++;
    }
    if (k == shapes.length) {
      return Double.NaN;
    }
    if (k == 0) {
      return shapes[0].growthTo(x, y);
    }
    double outside = shapes[k - 1].growthTo(x, y) - shapeRadius[k - 1];
    double inside = shapeRadius[k] - shapes[k].growthTo(x, y);
    double part = outside + inside > 0 ? Math.max(0, outside) / (outside + inside) : 0;
    return (1 - part) * shapeRadius[k - 1] + part * shapeRadius[k];
  }

  /** Returns the intensity at a semi-major axis. */
  private double at(double a) {
    int found = Arrays.binarySearch(radius, a);
    if (found >= 0) {
      return intensity[found];
    }
    int after = -found - 1;
    if (after == radius.length) {
      return intensity[after - 1]; // Rounding.
    }
    if (after == 0) {
      return radius.length > 1 && intensity[0] > 0 && intensity[1] > 0
          ? intensity[0]
              * Math.pow(intensity[1] / intensity[0], (a - radius[0]) / (radius[1] - radius[0]))
          : intensity[0];
    }
    int before = after - 1;
    boolean positive = intensity[before] > 0 && intensity[after] > 0;
    double part =
        positive && radius[before] > 0
            ? Math.log(a / radius[before]) / Math.log(radius[after] / radius[before])
            : (a - radius[before]) / (radius[after] - radius[before]);
    return positive
        ? intensity[before] * Math.pow(intensity[after] / intensity[before], part)
        : (1 - part) * intensity[before] + part * intensity[after];
  }
}
