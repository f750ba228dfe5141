// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Concentric ellipses along which a galaxy is measured, one per radial step of a model's profile.
 * They come from another band or another program. Their semi-major axes are the radii of the
 * model's manifest ({@link ModelManifest.Radius#arcsec}). The last ellipse's shape applies to all
 * further steps of a longer profile.
 *
 * @param centreX x of their common centre, pixels of their image; the middle of the first pixel is
 *     0
 * @param centreY y of their common centre, pixels
 * @param ellipticity one minus the axis ratio of each, at least 0 and less than 1. The array is not
 *     copied: do not change it.
 * @param paDeg position angle of each, degrees from the image's +x axis towards +y, in [0, 180).
 *     The array is not copied: do not change it.
 */
public record Isophotes(double centreX, double centreY, float[] ellipticity, float[] paDeg) {

  /**
   * Checks the values.
   *
   * @param centreX pixels
   * @param centreY pixels
   * @param ellipticity one or more
   * @param paDeg as many
   * @throws IllegalArgumentException if the centre is not finite, an ellipticity or angle is out of
   *     range, or the arrays are empty or differ in length
   */
  public Isophotes {
    requireNonNull(ellipticity, "ellipticity");
    requireNonNull(paDeg, "paDeg");
    if (!Double.isFinite(centreX) || !Double.isFinite(centreY)) {
      throw new IllegalArgumentException(
          "isophotes need a centre, not (" + centreX + ", " + centreY + ")");
    }
    checkShapes(ellipticity, paDeg);
  }

  private static void checkShapes(float[] ellipticity, float[] paDeg) {
    if (ellipticity.length == 0 || ellipticity.length != paDeg.length) {
      throw new IllegalArgumentException(
          "isophotes need an ellipticity and a position angle each, not "
              + ellipticity.length
              + " and "
              + paDeg.length);
    }
    for (int i = 0; i < ellipticity.length; i++) {
      if (!(ellipticity[i] >= 0 && ellipticity[i] < 1) || !(paDeg[i] >= 0 && paDeg[i] < 180)) {
        throw new IllegalArgumentException(
            "isophote "
                + i
                + " cannot have ellipticity "
                + ellipticity[i]
                + " and position angle "
                + paDeg[i]);
      }
    }
  }

  /**
   * Ellipticities of a profile's steps.
   *
   * @param length number of steps
   * @return the first {@code length}; the last one is repeated if there are fewer
   */
  public float[] ellipticities(int length) {
    return extend(ellipticity, length);
  }

  /**
   * Position angles of a profile's steps.
   *
   * @param length number of steps
   * @return the first {@code length}; the last one is repeated if there are fewer
   */
  public float[] positionAngles(int length) {
    return extend(paDeg, length);
  }

  private static float[] extend(float[] values, int length) {
    float[] all = Arrays.copyOf(values, length);
    if (length > values.length) {
      Arrays.fill(all, values.length, length, values[values.length - 1]);
    }
    return all;
  }

  /**
   * Returns the same shapes around another centre.
   *
   * @param x pixels
   * @param y pixels
   * @return isophotes that share the arrays
   */
  public Isophotes about(double x, double y) {
    return new Isophotes(x, y, ellipticity, paDeg);
  }

  /** Returns whether centre and shapes are equal. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Isophotes that
            && centreX == that.centreX
            && centreY == that.centreY
            && Arrays.equals(ellipticity, that.ellipticity)
            && Arrays.equals(paDeg, that.paDeg));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ellipticity) + Double.hashCode(centreX + 7 * centreY);
  }
}
