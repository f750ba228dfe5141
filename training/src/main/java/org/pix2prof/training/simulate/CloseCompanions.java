// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Stars and galaxies close to a target that are about as bright, so that they may be taken for it.
 *
 * @param galaxies companions
 * @param stars in front of the target or beside it
 */
record CloseCompanions(List<EllipticalModel> galaxies, List<Star> stars) {
  /** No companion. */
  static final CloseCompanions NONE = new CloseCompanions(List.of(), List.of());

  /** FWHM of a round Gaussian, in standard deviations. */
  private static final double FWHM = 2.355;

  /** Most magnitudes by which a star is brighter than the target. */
  private static final double BRIGHTEST_STAR = 2;

  /**
   * Star.
   *
   * @param x pixels
   * @param y pixels
   * @param flux image units
   */
  record Star(double x, double y, double flux) {}

  /**
   * Draws the companions of a target: one or two stars, or a galaxy, or both.
   *
   * @param random random generator
   * @param target noise-free image of the target
   * @param width of the image, pixels
   * @param flux of that image
   * @param observation conditions of the image
   */
  static CloseCompanions draw(
      SplittableRandom random, float[] target, int width, double flux, Observation observation) {
    double seeing = FWHM * observation.psf().sigmaX[0];
    List<Star> stars = new ArrayList<>();
    List<EllipticalModel> galaxies = new ArrayList<>();
    double kind = random.nextDouble();
    int count = kind < 0.4 ? 1 : kind < 0.6 ? 2 : 0;
    for (int i = 0; i < count; i++) {
      double[] at = place(random, observation, seeing, 1.5, 12);
      double magnitudes = RandomVariates.uniform(random, -BRIGHTEST_STAR, 3);
      stars.add(new Star(at[0], at[1], flux * Math.pow(10, -0.4 * magnitudes)));
    }
    if (kind >= 0.55) {
      double[] at = place(random, observation, seeing, 2.5, 16);
      double size = halfLight(target, width, observation, flux);
      double halfLight = Math.max(0.4 * seeing, size * RandomVariates.uniform(random, 0.3, 1.2));
      double n = random.nextDouble() < 0.6 ? RandomVariates.uniform(random, 0.7, 1.5) : 4;
      double magnitudes = RandomVariates.uniform(random, -0.4, 2);
      galaxies.add(
          EllipticalModel.sersic(
                  n,
                  halfLight,
                  RandomVariates.uniform(random, 0.25, 1),
                  RandomVariates.angle(random),
                  flux * Math.pow(10, -0.4 * magnitudes))
              .cutBelow(0.003 * observation.noise().skySigma())
              .movedTo(at[0], at[1]));
    }
    return new CloseCompanions(galaxies, stars);
  }

  private static double[] place(
      SplittableRandom random, Observation observation, double seeing, double from, double to) {
    double distance = seeing * RandomVariates.uniform(random, from, to);
    double direction = RandomVariates.angle(random);
    return new double[] {
      observation.centreX() + distance * Math.cos(direction),
      observation.centreY() + distance * Math.sin(direction)
    };
  }

  /** Radius of the circle about the target that contains half of its light in the image, pixels. */
  private static double halfLight(float[] target, int width, Observation observation, double flux) {
    int height = target.length / width;
    double[] rings = new double[width + height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double r = Math.hypot(x - observation.centreX(), y - observation.centreY());
        rings[Math.min(rings.length - 1, (int) r)] += target[y * width + x];
      }
    }
    double sum = 0;
    for (int i = 0; i < rings.length; i++) {
      sum += rings[i];
      if (sum >= flux / 2) {
        return i + 1.0;
      }
    }
    return rings.length;
  }
}
