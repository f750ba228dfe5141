// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.List;
import java.util.SplittableRandom;

/** Source of surveys; each image imitates a survey drawn from it. */
@FunctionalInterface
public interface SurveySampler {
  /** Fraction of the images of {@link #ANY} with close companions. */
  double CROWDING = 0.4;

  /**
   * Half SDSS, half random surveys that span those of today: pixels of 0.168 to 0.6 arcsec, from as
   * shallow as SDSS to 15 times deeper, cutouts of at least 40 arcsec. Deeper surveys reach fainter
   * galaxies and, on average, have better seeing.
   */
  SurveySampler MIXED = random -> random.nextBoolean() ? SurveyModel.SDSS : any(random);

  /**
   * Three in ten SDSS, the others any: pixels of 0.05 to 0.7 arcsec, seeing of 1.6 to 5.5 pixels,
   * images of 96 to 2048 pixels and 40 to 160 arcsec, and any depth. So nothing but the pixel has a
   * typical size. Semi-major axes begin at one pixel. Two fifths of the images have a star or a
   * companion beside the target.
   */
  SurveySampler ANY = random -> random.nextDouble() < 0.3 ? crowdedSdss() : anyPixels(random);

  /**
   * Returns the same surveys with the semi-major axes and the depth of a model that takes images in
   * their own pixels.
   *
   * @return surveys whose truth begins at one pixel
   */
  default SurveySampler inPixels() {
    return random -> {
      SurveyModel survey = draw(random);
      return survey.withTruth(
          RadiusGrid.ofPixels(survey.pixelScaleArcsec()), 0.1, SurveyModel.DepthUnit.RING);
    };
  }

  /**
   * Returns the same surveys with another crowding.
   *
   * @param fraction of the images with a bright star or a companion beside the target, 0 to 1
   * @return the surveys
   */
  default SurveySampler withCrowding(double fraction) {
    return random -> draw(random).withCrowding(fraction);
  }

  /**
   * Draws a survey.
   *
   * @param random random generator
   * @return the survey of the next image
   */
  SurveyModel draw(SplittableRandom random);

  private static SurveyModel any(SplittableRandom random) {
    double scale = RandomVariates.logUniform(random, 0.168, 0.6);
    // Ratio of the noise in the same area of sky to that of SDSS.
    double noise = RandomVariates.logUniform(random, 1 / 15.0, 1.2);
    int side = (int) Math.min(360, Math.max(128, RandomVariates.uniform(random, 40, 120) / scale));
    double sharpest = Math.max(0.55, 1.55 * scale);
    return new SurveyModel(
        side,
        side,
        scale,
        SurveyModel.SDSS.zeroPoint(),
        bands(noise, scale),
        sharpest,
        Math.max(1.2 * sharpest, noise < 0.3 ? 1.3 : SurveyModel.SDSS.fwhmMaxArcsec()),
        SurveyModel.SDSS.brightest(),
        SurveyModel.SDSS.faintest() - 1.25 * Math.log10(Math.min(1, noise)),
        SurveyModel.SDSS.grid(),
        SurveyModel.SDSS.depth());
  }

  private static SurveyModel crowdedSdss() {
    return SurveyModel.SDSS
        .withTruth(
            RadiusGrid.ofPixels(SurveyModel.SDSS.pixelScaleArcsec()),
            0.1,
            SurveyModel.DepthUnit.RING)
        .withCrowding(CROWDING);
  }

  private static SurveyModel anyPixels(SplittableRandom random) {
    double size = random.nextDouble();
    int side =
        (int)
            (size < 0.55
                ? RandomVariates.uniform(random, 96, 300)
                : size < 0.87
                    ? RandomVariates.uniform(random, 300, 520)
                    : size < 0.99
                        ? RandomVariates.logUniform(random, 520, 1024)
                        : RandomVariates.logUniform(random, 1024, 2048));
    double arcsec = RandomVariates.logUniform(random, 40, 160);
    double scale = Math.max(0.05, Math.min(0.7, arcsec / side));
    double relativeScale = scale / SurveyModel.SDSS.pixelScaleArcsec();
    // Ratio of the noise to that of SDSS: in the same area of sky, or in a pixel, or in between.
    double noise =
        RandomVariates.logUniform(random, 1 / 15.0, 1.2)
            * Math.pow(relativeScale, RandomVariates.uniform(random, 0, 1));
    return new SurveyModel(
        side,
        side,
        scale,
        SurveyModel.SDSS.zeroPoint(),
        bands(noise, scale),
        1.6 * scale,
        5.5 * scale,
        SurveyModel.SDSS.brightest(),
        SurveyModel.SDSS.faintest() - 1.25 * Math.log10(Math.min(1, noise)),
        RadiusGrid.ofPixels(scale),
        0.1,
        SurveyModel.DepthUnit.RING,
        CROWDING);
  }

  /**
   * Returns the bands of SDSS with another noise in the same area of sky, for pixels of a scale.
   */
  private static List<Band> bands(double noise, double scale) {
    return SurveyModel.SDSS.bands().stream()
        .map(
            band ->
                new Band(
                    band.name(),
                    band.skySigma() * noise * scale / SurveyModel.SDSS.pixelScaleArcsec(),
                    band.gain() / (noise * noise)))
        .toList();
  }
}
