// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * Measures the isophotes of a noise-free galaxy. At each semi-major axis a it finds the ellipse
 * about the true centre, with ellipticity e and position angle p, that minimises the relative
 * variance of the light along it. Variance and mean are weighted by arc length. The mean is the
 * true surface brightness.
 *
 * <p>The search runs in (e cos 2p, e sin 2p), where circles are not singular, by damped least
 * squares from the solution at the neighbouring semi-major axis: once outwards, once inwards,
 * keeping the better fit. Where the light still varies along the best ellipse (arms, bars), it also
 * tries a coarse search over the whole plane.
 */
final class IsophoteTruth {

  private static final int FIT_POINTS = 64;
  private static final int MEAN_POINTS = 256;
  private static final double MAX_ELLIPTICITY = 0.95;

  /** Relative scatter above which a coarse search is tried. */
  private static final double SUSPECT_SCATTER = 0.02;

  private static final double[] FIT_COS = circle(FIT_POINTS, true);
  private static final double[] FIT_SIN = circle(FIT_POINTS, false);
  private static final double[] MEAN_COS = circle(MEAN_POINTS, true);
  private static final double[] MEAN_SIN = circle(MEAN_POINTS, false);

  private final TargetSurface surface;
  private final double[] value = new double[MEAN_POINTS];
  private final double[] weight = new double[MEAN_POINTS];
  private final double[] slope1 = new double[FIT_POINTS];
  private final double[] slope2 = new double[FIT_POINTS];
  private final double[] sample = new double[3];
  private double mean;

  private IsophoteTruth(TargetSurface surface) {
    this.surface = surface;
  }

  private static double[] circle(int n, boolean cosine) {
    double[] table = new double[n];
    for (int i = 0; i < n; i++) {
      double t = 2 * Math.PI * (i + 0.5) / n;
      table[i] = cosine ? Math.cos(t) : Math.sin(t);
    }
    return table;
  }

  /** A fitted ellipse: ellipticity vector, relative variance and mean. */
  private record Fit(double e1, double e2, double scatter2, double mean) {}

  /**
   * Measures a galaxy's isophotes.
   *
   * @param surface surface brightness of the galaxy
   * @param grid semi-major axes
   * @param pixelScale arcsec per pixel
   * @param zeroPoint magnitude of one image unit
   * @param faintest surface brightness, image units per pixel, below which the profile ends, as a
   *     function of the semi-major axis in pixels
   * @return the profile; it also ends where more than a quarter of an ellipse is outside the frame
   */
  static TruthProfile measure(
      TargetSurface surface,
      RadiusGrid grid,
      double pixelScale,
      double zeroPoint,
      DoubleUnaryOperator faintest) {
    IsophoteTruth truth = new IsophoteTruth(surface);
    Fit[] fits = truth.fit(grid, pixelScale, faintest);
    double[] flux = new double[fits.length];
    int n = 0;
    while (n < fits.length) {
      double a = grid.radius(n) / pixelScale;
      flux[n] = truth.measureMean(a, fits[n].e1, fits[n].e2);
      if (!(flux[n] > faintest.applyAsDouble(a))) {
        break;
      }
      n++;
    }
    double[] radius = new double[n];
    double[] mu = new double[n];
    double[] ellipticity = new double[n];
    double[] pa = new double[n];
    for (int k = 0; k < n; k++) {
      radius[k] = grid.radius(k);
      mu[k] = zeroPoint - 2.5 * Math.log10(flux[k] / (pixelScale * pixelScale));
      ellipticity[k] = Math.hypot(fits[k].e1, fits[k].e2);
      double degrees = Math.toDegrees(0.5 * Math.atan2(fits[k].e2, fits[k].e1));
      pa[k] = (degrees + 180) % 180;
    }
    return new TruthProfile(radius, mu, ellipticity, pa);
  }

  private Fit[] fit(RadiusGrid grid, double pixelScale, DoubleUnaryOperator faintest) {
    Fit[] fits = new Fit[grid.steps()];
    int n = 0;
    Fit previous = null;
    for (; n < fits.length; n++) {
      double a = grid.radius(n) / pixelScale;
      Fit fit = n == 0 ? search(a) : refine(a, previous.e1, previous.e2);
      if (fit != null && n > 0 && fit.scatter2 > SUSPECT_SCATTER * SUSPECT_SCATTER) {
        fit = better(fit, search(a));
      }
      if (fit == null || !(fit.mean > faintest.applyAsDouble(a))) {
        break;
      }
      fits[n] = fit;
      previous = fit;
    }
    // The inward pass finds solutions that the outward pass missed (a bar's end, a ring).
    for (int k = n - 2; k >= 0; k--) {
      double a = grid.radius(k) / pixelScale;
      if (Math.hypot(fits[k].e1 - fits[k + 1].e1, fits[k].e2 - fits[k + 1].e2) > 1e-3) {
        fits[k] = better(fits[k], refine(a, fits[k + 1].e1, fits[k + 1].e2));
      }
    }
    return Arrays.copyOf(fits, n);
  }

  private static Fit better(Fit a, Fit b) {
    return b == null || a != null && a.scatter2 <= b.scatter2 ? a : b;
  }

  /** Refines the best ellipse of a coarse search over the plane. */
  private Fit search(double a) {
    double[] ellipticities = {0.08, 0.25, 0.45, 0.65, 0.82};
    double best = Double.POSITIVE_INFINITY;
    double best1 = 0;
    double best2 = 0;
    for (double e : ellipticities) {
      int angles = e < 0.1 ? 4 : e < 0.5 ? 8 : 16;
      for (int i = 0; i < angles; i++) {
        double e1 = e * Math.cos(2 * Math.PI * i / angles);
        double e2 = e * Math.sin(2 * Math.PI * i / angles);
        double scatter2 = scatter2(a, e1, e2, false);
        if (scatter2 < best) {
          best = scatter2;
          best1 = e1;
          best2 = e2;
        }
      }
    }
    return best < Double.POSITIVE_INFINITY ? refine(a, best1, best2) : null;
  }

  /** Fits by damped least squares; null if too much of the ellipse is outside the frame. */
  private Fit refine(double a, double start1, double start2) {
    double e1 = start1;
    double e2 = start2;
    double s = scatter2(a, e1, e2, true);
    if (!(s < Double.POSITIVE_INFINITY)) {
      return null;
    }
    double m = mean;
    double damping = 1e-4;
    for (int iteration = 0; iteration < 25; iteration++) {
      double h11 = 0;
      double h12 = 0;
      double h22 = 0;
      double g1 = 0;
      double g2 = 0;
      double mean1 = 0;
      double mean2 = 0;
      for (int i = 0; i < FIT_POINTS; i++) {
        mean1 += weight[i] * slope1[i];
        mean2 += weight[i] * slope2[i];
      }
      for (int i = 0; i < FIT_POINTS; i++) {
        double r = value[i] / m - 1;
        double d1 = (slope1[i] - (1 + r) * mean1) / m;
        double d2 = (slope2[i] - (1 + r) * mean2) / m;
        h11 += weight[i] * d1 * d1;
        h12 += weight[i] * d1 * d2;
        h22 += weight[i] * d2 * d2;
        g1 += weight[i] * d1 * r;
        g2 += weight[i] * d2 * r;
      }
      boolean improved = false;
      double moved = 0;
      while (damping < 1e4) {
        double p11 = h11 * (1 + damping) + 1e-30;
        double p22 = h22 * (1 + damping) + 1e-30;
        double det = p11 * p22 - h12 * h12;
        double step1 = -(p22 * g1 - h12 * g2) / det;
        double step2 = -(p11 * g2 - h12 * g1) / det;
        double try1 = e1 + step1;
        double try2 = e2 + step2;
        double e = Math.hypot(try1, try2);
        if (e > MAX_ELLIPTICITY) {
          try1 *= MAX_ELLIPTICITY / e;
          try2 *= MAX_ELLIPTICITY / e;
        }
        double tried = scatter2(a, try1, try2, false);
        if (tried < s) {
          moved = Math.hypot(try1 - e1, try2 - e2);
          e1 = try1;
          e2 = try2;
          damping = Math.max(damping / 10, 1e-7);
          improved = true;
          break;
        }
        if (Math.hypot(step1, step2) < 1e-6) {
          break;
        }
        damping *= 8;
      }
      if (!improved || moved < 1e-5) {
        break;
      }
      s = scatter2(a, e1, e2, true);
      m = mean;
    }
    double last = scatter2(a, e1, e2, false);
    return new Fit(e1, e2, last, mean);
  }

  /**
   * Computes the relative variance along an ellipse. Sets the samples, weights that sum to 1, the
   * mean and, optionally, the samples' derivatives with respect to the ellipticity vector.
   */
  private double scatter2(double a, double e1, double e2, boolean slopes) {
    sampleEllipse(a, e1, e2, FIT_COS, FIT_SIN, slopes);
    if (!(mean > 0)) {
      return Double.POSITIVE_INFINITY;
    }
    double sum = 0;
    for (int i = 0; i < FIT_POINTS; i++) {
      double r = value[i] / mean - 1;
      sum += weight[i] * r * r;
    }
    return sum;
  }

  private double measureMean(double a, double e1, double e2) {
    sampleEllipse(a, e1, e2, MEAN_COS, MEAN_SIN, false);
    return mean;
  }

  /**
   * Samples the ellipse {@code a ((1 - e/2) I + E/2) (cos t, sin t)} with {@code E = ((e1, e2),
   * (e2, -e1))} and e the length of (e1, e2): semi-axes a and a (1 - e), smooth in (e1, e2).
   */
  private void sampleEllipse(
      double a, double e1, double e2, double[] cos, double[] sin, boolean slopes) {
    double e = Math.hypot(e1, e2);
    double unit1 = e > 1e-12 ? e1 / e : 0;
    double unit2 = e > 1e-12 ? e2 / e : 0;
    double xx = a * (1 - e / 2 + e1 / 2);
    double xy = a * e2 / 2;
    double yy = a * (1 - e / 2 - e1 / 2);
    boolean inCore = a < surface.coreRadius();
    double sum = 0;
    double total = 0;
    int inside = 0;
    for (int i = 0; i < cos.length; i++) {
      double c = cos[i];
      double s = sin[i];
      double x = xx * c + xy * s;
      double y = xy * c + yy * s;
      if (!surface.contains(x, y, inCore)) {
        weight[i] = 0;
        value[i] = 0;
        if (slopes) {
          slope1[i] = 0;
          slope2[i] = 0;
        }
        continue;
      }
      inside++;
      if (slopes) {
        surface.valueAndGradient(x, y, inCore, sample);
        value[i] = sample[0];
        slope1[i] = 0.5 * a * (sample[1] * (c - unit1 * c) + sample[2] * (-s - unit1 * s));
        slope2[i] = 0.5 * a * (sample[1] * (s - unit2 * c) + sample[2] * (c - unit2 * s));
      } else {
        value[i] = surface.value(x, y, inCore);
      }
      double dx = -xx * s + xy * c;
      double dy = -xy * s + yy * c;
      weight[i] = Math.sqrt(dx * dx + dy * dy);
      total += weight[i];
      sum += weight[i] * value[i];
    }
    if (4 * inside < 3 * cos.length) {
      mean = Double.NaN;
      return;
    }
    mean = sum / total;
    for (int i = 0; i < cos.length; i++) {
      weight[i] /= total;
    }
  }
}
