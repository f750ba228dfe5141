// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.Arrays;

/**
 * A point-spread function as a sum of axis-aligned Gaussians. It includes the pixel response, as a
 * fit to stars in the image does.
 */
final class Psf {

  final double[] weight;
  final double[] sigmaX;
  final double[] sigmaY;

  /**
   * Creates a sum of Gaussians.
   *
   * @param weight fraction of the flux in each Gaussian; the sum is 1
   * @param sigmaX standard deviations along x, pixels
   * @param sigmaY standard deviations along y, pixels
   */
  Psf(double[] weight, double[] sigmaX, double[] sigmaY) {
    this.weight = weight;
    this.sigmaX = sigmaX;
    this.sigmaY = sigmaY;
  }

  /**
   * Creates a core and a wing, as in the double-Gaussian fits of SDSS.
   *
   * @param fwhm full width at half maximum of the sum, pixels
   * @param wingRatio standard deviation of the wing over that of the core
   * @param wingFlux fraction of the flux in the wing
   * @param elongation standard deviation along x over that along y
   */
  static Psf doubleGaussian(double fwhm, double wingRatio, double wingFlux, double elongation) {
    double[] weight = {1 - wingFlux, wingFlux};
    double sigma = fwhm / (2 * halfWidth(weight, wingRatio));
    double root = Math.sqrt(elongation);
    return new Psf(
        weight,
        new double[] {sigma * root, sigma * wingRatio * root},
        new double[] {sigma / root, sigma * wingRatio / root});
  }

  /** Half width at half maximum for a core of unit width, by bisection. */
  private static double halfWidth(double[] weight, double ratio) {
    double peak = weight[0] + weight[1] / (ratio * ratio);
    double low = 0.5;
    double high = 3 * ratio;
    for (int i = 0; i < 50; i++) {
      double r = 0.5 * (low + high);
      double value =
          weight[0] * Math.exp(-0.5 * r * r)
              + weight[1] / (ratio * ratio) * Math.exp(-0.5 * r * r / (ratio * ratio));
      if (value > peak / 2) {
        low = r;
      } else {
        high = r;
      }
    }
    return 0.5 * (low + high);
  }

  int size() {
    return weight.length;
  }

  /** The largest standard deviation, pixels. */
  double widest() {
    double widest = 0;
    for (int i = 0; i < size(); i++) {
      widest = Math.max(widest, Math.max(sigmaX[i], sigmaY[i]));
    }
    return widest;
  }

  /**
   * Adds a PSF-convolved Gaussian source to an image sampled on a regular grid.
   *
   * @param image row-major
   * @param width points along x
   * @param height points along y
   * @param x position of the source in points
   * @param y position of the source in points
   * @param step distance between points, pixels
   * @param sigma standard deviation of the source, pixels; 0 for a star
   * @param flux total flux
   * @param floor surface brightness below which the source may be truncated
   */
  void addSource(
      float[] image,
      int width,
      int height,
      double x,
      double y,
      double step,
      double sigma,
      double flux,
      double floor) {
    for (int g = 0; g < size(); g++) {
      double sx = Math.hypot(sigmaX[g], sigma);
      double sy = Math.hypot(sigmaY[g], sigma);
      double peak = flux * weight[g] / (2 * Math.PI * sx * sy);
      if (peak <= floor) {
        continue;
      }
      double reach = Math.sqrt(2 * Math.log(peak / floor));
      int x0 = (int) Math.max(0, Math.ceil(x - reach * sx / step));
      int x1 = (int) Math.min(width - 1, Math.floor(x + reach * sx / step));
      int y0 = (int) Math.max(0, Math.ceil(y - reach * sy / step));
      int y1 = (int) Math.min(height - 1, Math.floor(y + reach * sy / step));
      if (x1 < x0 || y1 < y0) {
        continue;
      }
      float[] gx = new float[x1 - x0 + 1];
      for (int i = x0; i <= x1; i++) {
        double t = (i - x) * step / sx;
        gx[i - x0] = (float) Math.exp(-0.5 * t * t);
      }
      for (int j = y0; j <= y1; j++) {
        double t = (j - y) * step / sy;
        float gy = (float) (peak * Math.exp(-0.5 * t * t));
        int at = j * width + x0;
        for (int i = 0; i < gx.length; i++) {
          image[at + i] += gy * gx[i];
        }
      }
    }
  }

  /**
   * Convolves an image sampled once per pixel. The border of the result, {@link #margin()} wide,
   * lacks the light from outside.
   *
   * @return a new image
   */
  float[] convolve(float[] image, int width, int height) {
    float[] sum = new float[image.length];
    float[] rows = new float[image.length];
    for (int g = 0; g < size(); g++) {
      float[] kx = kernel(sigmaX[g], 1);
      float[] ky = kernel(sigmaY[g], weight[g]);
      convolveRows(image, rows, width, height, kx);
      convolveColumns(rows, sum, width, height, ky);
    }
    return sum;
  }

  /** Width of the border that a convolution leaves incomplete, pixels. */
  int margin() {
    return (int) Math.ceil(4 * widest());
  }

  /** Returns half of a symmetric kernel; element k is the weight at a distance of k pixels. */
  private static float[] kernel(double sigma, double weight) {
    int reach = (int) Math.ceil(4 * sigma);
    float[] kernel = new float[reach + 1];
    double sum = 0;
    for (int k = -reach; k <= reach; k++) {
      sum += Math.exp(-0.5 * k * k / (sigma * sigma));
    }
    for (int k = 0; k <= reach; k++) {
      kernel[k] = (float) (weight * Math.exp(-0.5 * k * k / (sigma * sigma)) / sum);
    }
    return kernel;
  }

  private static void convolveRows(float[] in, float[] out, int width, int height, float[] kernel) {
    int reach = kernel.length - 1;
    float[] padded = new float[width + 2 * reach];
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      System.arraycopy(in, y * width, padded, reach, width);
      float k0 = kernel[0];
      for (int x = 0; x < width; x++) {
        row[x] = k0 * padded[reach + x];
      }
      for (int k = 1; k <= reach; k++) {
        addPair(row, padded, reach - k, reach + k, kernel[k], width);
      }
      System.arraycopy(row, 0, out, y * width, width);
    }
  }

  private static void convolveColumns(
      float[] in, float[] sum, int width, int height, float[] kernel) {
    int reach = kernel.length - 1;
    float[] row = new float[width];
    for (int y = 0; y < height; y++) {
      Arrays.fill(row, 0);
      for (int k = -reach; k <= reach; k++) {
        int from = y + k;
        if (from >= 0 && from < height) {
          addScaled(row, in, from * width, kernel[Math.abs(k)], width);
        }
      }
      int at = y * width;
      for (int x = 0; x < width; x++) {
        sum[at + x] += row[x];
      }
    }
  }

  private static void addPair(float[] row, float[] in, int left, int right, float k, int n) {
    for (int x = 0; x < n; x++) {
      row[x] += k * (in[left + x] + in[right + x]);
    }
  }

  private static void addScaled(float[] row, float[] in, int from, float k, int n) {
    for (int x = 0; x < n; x++) {
      row[x] += k * in[from + x];
    }
  }

  /**
   * Adds the exact convolution of point sources to a grid, at any positions and spacing.
   *
   * @param mass flux of the points, row-major, {@code inX.length} per row
   * @param inX positions of the points along x, pixels
   * @param inY positions of the points along y, pixels
   * @param out array that surface brightness is added to, row-major
   * @param outX positions of the grid along x, pixels
   * @param outY positions of the grid along y, pixels
   */
  void convolveOnto(
      float[] mass, double[] inX, double[] inY, float[] out, double[] outX, double[] outY) {
    int nx = outX.length;
    float[] rows = new float[inY.length * nx];
    for (int g = 0; g < size(); g++) {
      // kx[i][o]: from input column i to output column o.
      float[] kx = new float[inX.length * nx];
      for (int i = 0; i < inX.length; i++) {
        gaussians(kx, i * nx, outX, inX[i], sigmaX[g], weight[g]);
      }
      Arrays.fill(rows, 0);
      for (int j = 0; j < inY.length; j++) {
        for (int i = 0; i < inX.length; i++) {
          float m = mass[j * inX.length + i];
          if (m != 0) {
            axpy(rows, j * nx, kx, i * nx, m, nx);
          }
        }
      }
      float[] ky = new float[outY.length];
      for (int j = 0; j < inY.length; j++) {
        gaussians(ky, 0, outY, inY[j], sigmaY[g], 1);
        for (int o = 0; o < outY.length; o++) {
          if (ky[o] != 0) {
            axpy(out, o * nx, rows, j * nx, ky[o], nx);
          }
        }
      }
    }
  }

  private static void gaussians(
      float[] to, int from, double[] x, double mean, double sigma, double weight) {
    double norm = weight / (Math.sqrt(2 * Math.PI) * sigma);
    for (int o = 0; o < x.length; o++) {
      double t = (x[o] - mean) / sigma;
      to[from + o] = Math.abs(t) > 5 ? 0 : (float) (norm * Math.exp(-0.5 * t * t));
    }
  }

  private static void axpy(float[] to, int at, float[] from, int start, float k, int n) {
    for (int i = 0; i < n; i++) {
      to[at + i] += k * from[start + i];
    }
  }
}
