// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Observing conditions shared by all images of a test set, to measure a model's sensitivity to
 * them. Conditions that are empty are drawn for each image.
 *
 * @param fwhmArcsec seeing, FWHM in arcsec
 * @param centreOffset distance of the galaxy from the image centre, pixels, in a random direction
 * @param skyOffset sky residual without gradient, standard deviations of a sky pixel
 * @param companion companion of the galaxy
 */
public record ObservingConditions(
    OptionalDouble fwhmArcsec,
    OptionalDouble centreOffset,
    OptionalDouble skyOffset,
    Optional<Companion> companion) {

  /** A companion of the galaxy. */
  public enum Companion {
    /** A star one magnitude brighter than the galaxy, 15 to 30 arcsec from it. */
    STAR,
    /** A galaxy as bright, of typical size for its magnitude, 15 to 30 arcsec from it. */
    GALAXY,
    /**
     * One or two stars, 2 mag brighter to 3 mag fainter, at 1.5 to 12 times the seeing, or a
     * galaxy, 0.4 mag brighter to 2 mag fainter, at 2.5 to 16 times the seeing, or both.
     */
    CLOSE
  }

  /** No fixed condition: all are drawn. */
  public static final ObservingConditions ANY =
      new ObservingConditions(
          OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

  /**
   * Checks the conditions.
   *
   * @param fwhmArcsec arcsec
   * @param centreOffset pixels
   * @param skyOffset standard deviations
   * @param companion companion
   * @throws IllegalArgumentException if a value is outside its range
   */
  public ObservingConditions {
    requireNonNull(companion, "companion");
    if (fwhmArcsec.isPresent() && !(fwhmArcsec.getAsDouble() > 0)) {
      throw new IllegalArgumentException(
          "the seeing must be greater than 0, not " + fwhmArcsec.getAsDouble() + " arcsec");
    }
    if (centreOffset.isPresent() && !(centreOffset.getAsDouble() >= 0)) {
      throw new IllegalArgumentException(
          "the centre's offset must be 0 or more, not " + centreOffset.getAsDouble() + " pixels");
    }
  }
}
