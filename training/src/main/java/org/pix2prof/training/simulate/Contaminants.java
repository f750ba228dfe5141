// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.pix2prof.training.simulate.ObservingConditions.Companion;

/**
 * Draws the other sources in the field: neighbours, stars and, occasionally, a bright star's halo.
 */
final class Contaminants {

  private final SurveyModel survey;
  private final Band band;
  private final Observation observation;
  private final Optional<Companion> companion;

  Contaminants(
      SurveyModel survey, Band band, Observation observation, Optional<Companion> companion) {
    this.survey = survey;
    this.band = band;
    this.observation = observation;
    this.companion = companion;
  }

  /** Returns the target with all other sources added; leaves the target's image unchanged. */
  float[] addTo(float[] target, Renderer renderer, SplittableRandom random) {
    SplittableRandom companionRandom = random.split();
    List<EllipticalModel> neighbours = neighbours(random);
    double flux = 0;
    for (float pixel : target) {
      flux += pixel;
    }
    double distance = RandomVariates.uniform(companionRandom, 15, 30) / survey.pixelScaleArcsec();
    double direction = RandomVariates.angle(companionRandom);
    double x = observation.centreX() + distance * Math.cos(direction);
    double y = observation.centreY() + distance * Math.sin(direction);
    if (companion.equals(Optional.of(Companion.GALAXY))) {
      double magnitude = survey.zeroPoint() - 2.5 * Math.log10(flux);
      neighbours.add(neighbour(companionRandom, magnitude, flux, x, y));
    }
    CloseCompanions close = CloseCompanions.NONE;
    if (companion.equals(Optional.of(Companion.CLOSE))
        || companion.isEmpty() && companionRandom.nextDouble() < survey.crowding()) {
      close = CloseCompanions.draw(companionRandom, target, survey.width(), flux, observation);
    }
    List<EllipticalModel> galaxies = new ArrayList<>(neighbours);
    galaxies.addAll(close.galaxies());
    float[] scene = renderer.renderField(galaxies);
    for (int i = 0; i < scene.length; i++) {
      scene[i] += target[i];
    }
    stars(scene, random);
    if (companion.equals(Optional.of(Companion.STAR))) {
      star(scene, x, y, Math.pow(10, 0.4) * flux);
    }
    for (CloseCompanions.Star star : close.stars()) {
      star(scene, star.x(), star.y(), star.flux());
    }
    return scene;
  }

  /**
   * Draws background galaxies, 10^(0.45 (r - 22)) times 9000 per square degree brighter than r
   * (Yasuda et al. 2001, steepness between their bright and faint counts), and companions near some
   * targets.
   */
  private List<EllipticalModel> neighbours(SplittableRandom random) {
    List<EllipticalModel> galaxies = new ArrayList<>();
    double density = Math.exp(0.5 * random.nextGaussian());
    int count = RandomVariates.poisson(random, 9000 * density * squareDegrees());
    for (int i = 0; i < count; i++) {
      double r = 22 + Math.log10(Math.max(1e-4, 1 - random.nextDouble())) / 0.45;
      galaxies.add(
          neighbour(
              random,
              r,
              flux(r + colour(random)),
              RandomVariates.uniform(random, -0.5, survey.width() - 0.5),
              RandomVariates.uniform(random, -0.5, survey.height() - 0.5)));
    }
    while (random.nextDouble() < 0.15) {
      double distance = RandomVariates.uniform(random, 2, 24) / survey.pixelScaleArcsec();
      double t = RandomVariates.angle(random);
      double r = RandomVariates.uniform(random, 16, 20.5);
      galaxies.add(
          neighbour(
              random,
              r,
              flux(r + colour(random)),
              observation.centreX() + distance * Math.cos(t),
              observation.centreY() + distance * Math.sin(t)));
    }
    return galaxies;
  }

  private EllipticalModel neighbour(
      SplittableRandom random, double r, double flux, double x, double y) {
    // Median size by magnitude of faint field galaxies, about 1.2 arcsec at r = 20.
    double halfLight =
        Math.max(0.4, 1.2 * Math.pow(10, -0.13 * (r - 20)) * Math.exp(0.4 * random.nextGaussian()))
            / survey.pixelScaleArcsec();
    double n = random.nextDouble() < 0.7 ? RandomVariates.uniform(random, 0.7, 1.5) : 4;
    double q = RandomVariates.uniform(random, 0.25, 1);
    return EllipticalModel.sersic(n, halfLight, q, RandomVariates.angle(random), flux)
        .cutBelow(0.003 * band.skySigma())
        .movedTo(x, y);
  }

  private double colour(SplittableRandom random) {
    double g = RandomVariates.clippedNormal(random, 0.7, 0.3, -0.2, 1.6);
    return switch (band.name()) {
      case "g" -> g;
      case "i" -> -0.45 * g;
      case "z" -> -0.7 * g;
      default -> 0;
    };
  }

  /** Adds stars, 10^(0.2 (r - 20)) times 1500 per square degree on average; the density varies. */
  private void stars(float[] scene, SplittableRandom random) {
    double density = Math.exp(0.9 * random.nextGaussian());
    double perSquareDegree = 1500 * Math.pow(10, 0.2 * 2.5);
    int count =
        RandomVariates.poisson(random, Math.min(60, perSquareDegree * density * squareDegrees()));
    for (int i = 0; i < count; i++) {
      double r = 22.5 + Math.log10(Math.max(1e-2, 1 - random.nextDouble())) / 0.2;
      star(
          scene,
          RandomVariates.uniform(random, -5, survey.width() + 5),
          RandomVariates.uniform(random, -5, survey.height() + 5),
          flux(Math.max(r, 14) + colour(random)));
    }
    if (random.nextDouble() < 0.04) {
      brightStar(scene, random);
    }
  }

  private void star(float[] scene, double x, double y, double flux) {
    observation
        .psf()
        .addSource(
            scene,
            survey.width(),
            survey.height(),
            x,
            y,
            1,
            0,
            flux,
            0.005 * observation.noise().skySigma());
  }

  /**
   * Adds a star of magnitude 9 to 14 with power-law halo, saturated core and a bleed trail along a
   * column.
   */
  private void brightStar(float[] scene, SplittableRandom random) {
    double x = RandomVariates.uniform(random, -40, survey.width() + 40);
    double y = RandomVariates.uniform(random, -40, survey.height() + 40);
    double distance = Math.hypot(x - observation.centreX(), y - observation.centreY());
    if (distance < 40) {
      return;
    }
    double flux = flux(RandomVariates.uniform(random, 9, 14));
    star(scene, x, y, flux);
    double core = 3 * observation.psf().sigmaX[0];
    double halo = 0.05 * flux / (2 * Math.PI * core * core);
    double saturation = 150 * Math.sqrt(band.skySigma() / 0.028);
    int bleed = (int) (Math.sqrt(flux) / 20 * random.nextDouble());
    for (int j = 0; j < survey.height(); j++) {
      for (int i = 0; i < survey.width(); i++) {
        double r2 = (i - x) * (i - x) + (j - y) * (j - y);
        int at = j * survey.width() + i;
        scene[at] += (float) (halo * Math.pow(1 + r2 / (core * core), -1.25));
        if (Math.abs(i - x) < 1.5 && Math.abs(j - y) < bleed) {
          scene[at] += (float) saturation;
        }
        if (r2 < 900) {
          scene[at] = (float) Math.min(scene[at], saturation);
        }
      }
    }
  }

  private double squareDegrees() {
    double scale = survey.pixelScaleArcsec() / 3600;
    return survey.width() * scale * survey.height() * scale;
  }

  private double flux(double magnitude) {
    return Math.pow(10, 0.4 * (survey.zeroPoint() - magnitude));
  }
}
