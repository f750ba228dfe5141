// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Objects;

/**
 * SIN: from infinity to the plane, at a slant if PVi_1 (xi) or PVi_2 (eta) of the latitude axis is
 * not 0 (Calabretta and Greisen 2002, section 5.1.5).
 */
final class SlantOrthographic extends Projection {
  private final double xi;
  private final double eta;

  SlantOrthographic(double xi, double eta) {
    this.xi = xi;
    this.eta = eta;
  }

  /** With w = 1 - sin theta, equations 61 and 62 are one quadratic equation for w. */
  @Override
  Direction direction(double xDeg, double yDeg) {
    double x = Math.toRadians(xDeg);
    double y = Math.toRadians(yDeg);
    double a = 1 + xi * xi + eta * eta;
    double b = 1 + xi * x + eta * y;
    double c = x * x + y * y;
    double w = c / (b + Math.sqrt(b * b - a * c));
    return new Direction(eta * w - y, x - xi * w, 1 - w);
  }

  @Override
  PlanePoint place(Direction to) {
    double length = to.length();
    double w = 1 - to.z() / length;
    double x = to.y() / length + xi * w;
    double y = -to.x() / length + eta * w;
    // The other half of the sphere is the other solution of the quadratic equation.
    boolean shown = (1 + xi * xi + eta * eta) * w <= 1 + xi * x + eta * y;
    return shown ? new PlanePoint(Math.toDegrees(x), Math.toDegrees(y)) : nowhere();
  }

  @Override
  double fiducialLatitude() {
    return 90;
  }

  @Override
  String code() {
    return "SIN";
  }

  @Override
  double[] parameters() {
    return new double[] {xi, eta};
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SlantOrthographic that && xi == that.xi && eta == that.eta;
  }

  @Override
  public int hashCode() {
    return Objects.hash(xi, eta);
  }
}
