// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * Map of the sphere to a plane, in the native coordinates of the projection (Calabretta and Greisen
 * 2002, section 5). Positions on the plane are in degrees. Immutable.
 */
abstract sealed class Projection
    permits Gnomonic, Zenithal, SlantOrthographic, Cylindrical, Mollweide, HammerAitoff, Conic {
  /** Step of the numerical derivatives, degrees: their relative error is about 1e-10. */
  private static final double STEP = 1e-3;

  /**
   * Returns the direction at a position on the plane.
   *
   * @return of any length; {@link Direction#NONE} outside the sky
   */
  abstract Direction direction(double xDeg, double yDeg);

  /**
   * Returns the position of a direction on the plane.
   *
   * @param to of any length
   * @return NaN if the projection does not cover it
   */
  abstract PlanePoint place(Direction to);

  /** Returns the code of the projection in CTYPE. */
  abstract String code();

  /** Returns the parameters, as {@link Projections#of(String, double[])} takes them. */
  abstract double[] parameters();

  /** Native latitude of the fiducial point in degrees: theta_0 of section 2.2. */
  double fiducialLatitude() {
    return 0;
  }

  /**
   * Derivative of the direction with respect to the position, along two unit vectors perpendicular
   * to the direction.
   *
   * @return maps degrees on the plane to degrees on the sky
   */
  LinearTransform slopes(PlanePoint at, Direction first, Direction second) {
    Direction right = direction(at.xi() + STEP, at.eta());
    Direction left = direction(at.xi() - STEP, at.eta());
    Direction up = direction(at.xi(), at.eta() + STEP);
    Direction down = direction(at.xi(), at.eta() - STEP);
    return new LinearTransform(
        slope(left, right, first),
        slope(down, up, first),
        slope(left, right, second),
        slope(down, up, second));
  }

  private static double slope(Direction from, Direction to, Direction along) {
    return (dot(to, along) / to.length() - dot(from, along) / from.length())
        / Math.toRadians(2 * STEP);
  }

  private static double dot(Direction a, Direction b) {
    return a.x() * b.x() + a.y() * b.y() + a.z() * b.z();
  }

  static PlanePoint nowhere() {
    return new PlanePoint(Double.NaN, Double.NaN);
  }
}
