// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.structure;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Profile of a galaxy, as {@link StructuralParameters} measures it. All arrays have one value per
 * sample and are not copied.
 *
 * @param radiusArcsec semi-major axes, arcsec, increasing
 * @param mu surface brightness, mag/arcsec^2
 * @param muErr one standard deviation of mu, mag/arcsec^2, including the error of the sky; empty if
 *     unknown
 * @param ellipticity {@code 1 - b/a} of each isophote; empty if unknown
 * @param paDeg position angle of each isophote's major axis, degrees counter-clockwise from the
 *     image's +x axis; empty if unknown
 * @param paSkyDeg position angle of each isophote's major axis on the sky, degrees from north
 *     through east; empty if unknown
 * @param skyErrorMu surface brightness of one standard deviation of the sky, mag/arcsec^2; empty if
 *     unknown or 0
 * @param pixelScaleArcsec side of a pixel of the image, arcsec; empty if unknown
 */
@SuppressWarnings("ArrayRecordComponent")
public record RadialProfile(
    float[] radiusArcsec,
    float[] mu,
    Optional<float[]> muErr,
    Optional<float[]> ellipticity,
    Optional<float[]> paDeg,
    Optional<float[]> paSkyDeg,
    OptionalDouble skyErrorMu,
    OptionalDouble pixelScaleArcsec) {

  /**
   * Checks the lengths.
   *
   * @param radiusArcsec semi-major axes
   * @param mu as many
   * @param muErr as many
   * @param ellipticity as many
   * @param paDeg as many
   * @param paSkyDeg as many
   * @param skyErrorMu mag/arcsec^2
   * @param pixelScaleArcsec arcsec
   * @throws IllegalArgumentException if the arrays differ in length
   */
  public RadialProfile {
    requireLength(radiusArcsec.length, "mu", Optional.of(mu));
    requireLength(radiusArcsec.length, "mu_err", muErr);
    requireLength(radiusArcsec.length, "ellipticity", ellipticity);
    requireLength(radiusArcsec.length, "pa_deg", paDeg);
    requireLength(radiusArcsec.length, "pa_sky_deg", paSkyDeg);
  }

  private static void requireLength(int length, String name, Optional<float[]> values) {
    if (values.isPresent() && values.get().length != length) {
      throw new IllegalArgumentException(
          "a profile's arrays must have one length: radius has "
              + length
              + " and "
              + name
              + " has "
              + values.get().length);
    }
  }

  /**
   * Creates a profile without errors and isophote shapes.
   *
   * @param radiusArcsec semi-major axes, arcsec, increasing
   * @param mu surface brightness, mag/arcsec^2
   * @return the profile
   */
  public static RadialProfile of(float[] radiusArcsec, float[] mu) {
    return new RadialProfile(
        radiusArcsec,
        mu,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /**
   * Returns this profile with errors of mu.
   *
   * @param errors mag/arcsec^2
   * @return the profile
   */
  public RadialProfile withMuErr(Optional<float[]> errors) {
    return new RadialProfile(
        radiusArcsec, mu, errors, ellipticity, paDeg, paSkyDeg, skyErrorMu, pixelScaleArcsec);
  }

  /**
   * Returns this profile with ellipticities.
   *
   * @param values {@code 1 - b/a}
   * @return the profile
   */
  public RadialProfile withEllipticity(Optional<float[]> values) {
    return new RadialProfile(
        radiusArcsec, mu, muErr, values, paDeg, paSkyDeg, skyErrorMu, pixelScaleArcsec);
  }

  /**
   * Returns this profile with position angles.
   *
   * @param image degrees counter-clockwise from +x
   * @param sky degrees from north through east
   * @return the profile
   */
  public RadialProfile withPositionAngles(Optional<float[]> image, Optional<float[]> sky) {
    return new RadialProfile(
        radiusArcsec, mu, muErr, ellipticity, image, sky, skyErrorMu, pixelScaleArcsec);
  }

  /**
   * Returns this profile with an error of the sky.
   *
   * @param error surface brightness of one standard deviation, mag/arcsec^2
   * @return the profile
   */
  public RadialProfile withSkyErrorMu(OptionalDouble error) {
    return new RadialProfile(
        radiusArcsec, mu, muErr, ellipticity, paDeg, paSkyDeg, error, pixelScaleArcsec);
  }

  /**
   * Returns this profile with a pixel scale.
   *
   * @param arcsec side of a pixel
   * @return the profile
   */
  public RadialProfile withPixelScaleArcsec(OptionalDouble arcsec) {
    return new RadialProfile(
        radiusArcsec, mu, muErr, ellipticity, paDeg, paSkyDeg, skyErrorMu, arcsec);
  }
}
