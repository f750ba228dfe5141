// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * The isophotal profile of a noise-free, PSF-convolved galaxy: at each semi-major axis the ellipse
 * about the true centre along which the galaxy varies least, and the mean surface brightness along
 * it. The arrays have the same length and are not copied.
 *
 * @param radiusArcsec semi-major axes, ascending, in arcsec
 * @param mu mean surface brightness along the ellipse, mag/arcsec^2
 * @param ellipticity one minus the axis ratio of the ellipse
 * @param paDeg position angle of the major axis in degrees, counter-clockwise from the image's +x
 *     axis, in [0, 180)
 */
public record TruthProfile(
    double[] radiusArcsec, double[] mu, double[] ellipticity, double[] paDeg) {

  /**
   * Checks that the arrays have the same length.
   *
   * @param radiusArcsec arcsec
   * @param mu mag/arcsec^2
   * @param ellipticity 0 to 1
   * @param paDeg degrees
   * @throws IllegalArgumentException if the lengths differ
   */
  public TruthProfile {
    int n = radiusArcsec.length;
    if (mu.length != n || ellipticity.length != n || paDeg.length != n) {
      throw new IllegalArgumentException(
          "the columns of a profile must have one length, not "
              + n
              + ", "
              + mu.length
              + ", "
              + ellipticity.length
              + ", "
              + paDeg.length);
    }
  }

  /**
   * Returns the number of samples.
   *
   * @return number of radii above the survey's limit
   */
  public int length() {
    return radiusArcsec.length;
  }
}
