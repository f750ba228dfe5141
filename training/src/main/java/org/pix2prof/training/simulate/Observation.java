// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.SplittableRandom;

/**
 * The observing conditions of one image.
 *
 * @param psf point-spread function
 * @param noise sky residual and noise
 * @param centreX centre of the target along x, pixels
 * @param centreY centre of the target along y, pixels
 * @param floor negligible surface brightness, image units per pixel
 */
record Observation(Psf psf, NoiseModel noise, double centreX, double centreY, double floor) {

  static Observation draw(
      SplittableRandom random, SurveyModel survey, Band band, ObservingConditions conditions) {
    double middle = Math.min(1.3, (survey.fwhmMinArcsec() + survey.fwhmMaxArcsec()) / 2);
    double drawn =
        RandomVariates.clippedNormal(
            random, middle, 0.25, survey.fwhmMinArcsec(), survey.fwhmMaxArcsec());
    double fwhm = conditions.fwhmArcsec().orElse(drawn);
    Psf psf =
        Psf.doubleGaussian(
            fwhm / survey.pixelScaleArcsec(),
            RandomVariates.uniform(random, 2, 2.8),
            RandomVariates.uniform(random, 0.12, 0.35),
            RandomVariates.uniform(random, 0.94, 1 / 0.94));
    double sigma =
        band.skySigma() * Math.exp(RandomVariates.clippedNormal(random, 0, 0.2, -0.69, 0.69));
    double offset = sigma * RandomVariates.clippedNormal(random, 0, 0.08, -0.5, 0.5);
    if (random.nextDouble() < 0.1) {
      offset = sigma * RandomVariates.uniform(random, -0.5, 0.5);
    }
    double slope = sigma * (random.nextDouble() < 0.15 ? 0.3 : 0.05);
    if (conditions.skyOffset().isPresent()) {
      offset = sigma * conditions.skyOffset().getAsDouble();
      slope = 0;
    }
    boolean resampled = random.nextDouble() < 0.3;
    MissingPixelPattern missing = MissingPixelPattern.draw(random, survey.width(), survey.height());
    NoiseModel noise =
        new NoiseModel(
            sigma,
            band.gain(),
            offset,
            slope * RandomVariates.clippedNormal(random, 0, 1, -2.5, 2.5),
            slope * RandomVariates.clippedNormal(random, 0, 1, -2.5, 2.5),
            resampled ? RandomVariates.uniform(random, 0, 0.5) : 0,
            resampled ? RandomVariates.uniform(random, 0, 0.5) : 0,
            missing);
    double x = centreOffset(random);
    double y = centreOffset(random);
    if (conditions.centreOffset().isPresent()) {
      double direction = Math.atan2(y, x);
      x = conditions.centreOffset().getAsDouble() * Math.cos(direction);
      y = conditions.centreOffset().getAsDouble() * Math.sin(direction);
    }
    return new Observation(
        psf,
        noise,
        (survey.width() - 1) / 2.0 + x,
        (survey.height() - 1) / 2.0 + y,
        1e-4 * band.skySigma());
  }

  /** Draws a pointing error: mostly one to three pixels, sometimes up to ten. */
  private static double centreOffset(SplittableRandom random) {
    double sigma = random.nextDouble() < 0.7 ? 1.5 : 5;
    return RandomVariates.clippedNormal(random, 0, sigma, -10, 10);
  }
}
