package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

/**
 * The profile that a model wrote under an image: one value per radial step, from the centre out.
 * The radii are those of the model's manifest ({@link ModelManifest.Radius#arcsec}).
 *
 * @param mu surface brightness, mag/arcsec^2
 * @param muErr one standard deviation of {@code mu}, mag/arcsec^2; null where the model gives none
 * @param ellipticity one minus the axis ratio of the isophote, 0 to 1; null where the model gives
 *     none
 * @param paDeg position angle of the isophote's major axis, degrees counter-clockwise from the
 *     image's +x axis, in [0, 180); null where the model gives none
 * @param centreX x of the isophotes' centre, pixels of the input; NaN where the model leaves it
 *     where the input has it
 * @param centreY y of the isophotes' centre, pixels of the input; NaN where {@code centreX} is
 */
public record Caption(
    float[] mu, float[] muErr, float[] ellipticity, float[] paDeg, double centreX, double centreY) {

  /**
   * Checks that the sequences have one length.
   *
   * @param mu surface brightness
   * @param muErr its standard deviation, or null
   * @param ellipticity of the isophotes, or null
   * @param paDeg of the isophotes, null where {@code ellipticity} is
   * @param centreX pixels, or NaN
   * @param centreY pixels, NaN where {@code centreX} is
   */
  public Caption {
    requireNonNull(mu, "mu");
    requireLength(mu, muErr, "uncertainties");
    requireLength(mu, ellipticity, "ellipticities");
    requireLength(mu, paDeg, "position angles");
    if ((ellipticity == null) != (paDeg == null)) {
      throw new IllegalArgumentException("ellipticity and position angle must come together");
    }
  }

  /**
   * A caption of isophotes about the input's centre.
   *
   * @param mu surface brightness, mag/arcsec^2
   * @param muErr its standard deviation, mag/arcsec^2, or null
   * @param ellipticity of the isophotes, or null
   * @param paDeg of the isophotes, degrees, null where {@code ellipticity} is
   */
  public Caption(float[] mu, float[] muErr, float[] ellipticity, float[] paDeg) {
    this(mu, muErr, ellipticity, paDeg, Double.NaN, Double.NaN);
  }

  /**
   * A caption that does not tell the isophotes' shapes.
   *
   * @param mu surface brightness, mag/arcsec^2
   * @param muErr its standard deviation, mag/arcsec^2, or null
   */
  public Caption(float[] mu, float[] muErr) {
    this(mu, muErr, null, null, Double.NaN, Double.NaN);
  }

  private static void requireLength(float[] mu, float[] other, String what) {
    if (other != null && other.length != mu.length) {
      throw new IllegalArgumentException(
          other.length + " " + what + " for " + mu.length + " values");
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
