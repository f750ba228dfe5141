// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.List;
import java.util.SplittableRandom;

/** Source of surveys; each image imitates a survey drawn from it. */
@FunctionalInterface
public interface SurveySampler {

  /**
   * Half SDSS, half random surveys that span those of today: pixels of 0.168 to 0.6 arcsec, from as
   * shallow as SDSS to 15 times deeper, cutouts of at least 40 arcsec. Deeper surveys reach fainter
   * galaxies and, on average, have better seeing.
   */
  SurveySampler MIXED = random -> random.nextBoolean() ? SurveyModel.SDSS : any(random);

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
    List<Band> bands =
        SurveyModel.SDSS.bands().stream()
            .map(
                band ->
                    new Band(
                        band.name(),
                        band.skySigma() * noise * scale / SurveyModel.SDSS.pixelScaleArcsec(),
                        band.gain() / (noise * noise)))
            .toList();
    return new SurveyModel(
        side,
        side,
        scale,
        SurveyModel.SDSS.zeroPoint(),
        bands,
        sharpest,
        Math.max(1.2 * sharpest, noise < 0.3 ? 1.3 : SurveyModel.SDSS.fwhmMaxArcsec()),
        SurveyModel.SDSS.brightest(),
        SurveyModel.SDSS.faintest() - 1.25 * Math.log10(Math.min(1, noise)),
        SurveyModel.SDSS.grid(),
        SurveyModel.SDSS.depth());
  }
}
