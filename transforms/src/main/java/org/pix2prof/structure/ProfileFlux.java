package org.pix2prof.structure;

import java.util.Arrays;

/**
 * The light of a profile, as it is or with mu a little different.
 *
 * @param radius semi-major axes, arcsec
 * @param mu mag/arcsec^2
 * @param growth its curve of growth as far as shapes are known; null where none is
 * @param stretch by which part of itself the extrapolation of the curve of growth is too short
 */
record ProfileFlux(double[] radius, double[] mu, GrowthCurve growth, double stretch) {
  /** Of these samples with another mu. */
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

  /** The same with the curve of growth extrapolated further. */
  ProfileFlux stretched(double part) {
    return new ProfileFlux(radius, mu, growth, part);
  }

  /** Where mu is a level, between a sample and the next or on the line through them. */
  ProfileInterval isophote(double level, int from) {
    return new ProfileInterval(from, (level - mu[from]) / (mu[from + 1] - mu[from]));
  }

  /** The ellipse with a fraction of the total light, which ends at the sample {@code enclosing}. */
  ProfileInterval enclosing(double fraction, int enclosing) {
    return growth.enclosing(magnitudeOf(fraction), enclosing);
  }

  /** The total magnitude. */
  double total() {
    double asymptote = growth.asymptote();
    return asymptote - stretch * (growth.last() - asymptote);
  }

  /** Magnitude of a fraction of the total light. */
  double magnitudeOf(double fraction) {
    return total() - 2.5 * Math.log10(fraction);
  }
}
