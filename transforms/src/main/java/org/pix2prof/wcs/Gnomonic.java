// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * TAN: from the centre of the sphere to the tangent plane at the native pole (Calabretta and
 * Greisen 2002, section 5.1.3). TPV and TNX are this after a distortion of the plane.
 */
final class Gnomonic extends Projection {
  @Override
  Direction direction(double xDeg, double yDeg) {
    return new Direction(-Math.toRadians(yDeg), Math.toRadians(xDeg), 1);
  }

  @Override
  PlanePoint place(Direction to) {
    return to.z() > 0
        ? new PlanePoint(Math.toDegrees(to.y() / to.z()), Math.toDegrees(-to.x() / to.z()))
        : nowhere();
  }

  @Override
  double fiducialLatitude() {
    return 90;
  }

  @Override
  LinearTransform slopes(PlanePoint at, Direction first, Direction second) {
    double length = direction(at.xi(), at.eta()).length();
    return new LinearTransform(
        first.y() / length, -first.x() / length, second.y() / length, -second.x() / length);
  }

  @Override
  String code() {
    return "TAN";
  }

  @Override
  double[] parameters() {
    return new double[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Gnomonic;
  }

  @Override
  public int hashCode() {
    return Gnomonic.class.hashCode();
  }
}
