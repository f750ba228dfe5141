// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import java.util.Locale;

/**
 * Sky of an image, in its own flux units.
 *
 * @param level flux per pixel at the middle of the image
 * @param slopeX increase of the level per pixel along x
 * @param slopeY increase of the level per pixel along y
 * @param error one standard deviation of the level; 0 if the level is given, not measured
 * @param sigma standard deviation of one pixel of the sky; 0 in an image without noise
 */
public record SkyLevel(double level, double slopeX, double slopeY, double error, double sigma) {
  /** No sky and no noise. */
  public static final SkyLevel ZERO = new SkyLevel(0, 0, 0, 0, 0);

  /**
   * Checks the numbers.
   *
   * @param level finite
   * @param slopeX finite
   * @param slopeY finite
   * @param error not negative
   * @param sigma not negative
   * @throws IllegalArgumentException if a number is invalid
   */
  public SkyLevel {
    if (!(error >= 0 && sigma >= 0 && Double.isFinite(level + slopeX + slopeY + error + sigma))) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a sky cannot have level %s, slopes %s and %s, error %s and sigma %s",
              level,
              slopeX,
              slopeY,
              error,
              sigma));
    }
  }

  /**
   * Creates a sky of one level.
   *
   * @param level flux per pixel
   * @param error one standard deviation of the level
   * @param sigma standard deviation of one pixel
   */
  public SkyLevel(double level, double error, double sigma) {
    this(level, 0, 0, error, sigma);
  }

  /**
   * Returns the level at a position.
   *
   * @param x from the middle of the image, pixels
   * @param y from the middle of the image, pixels
   * @return flux per pixel
   */
  public double at(double x, double y) {
    return level + slopeX * x + slopeY * y;
  }

  /**
   * Returns this sky with another level.
   *
   * @param change added to the level, flux per pixel
   * @return the sky
   */
  public SkyLevel plus(double change) {
    return new SkyLevel(level + change, slopeX, slopeY, error, sigma);
  }

  /**
   * Returns this sky with another level error.
   *
   * @param other one standard deviation of the level
   * @return the sky
   */
  public SkyLevel withError(double other) {
    return new SkyLevel(level, slopeX, slopeY, other, sigma);
  }
}
