// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.references;

import java.util.Optional;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Shapes of a galaxy's isophotes; unknown ones are NaN.
 *
 * @param radiusArcsec semi-major axes, arcsec, increasing
 * @param ellipticity one minus the axis ratio
 * @param paDeg position angle of the major axis, degrees counter-clockwise from +x
 */
public record IsophoteShapes(double[] radiusArcsec, double[] ellipticity, double[] paDeg) {
  /**
   * Checks the lengths.
   *
   * @param radiusArcsec semi-major axes
   * @param ellipticity as many
   * @param paDeg as many
   * @throws IllegalArgumentException if the lengths differ
   */
  public IsophoteShapes {
    if (ellipticity.length != radiusArcsec.length || paDeg.length != radiusArcsec.length) {
      throw new IllegalArgumentException(
          radiusArcsec.length
              + " isophotes cannot have "
              + ellipticity.length
              + " ellipticities and "
              + paDeg.length
              + " position angles");
    }
  }

  /**
   * Returns the isophote shapes of a profile.
   *
   * @param profile with or without shapes
   * @return its shapes; empty if its model gives none
   */
  public static Optional<IsophoteShapes> of(SurfaceBrightnessProfile profile) {
    return profile
        .ellipticity()
        .map(
            ellipticity ->
                new IsophoteShapes(
                    FloatConversions.of(profile.radiusArcsec()),
                    FloatConversions.of(ellipticity),
                    FloatConversions.of(profile.paDeg().orElseThrow())));
  }

  /**
   * Interpolates the shapes at other radii. The interpolation is linear in (e cos 2p, e sin 2p)
   * against log radius, so that 179 and 1 degree meet at 0.
   *
   * @param radius semi-major axes, arcsec, greater than 0
   * @return shapes with position angles in [0, 180); NaN outside the range of these isophotes
   */
  public IsophoteShapes at(double[] radius) {
    int n = radiusArcsec.length;
    double[] x = new double[n];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double angle = Math.toRadians(2 * paDeg[i]);
      // A round isophote needs no position angle.
      x[i] = ellipticity[i] == 0 ? 0 : ellipticity[i] * Math.cos(angle);
      y[i] = ellipticity[i] == 0 ? 0 : ellipticity[i] * Math.sin(angle);
    }
    LogRadius own = LogRadius.of(radiusArcsec);
    double[] ex = own.at(radius, x);
    double[] ey = own.at(radius, y);
    double[] e = new double[radius.length];
    double[] pa = new double[radius.length];
    for (int i = 0; i < radius.length; i++) {
      e[i] = Math.hypot(ex[i], ey[i]);
      double half = Math.toDegrees(Math.atan2(ey[i], ex[i])) / 2;
      pa[i] = half < 0 ? half + 180 : half;
    }
    return new IsophoteShapes(radius, e, pa);
  }

  /**
   * Returns the angle between two major axes.
   *
   * @param paDeg position angle of one axis, degrees
   * @param otherPaDeg position angle of the other axis, degrees
   * @return the angle between them, 0 to 90 degrees
   */
  public static double turn(double paDeg, double otherPaDeg) {
    return Math.abs(Math.IEEEremainder(paDeg - otherPaDeg, 180));
  }
}
