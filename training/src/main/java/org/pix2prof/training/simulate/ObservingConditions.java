package org.pix2prof.training.simulate;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Conditions that every image of a test set shares, to see what each does to a model. What is not
 * given is drawn for each image.
 *
 * @param fwhmArcsec seeing, full width at half maximum, arcsec
 * @param centreOffset distance of the galaxy from the middle of the frame, pixels, in any direction
 * @param skyOffset residual of the sky, standard deviations of a sky pixel; without a gradient
 * @param companion what is put beside the galaxy
 */
public record ObservingConditions(
    OptionalDouble fwhmArcsec,
    OptionalDouble centreOffset,
    OptionalDouble skyOffset,
    Optional<Companion> companion) {

  /** What is put beside a galaxy, at 15 to 30 arcsec. */
  public enum Companion {
    /** A star a magnitude brighter than the galaxy. */
    STAR,
    /** A galaxy as bright, of a size that is usual for it. */
    GALAXY
  }

  /** Everything is drawn. */
  public static final ObservingConditions ANY =
      new ObservingConditions(
          OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), Optional.empty());

  /**
   * Checks the conditions.
   *
   * @param fwhmArcsec arcsec
   * @param centreOffset pixels
   * @param skyOffset standard deviations
   * @param companion beside the galaxy
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
