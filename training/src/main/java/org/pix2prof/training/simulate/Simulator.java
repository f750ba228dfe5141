// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws simulated galaxies in their fields. Galaxy {@code i} depends only on the seed and {@code
 * i}, so galaxies can be simulated in any order and by any number of threads. Instances are
 * immutable.
 */
public final class Simulator {

  private final long seed;
  private final SurveySampler surveys;
  private final ObservingConditions conditions;

  /**
   * Creates a simulator with random observing conditions.
   *
   * @param seed random seed
   * @param surveys surveys to imitate
   */
  public Simulator(long seed, SurveySampler surveys) {
    this(seed, surveys, ObservingConditions.ANY);
  }

  /**
   * Creates a simulator with fixed observing conditions. Conditions that are empty are drawn; for a
   * seed, they do not depend on the fixed ones.
   *
   * @param seed random seed
   * @param surveys surveys to imitate
   * @param conditions observing conditions of every image
   */
  public Simulator(long seed, SurveySampler surveys, ObservingConditions conditions) {
    this.seed = seed;
    this.surveys = requireNonNull(surveys, "surveys");
    this.conditions = requireNonNull(conditions, "conditions");
  }

  /**
   * Simulates a galaxy in a random band.
   *
   * @param index index of the galaxy, from 0
   * @return the noise-free galaxy, its field, its noise and its true profile
   */
  public SimulatedGalaxy simulate(long index) {
    return simulate(index, Optional.empty());
  }

  /**
   * Simulates a galaxy in one band. Shape, seeing, position and field are the same in all bands.
   *
   * @param index index of the galaxy, from 0
   * @param band name of the filter
   * @return the noise-free galaxy, its field, its noise and its true profile
   * @throws IllegalArgumentException if the survey has no such band
   */
  public SimulatedGalaxy simulate(long index, String band) {
    return simulate(index, Optional.of(band));
  }

  /**
   * Returns the true total magnitude of a galaxy in its random band, including light beyond the
   * frame.
   *
   * @param index index of the galaxy, from 0
   * @return mag
   */
  public double totalMagnitude(long index) {
    return draw(index, Optional.empty()).totalMagnitude();
  }

  /**
   * Returns the true total magnitude of a galaxy in one band, including light beyond the frame.
   *
   * @param index index of the galaxy, from 0
   * @param band name of the filter
   * @return mag
   * @throws IllegalArgumentException if the survey has no such band
   */
  public double totalMagnitude(long index, String band) {
    return draw(index, Optional.of(band)).totalMagnitude();
  }

  /** A galaxy before it is rendered; {@code field} draws the other sources. */
  private record Drawn(
      SurveyModel survey,
      Band band,
      Observation observation,
      GalaxyModel model,
      SplittableRandom field) {
    double totalMagnitude() {
      return survey.zeroPoint() - 2.5 * Math.log10(Renderer.flux(model, observation.floor()));
    }
  }

  private Drawn draw(long index, Optional<String> bandName) {
    SplittableRandom random = random(index, 0);
    SurveyModel survey = surveys.draw(random.split());
    Band drawn = survey.bands().get(random.nextInt(survey.bands().size()));
    Band band = bandName.map(survey::band).orElse(drawn);
    Observation observation = Observation.draw(random.split(), survey, band, conditions);
    GalaxyModel model = new Population(survey, band, observation.floor()).draw(random.split());
    return new Drawn(survey, band, observation, model, random.split());
  }

  private SimulatedGalaxy simulate(long index, Optional<String> bandName) {
    Drawn drawn = draw(index, bandName);
    SurveyModel survey = drawn.survey();
    Band band = drawn.band();
    Observation observation = drawn.observation();
    GalaxyModel model = drawn.model();
    int width = survey.width();
    int height = survey.height();

    Renderer renderer = new Renderer(width, height, observation.psf(), observation.floor());
    Renderer.Rendered target = renderer.render(model, observation.centreX(), observation.centreY());
    float[] scene =
        new Contaminants(survey, band, observation, conditions.companion())
            .addTo(target.image(), renderer, drawn.field());
    TruthProfile truth =
        IsophoteTruth.measure(
            target.surface(),
            survey.grid(),
            survey.pixelScaleArcsec(),
            survey.zeroPoint(),
            survey.faintest(observation.noise().skySigma()));
    return new SimulatedGalaxy(
        String.format(Locale.ROOT, "sim-%d-%06d", seed, index),
        band.name(),
        width,
        height,
        survey.pixelScaleArcsec(),
        survey.zeroPoint(),
        target.image(),
        scene,
        observation.centreX(),
        observation.centreY(),
        observation.noise(),
        truth);
  }

  /**
   * Returns a random generator for the noise of a galaxy, with the same numbers on every call.
   *
   * @param index index of the galaxy
   * @return the generator for {@link SimulatedGalaxy#observe}
   */
  public RandomGenerator noiseOf(long index) {
    return random(index, 1);
  }

  /**
   * Returns a random generator for the noise of a galaxy in one band; it differs between bands.
   *
   * @param index index of the galaxy
   * @param band name of the filter
   * @return the generator for {@link SimulatedGalaxy#observe}
   */
  public RandomGenerator noiseOf(long index, String band) {
    return random(index, 1 + band.hashCode());
  }

  private SplittableRandom random(long index, int stream) {
    long mixed = seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L + stream;
    // One draw decorrelates neighbouring seeds.
    return new SplittableRandom(new SplittableRandom(mixed).nextLong());
  }
}
