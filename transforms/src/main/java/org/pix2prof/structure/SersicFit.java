// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import java.util.Arrays;
import java.util.Optional;

/**
 * Fit of a Sersic profile (Sersic 1968; Graham and Driver 2005, PASA 22, 118, equation 1) along the
 * major axis, {@code mu = mu_e + 2.5 / ln 10 * b_n * ((r / r_e)^(1/n) - 1)}, by least squares with
 * the weights of {@link DiscFit}. The number {@code b_n} is the expansion of Ciotti and Bertin
 * (1999, A&A 352, 447), equation 18.
 *
 * <p>The range begins outside the seeing, at 4 pixels, which is about the full width at half
 * maximum of the point spread function of most surveys, or at 1.5 arcsec if the pixel scale is
 * unknown. It ends with the profile. It contains at least 6 samples, and mu increases by at least 1
 * mag/arcsec^2 along it.
 *
 * <p>For a given n the model is linear in {@code r^(1/n)}. The minimum is therefore searched in n
 * alone (variable projection: Golub and Pereyra 1973) and refined by Gauss-Newton steps in all
 * parameters.
 */
final class SersicFit {
  /** Minimum samples of a range. */
  static final int MIN_SAMPLES = 6;

  private static final double SEEING_PIXELS = 4;
  private static final double SEEING_ARCSEC = 1.5;
  private static final double MIN_FALL = 1;

  /** Limits of n: the expansion of b_n is not valid below. */
  private static final double MIN_N = 0.36;

  private static final double MAX_N = 10;

  /** Maximum effective radius, relative to the end of the range. */
  private static final double MAX_RADIUS = 2;

  private static final int GRID = 40;
  private static final int SEARCH_STEPS = 40;
  private static final int POLISH_STEPS = 4;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  /** Relative step of numerical derivatives. */
  private static final double STEP = 1e-5;

  /** Steps of the integral beyond the profile; even. */
  private static final int INTEGRAL_STEPS = 32;

  /**
   * Parameters of a Sersic profile.
   *
   * @param n Sersic index
   * @param radius effective semi-major axis, arcsec
   * @param mu surface brightness there, mag/arcsec^2
   */
  record Sersic(double n, double radius, double mu) {
    /** Returns the surface brightness at a semi-major axis, mag/arcsec^2. */
    double mu(double r) {
      return mu + MAG_PER_E_FOLD * b(n) * Math.expm1(Math.log(r / radius) / n);
    }

    /**
     * Returns the light between two ellipses, in units of a surface brightness times arcsec^2.
     *
     * @param from semi-major axis, arcsec
     * @param to semi-major axis, arcsec, greater than {@code from}
     * @param axisRatio of the ellipses
     * @param reference mag/arcsec^2
     */
    double light(double from, double to, double axisRatio, double reference) {
      double step = (to - from) / INTEGRAL_STEPS;
      double sum = 0;
      for (int i = 0; i <= INTEGRAL_STEPS; i++) {
        double r = from + i * step;
        int weight = i == 0 || i == INTEGRAL_STEPS ? 1 : i % 2 == 1 ? 4 : 2;
        sum += weight * r * Math.exp((reference - mu(r)) / MAG_PER_E_FOLD);
      }
      return 2 * Math.PI * axisRatio * sum * step / 3;
    }
  }

  private final double[] radius;
  private final double[] mu;
  private final double[] weight;
  private final int from;
  private Sersic best;

  /** Change of each parameter with each mu of the range. */
  private double[][] response;

  private SersicFit(double[] radius, double[] mu, double[] weight, int from) {
    this.radius = radius;
    this.mu = mu;
    this.weight = weight;
    this.from = from;
  }

  /** Returns the number b_n for which r_e contains half of the light. */
  static double b(double n) {
    return 2 * n
        - 1.0 / 3
        + (4.0 / 405 + (46.0 / 25515 + (131.0 / 1148175 - 2194697 / (30690717750.0 * n)) / n) / n)
            / n;
  }

  /** Returns the number of samples outside the seeing. */
  static int samplesInRange(ProfileSamples samples) {
    return samples.count() - first(samples);
  }

  private static int first(ProfileSamples samples) {
    double seeing = SEEING_PIXELS * samples.pixelScale();
    double begin = Double.isNaN(seeing) ? SEEING_ARCSEC : seeing;
    return (int) Arrays.stream(samples.radius()).filter(r -> r < begin).count();
  }

  /** Fits a profile; empty if no Sersic profile of an index within the limits fits best. */
  static Optional<SersicFit> of(ProfileSamples samples) {
    return of(samples.radius(), samples.mu(), DiscFit.weights(samples.muErr()), first(samples));
  }

  private static Optional<SersicFit> of(double[] radius, double[] mu, double[] weight, int from) {
    int last = radius.length - 1;
    if (last - from + 1 < MIN_SAMPLES || mu[last] - mu[from] < MIN_FALL) {
      return Optional.empty();
    }
    SersicFit fit = new SersicFit(radius, mu, weight, from);
    return fit.search() && fit.polish() ? Optional.of(fit) : Optional.empty();
  }

  /** Returns the fit of a range that begins at twice the radius; empty if there is none. */
  Optional<SersicFit> narrow() {
    int narrow = from;
    while (narrow < radius.length && radius[narrow] < 2 * radius[from]) {
      narrow++;
    }
    return of(radius, mu, weight, narrow);
  }

  /** Searches n; returns false if the minimum is at a limit. */
  private boolean search() {
    double low = Math.log(MIN_N);
    double step = Math.log(MAX_N / MIN_N) / GRID;
    int minimum = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i <= GRID; i++) {
      double squares = squares(Math.exp(low + i * step));
      if (squares < least) {
        least = squares;
        minimum = i;
      }
    }
    if (minimum == 0 || minimum == GRID) {
      return false;
    }
    double a = low + (minimum - 1) * step;
    double b = low + (minimum + 1) * step;
    for (int i = 0; i < SEARCH_STEPS; i++) {
      double left = b - GOLDEN * (b - a);
      double right = a + GOLDEN * (b - a);
      if (squares(Math.exp(left)) < squares(Math.exp(right))) {
        b = right;
      } else {
        a = left;
      }
    }
    best = linear(Math.exp((a + b) / 2));
    return isValid(best);
  }

  private boolean isValid(Sersic sersic) {
    return sersic.n > MIN_N
        && sersic.n < MAX_N
        && sersic.radius > 0
        && sersic.radius < MAX_RADIUS * end()
        && Double.isFinite(sersic.mu);
  }

  private double squares(double n) {
    Sersic sersic = linear(n);
    if (Double.isNaN(sersic.radius)) {
      return Double.POSITIVE_INFINITY;
    }
    return squares(sersic);
  }

  private double squares(Sersic sersic) {
    double squares = 0;
    for (int k = from; k < radius.length; k++) {
      double departure = mu[k] - sersic.mu(radius[k]);
      squares += weight[k] * departure * departure;
    }
    return squares;
  }

  /** Fits the other parameters for one n; NaN if the profile does not fall. */
  private Sersic linear(double n) {
    double weights = 0;
    double meanX = 0;
    double meanY = 0;
    double[] x = new double[radius.length];
    for (int k = from; k < x.length; k++) {
      // Relative to the last radius, so that no power overflows.
      x[k] = Math.exp(Math.log(radius[k] / end()) / n);
      weights += weight[k];
      meanX += weight[k] * x[k];
      meanY += weight[k] * mu[k];
    }
    meanX /= weights;
    meanY /= weights;
    double xx = 0;
    double xy = 0;
    for (int k = from; k < x.length; k++) {
      xx += weight[k] * (x[k] - meanX) * (x[k] - meanX);
      xy += weight[k] * (x[k] - meanX) * (mu[k] - meanY);
    }
    double slope = xy / xx;
    double core = MAG_PER_E_FOLD * b(n);
    return new Sersic(
        n,
        slope > 0 ? end() * Math.exp(n * Math.log(core / slope)) : Double.NaN,
        meanY - slope * meanX + core);
  }

  /** Refines the minimum and stores the response to mu; returns false if it leaves the limits. */
  private boolean polish() {
    for (int i = 0; i < POLISH_STEPS; i++) {
      response = response();
      if (response == null) {
        return false;
      }
      double[] change = new double[3];
      for (int k = from; k < mu.length; k++) {
        double departure = mu[k] - best.mu(radius[k]);
        for (int p = 0; p < 3; p++) {
          change[p] += response[p][k] * departure;
        }
      }
      Sersic next = new Sersic(best.n + change[0], best.radius + change[1], best.mu + change[2]);
      if (!isValid(next) || squares(next) > squares(best)) {
        break;
      }
      best = next;
    }
    return true;
  }

  /** Returns {@code (J^T W J)^-1 J^T W}; null if the matrix is singular. */
  private double[][] response() {
    double[][] slopes = new double[3][mu.length];
    double dn = STEP * best.n;
    double dr = STEP * best.radius;
    for (int k = from; k < mu.length; k++) {
      double r = radius[k];
      slopes[0][k] =
          (new Sersic(best.n + dn, best.radius, best.mu).mu(r)
                  - new Sersic(best.n - dn, best.radius, best.mu).mu(r))
              / (2 * dn);
      slopes[1][k] =
          (new Sersic(best.n, best.radius + dr, best.mu).mu(r)
                  - new Sersic(best.n, best.radius - dr, best.mu).mu(r))
              / (2 * dr);
      slopes[2][k] = 1;
    }
    double[][] normal = new double[3][3];
    for (int p = 0; p < 3; p++) {
      for (int q = 0; q < 3; q++) {
        for (int k = from; k < mu.length; k++) {
          normal[p][q] += weight[k] * slopes[p][k] * slopes[q][k];
        }
      }
    }
    double determinant = 0;
    double[][] inverse = new double[3][3];
    for (int p = 0; p < 3; p++) {
      for (int q = 0; q < 3; q++) {
        int a = (p + 1) % 3;
        int b = (p + 2) % 3;
        int c = (q + 1) % 3;
        int d = (q + 2) % 3;
        inverse[q][p] = normal[a][c] * normal[b][d] - normal[a][d] * normal[b][c];
      }
      determinant += normal[0][p] * inverse[p][0];
    }
    if (!(determinant > 0)) {
      return null;
    }
    double[][] answer = new double[3][mu.length];
    for (int p = 0; p < 3; p++) {
      for (int q = 0; q < 3; q++) {
        for (int k = from; k < mu.length; k++) {
          answer[p][k] += inverse[p][q] / determinant * weight[k] * slopes[q][k];
        }
      }
    }
    return answer;
  }

  /** Returns the fit of slightly different mu, to first order. */
  Sersic of(double[] other) {
    double[] change = new double[3];
    for (int p = 0; p < 3; p++) {
      for (int k = from; k < mu.length; k++) {
        change[p] += response[p][k] * (other[k] - mu[k]);
      }
    }
    return new Sersic(best.n + change[0], best.radius + change[1], best.mu + change[2]);
  }

  /** Returns the fit. */
  Sersic best() {
    return best;
  }

  /** Returns the weighted root mean square of mu minus the fit, mag/arcsec^2. */
  double rms() {
    double weights = 0;
    for (int k = from; k < mu.length; k++) {
      weights += weight[k];
    }
    return Math.sqrt(squares(best) / weights);
  }

  /** Returns the inner end of the range, arcsec. */
  double begin() {
    return radius[from];
  }

  /** Returns the outer end of the range, arcsec. */
  double end() {
    return radius[radius.length - 1];
  }
}
