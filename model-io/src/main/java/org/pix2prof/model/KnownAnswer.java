// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Profile that a model predicts for a reproducible test image. It detects machines that compute
 * wrongly before they caption galaxies. The image is an inclined exponential disc with noise from a
 * seeded generator.
 *
 * @param seed of the noise, at least 0
 * @param width of the image, pixels
 * @param height of the image, pixels
 * @param mu surface brightness of the first steps of the profile, mag/arcsec^2
 */
public record KnownAnswer(long seed, int width, int height, List<Float> mu) {
  private static final double PEAK = 2;
  private static final double SKY_SIGMA = 0.01;
  private static final double AXIS_RATIO = 0.6;
  private static final double POSITION_ANGLE = 35;

  /**
   * Checks the sizes.
   *
   * @param seed any number
   * @param width at least 1
   * @param height at least 1
   * @param mu at least one value, all finite; copied
   */
  public KnownAnswer {
    mu = List.copyOf(mu);
    if (width < 1 || height < 1 || mu.isEmpty()) {
      throw new IllegalArgumentException("a known answer needs an image and a profile");
    }
    for (Float value : mu) {
      if (!Float.isFinite(value)) {
        throw new IllegalArgumentException("a known answer cannot be " + value);
      }
    }
  }

  /**
   * Rounds a profile to the precision that a manifest stores.
   *
   * @param mu mag/arcsec^2
   * @return the values, rounded to 1e-5 mag/arcsec^2
   */
  public static List<Float> rounded(float[] mu) {
    List<Float> rounded = new ArrayList<>(mu.length);
    for (float value : mu) {
      rounded.add((float) (Math.rint(value * 1e5) / 1e5));
    }
    return rounded;
  }

  /**
   * Makes the image of a seed: an exponential disc of axis ratio 0.6, slightly off the middle of
   * the image. Its scale length is a twelfth of the shorter side, and its peak is 200 times the
   * noise.
   *
   * @param seed of the noise
   * @param width pixels
   * @param height pixels
   * @return a prepared image with values between about 0 and 2, with the disc's isophotes as its
   *     given isophotes
   */
  public static PreparedImage image(long seed, int width, int height) {
    double scaleLength = Math.min(width, height) / 12.0;
    double centreX = (width - 1) / 2.0 + 0.3;
    double centreY = (height - 1) / 2.0 - 0.2;
    double cos = Math.cos(Math.toRadians(POSITION_ANGLE));
    double sin = Math.sin(Math.toRadians(POSITION_ANGLE));
    float[] pixels = new float[width * height];
    long state = seed;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double along = (x - centreX) * cos + (y - centreY) * sin;
        double across = ((y - centreY) * cos - (x - centreX) * sin) / AXIS_RATIO;
        double a = Math.sqrt(along * along + across * across);
        state = state * 6364136223846793005L + 1442695040888963407L;
        // Uniform noise with the standard deviation of the sky.
        double noise = Math.sqrt(12) * ((state >>> 11) * 0x1p-53 - 0.5);
        pixels[y * width + x] = (float) (PEAK * Math.exp(-a / scaleLength) + SKY_SIGMA * noise);
      }
    }
    Isophotes isophotes = Isophotes.ofOneShape(centreX, centreY, 1 - AXIS_RATIO, POSITION_ANGLE);
    return new PreparedImage(
        pixels, width, height, centreX, centreY, 0, 0, 1, SKY_SIGMA, Set.of(), isophotes);
  }
}
