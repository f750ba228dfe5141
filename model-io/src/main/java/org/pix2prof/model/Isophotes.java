// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/**
 * Concentric ellipses along which a galaxy is measured. They come from another band, another
 * program or the user. Between the given semi-major axes the shape is interpolated; inside the
 * first and beyond the last it does not change, so one ellipse describes a galaxy of one shape.
 *
 * @param centreX x of their common centre, pixels of their image; the middle of the first pixel is
 *     0. NaN if the centre is to be found.
 * @param centreY y of their common centre, pixels; NaN if {@code centreX} is
 * @param radiusArcsec semi-major axis of each, arcsec, increasing. The array is not copied: do not
 *     change it.
 * @param ellipticity one minus the axis ratio of each, at least 0 and less than 1. The array is not
 *     copied: do not change it.
 * @param paDeg position angle of each, degrees from the image's +x axis towards +y, in [0, 180).
 *     The array is not copied: do not change it.
 */
public record Isophotes(
    double centreX, double centreY, float[] radiusArcsec, float[] ellipticity, float[] paDeg) {

  /**
   * Checks the values.
   *
   * @param centreX pixels, or NaN
   * @param centreY pixels, NaN if {@code centreX} is
   * @param radiusArcsec one or more
   * @param ellipticity as many
   * @param paDeg as many
   * @throws IllegalArgumentException if the centre is infinite or half known, a number is out of
   *     range, or the arrays are empty or differ in length
   */
  public Isophotes {
    requireNonNull(radiusArcsec, "radiusArcsec");
    requireNonNull(ellipticity, "ellipticity");
    requireNonNull(paDeg, "paDeg");
    if (Double.isNaN(centreX) != Double.isNaN(centreY)
        || Double.isInfinite(centreX)
        || Double.isInfinite(centreY)) {
      throw new IllegalArgumentException(
          "isophotes cannot have the centre (" + centreX + ", " + centreY + ")");
    }
    checkShapes(radiusArcsec, ellipticity, paDeg);
  }

  private static void checkShapes(float[] radiusArcsec, float[] ellipticity, float[] paDeg) {
    int n = radiusArcsec.length;
    if (n == 0 || ellipticity.length != n || paDeg.length != n) {
      throw new IllegalArgumentException(
          "isophotes need a semi-major axis, an ellipticity and a position angle each, not "
              + n
              + ", "
              + ellipticity.length
              + " and "
              + paDeg.length);
    }
    for (int i = 0; i < n; i++) {
      float before = i == 0 ? -Float.MIN_VALUE : radiusArcsec[i - 1];
      if (!(radiusArcsec[i] > before && Float.isFinite(radiusArcsec[i]))) {
        throw new IllegalArgumentException(
            "the semi-major axis of isophote "
                + i
                + " must be finite and greater than the last one, not "
                + radiusArcsec[i]);
      }
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
   * Creates isophotes of one shape.
   *
   * @param centreX pixels, or NaN
   * @param centreY pixels, NaN if {@code centreX} is
   * @param ellipticity one minus the axis ratio
   * @param paDeg position angle, degrees from +x
   * @return the isophotes
   */
  public static Isophotes ofOneShape(
      double centreX, double centreY, double ellipticity, double paDeg) {
    return new Isophotes(
        centreX,
        centreY,
        new float[1],
        new float[] {(float) ellipticity},
        new float[] {(float) paDeg});
  }

  /**
   * Returns whether the centre is given.
   *
   * @return false if it is to be found
   */
  public boolean hasCentre() {
    return !Double.isNaN(centreX);
  }

  /**
   * Returns the isophotes at other semi-major axes. The interpolation is linear in the radius, of
   * the vector of length {@code ln(a/b)} and twice the position angle as direction, which is
   * defined for circles too.
   *
   * @param radii semi-major axes, arcsec, increasing
   * @return as many isophotes; the same shape where the semi-major axis is the same
   */
  public Isophotes at(float[] radii) {
    if (Arrays.equals(radii, radiusArcsec)) {
      return this;
    }
    float[] e = new float[radii.length];
    float[] pa = new float[radii.length];
    for (int i = 0; i < radii.length; i++) {
      int found = Arrays.binarySearch(radiusArcsec, radii[i]);
      int after = found < 0 ? -found - 1 : found;
      if (found >= 0 || after == 0 || after == radiusArcsec.length) {
        int same = Math.min(after, radiusArcsec.length - 1);
        e[i] = ellipticity[same];
        pa[i] = paDeg[same];
      } else {
        between(after, radii[i], e, pa, i);
      }
    }
    return new Isophotes(centreX, centreY, radii, e, pa);
  }

  /** Interpolates between the isophote {@code after} and the one before it. */
  private void between(int after, float radius, float[] e, float[] pa, int i) {
    int before = after - 1;
    double part =
        (radius - (double) radiusArcsec[before])
            / ((double) radiusArcsec[after] - radiusArcsec[before]);
    double x = (1 - part) * etaX(before) + part * etaX(after);
    double y = (1 - part) * etaY(before) + part * etaY(after);
    e[i] = (float) -Math.expm1(-Math.hypot(x, y));
    float degrees = (float) Math.toDegrees(Math.atan2(y, x) / 2);
    pa[i] = degrees < 0 ? (degrees + 180) % 180 : degrees;
  }

  private double etaX(int i) {
    return -Math.log1p(-ellipticity[i]) * Math.cos(Math.toRadians(2 * paDeg[i]));
  }

  private double etaY(int i) {
    return -Math.log1p(-ellipticity[i]) * Math.sin(Math.toRadians(2 * paDeg[i]));
  }

  /**
   * Returns the same shapes around another centre.
   *
   * @param x pixels
   * @param y pixels
   * @return isophotes that share the arrays
   */
  public Isophotes about(double x, double y) {
    return new Isophotes(x, y, radiusArcsec, ellipticity, paDeg);
  }

  /** Returns whether centre and shapes are equal. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Isophotes that
            && Double.compare(centreX, that.centreX) == 0
            && Double.compare(centreY, that.centreY) == 0
            && Arrays.equals(radiusArcsec, that.radiusArcsec)
            && Arrays.equals(ellipticity, that.ellipticity)
            && Arrays.equals(paDeg, that.paDeg));
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ellipticity) + Double.hashCode(centreX + 7 * centreY);
  }
}
