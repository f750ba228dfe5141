// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.Arrays;

/**
 * Flux of a profile, with its own or a slightly different mu.
 *
 * @param radius semi-major axes, arcsec
 * @param mu mag/arcsec^2
 * @param growth its curve of growth as far as shapes are known; null if none is known
 * @param stretch relative increase of the extrapolation of the curve of growth
 */
record ProfileFlux(double[] radius, double[] mu, GrowthCurve growth, double stretch) {
  /** Creates the flux of samples with another mu. */
  static ProfileFlux of(ProfileSamples samples, double[] mu) {
    return new ProfileFlux(
        samples.radius(),
        mu,
        samples.ellipticity().map(e -> growth(samples.radius(), mu, e)).orElse(null),
        0);
  }

  private static GrowthCurve growth(double[] radius, double[] mu, double[] ellipticity) {
    int n = ellipticity.length;
    return new GrowthCurve(Arrays.copyOf(radius, n), Arrays.copyOf(mu, n), ellipticity);
  }

  /** Returns the same flux with a longer extrapolation of the curve of growth. */
  ProfileFlux stretched(double part) {
    return new ProfileFlux(radius, mu, growth, part);
  }

  /** Returns the position where mu has a level, on the line through a sample and the next. */
  ProfileInterval isophote(double level, int from) {
    return new ProfileInterval(from, (level - mu[from]) / (mu[from + 1] - mu[from]));
  }

  /**
   * Returns the ellipse with a fraction of the total light, in the interval that ends at the sample
   * {@code enclosing}.
   */
  ProfileInterval enclosing(double fraction, int enclosing) {
    return growth.enclosing(magnitudeOf(fraction), enclosing);
  }

  /** Returns the total magnitude. */
  double total() {
    double asymptote = growth.asymptote();
    return asymptote - stretch * (growth.last() - asymptote);
  }

  /** Returns the magnitude of a fraction of the total light. */
  double magnitudeOf(double fraction) {
    return total() - 2.5 * Math.log10(fraction);
  }
}
