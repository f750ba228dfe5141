// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * Profile that a model predicts for an image: one value per radial step, from the centre outwards.
 * The radii are those of the model's manifest ({@link ModelManifest.Radius#arcsec}), times the
 * {@link PreparedImage#radiusFactor} of the image.
 *
 * @param mu surface brightness, mag/arcsec^2
 * @param muErr one standard deviation of {@code mu}, mag/arcsec^2; null if the model has none
 * @param ellipticity one minus the axis ratio of the isophote, 0 to 1; null if the model has none
 * @param paDeg position angle of the isophote's major axis, degrees counter-clockwise from the
 *     image's +x axis, in [0, 180); null if the model has none
 * @param centreX x of the isophotes' centre, pixels of the input; NaN if the model keeps the
 *     input's centre
 * @param centreY y of the isophotes' centre, pixels of the input; NaN if {@code centreX} is
 * @param skyExcess sky that was subtracted in excess and that {@code mu} has again, in flux of the
 *     manifest's zero point per arcsec^2; 0 if the model does not predict it
 * @param otherTarget whether the model chose another source of the image than preprocessing found,
 *     so that the input's neighbours and flags are not those of this galaxy
 * @param flags conditions that the model found
 */
public record Caption(
    float[] mu,
    float[] muErr,
    float[] ellipticity,
    float[] paDeg,
    double centreX,
    double centreY,
    double skyExcess,
    boolean otherTarget,
    Set<Flag> flags) {

  /**
   * Checks that all arrays have the same length.
   *
   * @param mu surface brightness
   * @param muErr its standard deviation, or null
   * @param ellipticity of the isophotes, or null
   * @param paDeg of the isophotes, null if {@code ellipticity} is
   * @param centreX pixels, or NaN
   * @param centreY pixels, NaN if {@code centreX} is
   * @param skyExcess flux per arcsec^2
   * @param otherTarget any
   * @param flags copied
   */
  public Caption {
    requireNonNull(mu, "mu");
    requireLength(mu, muErr, "uncertainties");
    requireLength(mu, ellipticity, "ellipticities");
    requireLength(mu, paDeg, "position angles");
    if ((ellipticity == null) != (paDeg == null)) {
      throw new IllegalArgumentException("ellipticity and position angle must be given together");
    }
    flags = Set.copyOf(flags);
  }

  /**
   * Creates a caption of a model that takes the sky as it is.
   *
   * @param mu surface brightness, mag/arcsec^2
   * @param muErr its standard deviation, mag/arcsec^2, or null
   * @param ellipticity of the isophotes, or null
   * @param paDeg of the isophotes, degrees, null if {@code ellipticity} is
   * @param centreX pixels, or NaN
   * @param centreY pixels, NaN if {@code centreX} is
   */
  public Caption(
      float[] mu,
      float[] muErr,
      float[] ellipticity,
      float[] paDeg,
      double centreX,
      double centreY) {
    this(mu, muErr, ellipticity, paDeg, centreX, centreY, 0, false, Set.of());
  }

  /**
   * Creates a caption whose isophotes share the input's centre.
   *
   * @param mu surface brightness, mag/arcsec^2
   * @param muErr its standard deviation, mag/arcsec^2, or null
   * @param ellipticity of the isophotes, or null
   * @param paDeg of the isophotes, degrees, null if {@code ellipticity} is
   */
  public Caption(float[] mu, float[] muErr, float[] ellipticity, float[] paDeg) {
    this(mu, muErr, ellipticity, paDeg, Double.NaN, Double.NaN);
  }

  /**
   * Creates a caption without isophotes.
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
