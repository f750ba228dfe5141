// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Usable samples of a profile: those at a radius above 0 with a known mu.
 *
 * @param radius semi-major axes, arcsec, increasing
 * @param mu surface brightness, mag/arcsec^2
 * @param muErr one standard deviation of mu; NaN if unknown
 * @param ellipticity 0 to 1, up to the last sample with a known shape; empty if no shape is known
 */
record ProfileSamples(
    double[] radius, double[] mu, double[] muErr, Optional<double[]> ellipticity) {

  /**
   * Selects the usable samples.
   *
   * @throws IllegalArgumentException if the sequences differ in length
   */
  static ProfileSamples of(
      float[] radius, float[] mu, Optional<float[]> muErr, Optional<float[]> shapes) {
    int n = radius.length;
    float[] errors = muErr.orElseGet(() -> unknown(n));
    if (mu.length != n || errors.length != n || shapes.orElse(mu).length != n) {
      throw new IllegalArgumentException(
          "a profile's radius, mu, mu_err and ellipticity must have one length, not "
              + n
              + ", "
              + mu.length
              + ", "
              + errors.length
              + " and "
              + shapes.orElse(mu).length);
    }
    int[] usable = new int[n];
    int count = 0;
    for (int k = 0; k < n; k++) {
      float before = count == 0 ? 0 : radius[usable[count - 1]];
      if (radius[k] > before && Float.isFinite(radius[k]) && Float.isFinite(mu[k])) {
        usable[count++] = k;
      }
    }
    int[] chosen = Arrays.copyOf(usable, count);
    double[] radii = pick(radius, chosen);
    return new ProfileSamples(
        radii,
        pick(mu, chosen),
        Arrays.stream(pick(errors, chosen))
            .map(e -> e >= 0 && Double.isFinite(e) ? e : Double.NaN)
            .toArray(),
        shapes.flatMap(e -> known(radii, pick(e, chosen))));
  }

  /**
   * Returns the ellipticities up to the last known one. One that is missing between two others is
   * interpolated linearly in ln(1 - e) against ln r; one that is missing inside the innermost
   * equals it.
   */
  private static Optional<double[]> known(double[] radius, double[] ellipticity) {
    int[] has =
        IntStream.range(0, radius.length)
            .filter(k -> ellipticity[k] >= 0 && ellipticity[k] < 1)
            .toArray();
    if (has.length == 0) {
      return Optional.empty();
    }
    double[] filled = Arrays.copyOf(ellipticity, has[has.length - 1] + 1);
    Arrays.fill(filled, 0, has[0], ellipticity[has[0]]);
    for (int i = 1; i < has.length; i++) {
      double inner = Math.log1p(-ellipticity[has[i - 1]]);
      double outer = Math.log1p(-ellipticity[has[i]]);
      double step = Math.log(radius[has[i]] / radius[has[i - 1]]);
      for (int k = has[i - 1] + 1; k < has[i]; k++) {
        double part = Math.log(radius[k] / radius[has[i - 1]]) / step;
        filled[k] = -Math.expm1(inner + part * (outer - inner));
      }
    }
    return Optional.of(filled);
  }

  private static float[] unknown(int n) {
    float[] values = new float[n];
    Arrays.fill(values, Float.NaN);
    return values;
  }

  private static double[] pick(float[] values, int[] at) {
    return IntStream.of(at).mapToDouble(k -> values[k]).toArray();
  }

  int count() {
    return mu.length;
  }
}
