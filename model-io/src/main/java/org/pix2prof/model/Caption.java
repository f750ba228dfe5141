package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

/**
 * The profile that a model wrote under an image: one value per radial step, from the centre out.
 * The radii are those of the model's manifest ({@link ModelManifest.Radius#arcsec}).
 *
 * @param mu surface brightness, mag/arcsec^2
 * @param muErr one standard deviation of {@code mu}, mag/arcsec^2; null where the model gives none
 */
public record Caption(float[] mu, float[] muErr) {

  /**
   * Checks that both sequences have one length.
   *
   * @param mu surface brightness
   * @param muErr its standard deviation, or null
   */
  public Caption {
    requireNonNull(mu, "mu");
    if (muErr != null && muErr.length != mu.length) {
      throw new IllegalArgumentException(
          muErr.length + " uncertainties for " + mu.length + " values");
    }
  }

  /**
   * Number of radial steps.
   *
   * @return values of {@link #mu}
   */
  public int length() {
    return mu.length;
  }
}
