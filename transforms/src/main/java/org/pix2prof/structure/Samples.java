package org.pix2prof.structure;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The samples of a profile that can be used: those at a radius above 0 of which every number is
 * known.
 *
 * @param radius semi-major axes, arcsec, increasing
 * @param mu surface brightness, mag/arcsec^2
 * @param muErr one standard deviation of it; NaN where it is not known
 * @param ellipticity 0 to 1; empty where the profile has none
 */
record Samples(double[] radius, double[] mu, double[] muErr, Optional<double[]> ellipticity) {

  /**
   * Chooses them.
   *
   * @throws IllegalArgumentException if the sequences differ in length
   */
  static Samples of(float[] radius, float[] mu, Optional<float[]> muErr, Optional<float[]> shapes) {
    int n = radius.length;
    Optional<float[]> ellipticity = shapes.filter(Samples::hasAnEllipse);
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
      if (radius[k] > before
          && Float.isFinite(radius[k])
          && Float.isFinite(mu[k])
          && (ellipticity.isEmpty() || isEllipse(ellipticity.get()[k]))) {
        usable[count++] = k;
      }
    }
    int[] chosen = Arrays.copyOf(usable, count);
    return new Samples(
        pick(radius, chosen),
        pick(mu, chosen),
        Arrays.stream(pick(errors, chosen))
            .map(e -> e >= 0 && Double.isFinite(e) ? e : Double.NaN)
            .toArray(),
        ellipticity.map(e -> pick(e, chosen)));
  }

  /** Where no shape is known at all there is no ellipticity, and radii need none. */
  private static boolean hasAnEllipse(float[] ellipticity) {
    for (float e : ellipticity) {
      if (isEllipse(e)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isEllipse(float ellipticity) {
    return ellipticity >= 0 && ellipticity < 1;
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
