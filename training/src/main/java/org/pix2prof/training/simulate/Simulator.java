package org.pix2prof.training.simulate;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Draws simulated galaxies in their fields. Galaxy {@code i} depends on the seed and on {@code i}
 * alone, so galaxies can be made in any order and by any number of threads; an instance is
 * immutable.
 */
public final class Simulator {

  private final long seed;
  private final SurveySampler surveys;
  private final ObservingConditions conditions;

  /**
   * A source of simulated galaxies.
   *
   * @param seed chooses the population
   * @param surveys what the images look like
   */
  public Simulator(long seed, SurveySampler surveys) {
    this(seed, surveys, ObservingConditions.ANY);
  }

  /**
   * A source of simulated galaxies that are observed under some conditions. Those that are not
   * given are drawn, and are the same for a seed whatever the others are.
   *
   * @param seed chooses the population
   * @param surveys what the images look like
   * @param conditions of every image
   */
  public Simulator(long seed, SurveySampler surveys, ObservingConditions conditions) {
    this.seed = seed;
    this.surveys = requireNonNull(surveys, "surveys");
    this.conditions = requireNonNull(conditions, "conditions");
  }

  /**
   * One galaxy, in a band that is drawn.
   *
   * @param index which one, from 0
   * @return the noise-free galaxy, its field, its noise and its true profile
   */
  public SimulatedGalaxy simulate(long index) {
    return simulate(index, Optional.empty());
  }

  /**
   * One galaxy in one band. In all bands it has the same shape, seeing, place and field; colours
   * are as drawn.
   *
   * @param index which one, from 0
   * @param band name of the filter
   * @return the noise-free galaxy, its field, its noise and its true profile
   * @throws IllegalArgumentException if the survey has no such band
   */
  public SimulatedGalaxy simulate(long index, String band) {
    return simulate(index, Optional.of(band));
  }

  /**
   * The true total magnitude of a galaxy, in the band that is drawn: of all light that is rendered,
   * also that beyond the frame.
   *
   * @param index which one, from 0
   * @return mag
   */
  public double totalMagnitude(long index) {
    return draw(index, Optional.empty()).totalMagnitude();
  }

  /**
   * The true total magnitude of a galaxy in one band: of all light that is rendered, also that
   * beyond the frame.
   *
   * @param index which one, from 0
   * @param band name of the filter
   * @return mag
   * @throws IllegalArgumentException if the survey has no such band
   */
  public double totalMagnitude(long index, String band) {
    return draw(index, Optional.of(band)).totalMagnitude();
  }

  /** A galaxy before it is rendered; {@code field} draws what else is about. */
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

  private Drawn draw(long index, Optional<String> wanted) {
    SplittableRandom random = random(index, 0);
    SurveyModel survey = surveys.draw(random.split());
    Band drawn = survey.bands().get(random.nextInt(survey.bands().size()));
    Band band = wanted.map(survey::band).orElse(drawn);
    Observation observation = Observation.draw(random.split(), survey, band, conditions);
    GalaxyModel model = new Population(survey, band, observation.floor()).draw(random.split());
    return new Drawn(survey, band, observation, model, random.split());
  }

  private SimulatedGalaxy simulate(long index, Optional<String> wanted) {
    Drawn drawn = draw(index, wanted);
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
   * The random numbers for one observation of one galaxy, the same whenever asked.
   *
   * @param index which galaxy
   * @return the generator to give to {@link SimulatedGalaxy#observe}
   */
  public RandomGenerator noiseOf(long index) {
    return random(index, 1);
  }

  /**
   * The random numbers for one observation of one galaxy in one band, others in every band.
   *
   * @param index which galaxy
   * @param band name of the filter
   * @return the generator to give to {@link SimulatedGalaxy#observe}
   */
  public RandomGenerator noiseOf(long index, String band) {
    return random(index, 1 + band.hashCode());
  }

  private SplittableRandom random(long index, int stream) {
    long mixed = seed * 0x9E3779B97F4A7C15L + index * 0xD1B54A32D192ED03L + stream;
    // One draw scrambles the low bits of neighbouring seeds apart.
    return new SplittableRandom(new SplittableRandom(mixed).nextLong());
  }
}
