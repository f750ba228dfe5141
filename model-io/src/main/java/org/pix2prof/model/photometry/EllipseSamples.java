// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import org.pix2prof.model.SkyImage;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.internal.PixelGrid;

/** Samples of an image along one ellipse, above the sky, in flux per pixel. */
final class EllipseSamples {
  private final PixelGrid grid;
  private final float[] variance;
  private final SkyLevel sky;
  private final double middleX;
  private final double middleY;

  private float[] values = new float[0];
  private int count;
  private double validFraction;
  private double variancePerPixel;

  EllipseSamples(SkyImage image, SkyLevel sky) {
    this.grid = new PixelGrid(image.pixels(), image.width(), image.height());
    this.variance = image.variance();
    this.sky = sky;
    this.middleX = (image.width() - 1) / 2.0;
    this.middleY = (image.height() - 1) / 2.0;
  }

  /**
   * Takes the samples of an ellipse.
   *
   * @param unit the ellipse of semi-major axis 1 arcsec
   * @param radius semi-major axis, arcsec
   * @param width radial range of a sample, in units of the semi-major axis
   * @param rings ellipses within this range whose mean is a sample
   * @param angles number of samples
   * @param core whether to interpolate bicubically
   */
  void take(ImageEllipse unit, double radius, double width, int rings, int angles, boolean core) {
    if (values.length < angles) {
      values = new float[angles];
    }
    count = angles;
    double stepCos = Math.cos(2 * Math.PI / angles);
    double stepSin = Math.sin(2 * Math.PI / angles);
    double cos = 1;
    double sin = 0;
    int valid = 0;
    int withVariance = 0;
    double variances = 0;
    for (int j = 0; j < angles; j++) {
      double offsetX = unit.cosX() * cos + unit.sinX() * sin;
      double offsetY = unit.cosY() * cos + unit.sinY() * sin;
      double sum = 0;
      int n = 0;
      for (int ring = 0; ring < rings; ring++) {
        double r = radius * (1 + width * ((ring + 0.5) / rings - 0.5));
        double x = unit.centreX() + r * offsetX;
        double y = unit.centreY() + r * offsetY;
        float value = core ? grid.bicubic(x, y) : grid.bilinear(x, y);
        if (!Float.isNaN(value)) {
          sum += value - sky.at(x - middleX, y - middleY);
          n++;
          if (variance != null) {
            double at = variance[nearest(x, y)];
            if (at >= 0 && Double.isFinite(at)) {
              variances += at;
              withVariance++;
            }
          }
        }
      }
      valid += n;
      values[j] = 2 * n >= rings && n > 0 ? (float) (sum / n) : Float.NaN;
      double nextCos = cos * stepCos - sin * stepSin;
      sin = sin * stepCos + cos * stepSin;
      cos = nextCos;
    }
    validFraction = (double) valid / (angles * (long) rings);
    variancePerPixel = withVariance > 0 ? variances / withVariance : Double.NaN;
  }

  private int nearest(double x, double y) {
    int i = (int) Math.max(0, Math.min(grid.width() - 1, Math.rint(x)));
    int j = (int) Math.max(0, Math.min(grid.height() - 1, Math.rint(y)));
    return j * grid.width() + i;
  }

  /** Returns the number of samples. */
  int count() {
    return count;
  }

  /** Returns one sample; NaN if it has no value. */
  float value(int j) {
    return values[j];
  }

  /**
   * Returns the standard deviation of the noise of one pixel along the ellipse: that of the sky if
   * the image has no variances.
   *
   * @param scale factor of the variances
   */
  double noise(double scale) {
    return Double.isNaN(variancePerPixel) ? sky.sigma() : Math.sqrt(scale * variancePerPixel);
  }

  SampleStatistics statistics() {
    return SampleStatistics.of(values, count, validFraction);
  }
}
