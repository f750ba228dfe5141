// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

/**
 * Samples of a galaxy along ellipses: one row per ellipse, one column per angle. Sample {@code j}
 * of the ellipse of semi-major axis a is at {@code centre + a S (cos phi_j, sin phi_j)} with {@code
 * phi_j = 2 pi j / angles} and S the symmetric matrix that scales the image by the axis ratio
 * across the major axis. So an isophote with the ellipse's shape is a row of constant value, and a
 * column has the same direction on the sky in all rows.
 *
 * <p>At large radii, where a cell of the grid covers many pixels, a sample is the mean of four
 * points of the {@link ImagePyramid} level whose blocks fit into the cell.
 */
final class PolarSampler {
  /** Semi-major axis, pixels, within which samples are single bicubic points. */
  private static final double CORE = 8;

  private final int angles;
  private final float[] flux;
  private final float[] sigma;

  private PolarSampler(int angles, float[] flux, float[] sigma) {
    this.angles = angles;
    this.flux = flux;
    this.sigma = sigma;
  }

  /** Samples along each ellipse. */
  int angles() {
    return angles;
  }

  /** Flux per pixel, {@code [steps][angles]} row-major; NaN if missing. */
  float[] flux() {
    return flux;
  }

  /** Standard deviation of one sample of each row due to the sky. */
  float[] sigma() {
    return sigma;
  }

  /**
   * Samples along ellipses.
   *
   * @param image the galaxy
   * @param skySigma standard deviation of one pixel of the sky
   * @param semiMajorPixels semi-major axis of each ellipse, pixels, a geometric sequence
   * @param ellipses one per semi-major axis
   * @param angles samples per ellipse
   */
  static PolarSampler of(
      ImagePyramid image,
      double skySigma,
      double[] semiMajorPixels,
      Ellipses ellipses,
      int angles) {
    int steps = semiMajorPixels.length;
    float[] flux = new float[steps * angles];
    float[] sigma = new float[steps];
    double growth = semiMajorPixels[1] / semiMajorPixels[0];
    Row row = new Row(image, angles);
    for (int i = 0; i < steps; i++) {
      row.place(ellipses, i);
      double a = semiMajorPixels[i];
      if (a < CORE) {
        row.points(a, flux, i * angles);
        sigma[i] = (float) skySigma;
      } else {
        int level = row.areas(a, growth, flux, i * angles);
        sigma[i] = (float) (skySigma / ((1 << level) * 2));
      }
    }
    return new PolarSampler(angles, flux, sigma);
  }

  /** Geometry of one ellipse on the image. */
  private static final class Row {
    private final ImagePyramid image;
    private final int angles;

    /** Quarter steps too: the points of an area are between the angles of the grid. */
    private final Angles quarters;

    private double x0;
    private double y0;
    private double q;
    private double sxx;
    private double sxy;
    private double syy;

    Row(ImagePyramid image, int angles) {
      this.image = image;
      this.angles = angles;
      this.quarters = Angles.of(4 * angles);
    }

    void place(Ellipses ellipses, int step) {
      x0 = ellipses.centreX();
      y0 = ellipses.centreY();
      q = ellipses.axisRatio(step);
      double twice = ellipses.twicePositionAngle(step);
      sxx = (1 + q) / 2 + (1 - q) / 2 * Math.cos(twice);
      syy = (1 + q) / 2 - (1 - q) / 2 * Math.cos(twice);
      sxy = (1 - q) / 2 * Math.sin(twice);
    }

    private double x(double a, int quarter) {
      return x0 + a * (sxx * quarters.cos()[quarter] + sxy * quarters.sin()[quarter]);
    }

    private double y(double a, int quarter) {
      return y0 + a * (sxy * quarters.cos()[quarter] + syy * quarters.sin()[quarter]);
    }

    void points(double a, float[] flux, int at) {
      for (int j = 0; j < angles; j++) {
        flux[at + j] = image.bicubic(x(a, 4 * j), y(a, 4 * j));
      }
    }

    int areas(double a, double growth, float[] flux, int at) {
      double quarterStep = Math.pow(growth, 0.25);
      double inner = a / quarterStep;
      double outer = a * quarterStep;
      double half = (outer - inner) * q;
      int level =
          Math.max(0, Math.min(image.depth() - 1, (int) Math.floor(Math.log(half) / Math.log(2))));
      for (int j = 0; j < angles; j++) {
        float sum = 0;
        int n = 0;
        for (int k = 0; k < 4; k++) {
          double r = (k & 1) == 0 ? inner : outer;
          int quarter = Math.floorMod(4 * j + ((k >> 1) == 0 ? -1 : 1), 4 * angles);
          float value = image.bilinear(level, x(r, quarter), y(r, quarter));
          if (!Float.isNaN(value)) {
            sum += value;
            n++;
          }
        }
        flux[at + j] = n >= 2 ? sum / n : Float.NaN;
      }
      return level;
    }
  }
}
