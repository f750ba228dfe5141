// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Objects;

/**
 * Projections to a cone (Calabretta and Greisen 2002, section 5.4): parallels are arcs around one
 * point of the plane. All angles are in radians.
 */
final class Conic extends Projection {
  /** The projections, by section of the paper. */
  enum Kind {
    /** Conic perspective, section 5.4.1. */
    COP,
    /** Conic equal area, section 5.4.2. */
    COE,
    /** Conic equidistant, section 5.4.3. */
    COD,
    /** Conic orthomorphic, section 5.4.4. */
    COO
  }

  private final Kind kind;

  /** Mean of the latitudes of the two standard parallels, PVi_1 of the latitude axis. */
  private final double thetaA;

  /** Half of their difference, PVi_2 of the latitude axis. */
  private final double eta;

  /** The constant of the cone: angle on the plane per angle of longitude. */
  private final double c;

  /** Distance of the origin from the centre of the arcs. */
  private final double y0;

  Conic(Kind kind, double thetaA, double eta) {
    this.kind = kind;
    this.thetaA = thetaA;
    this.eta = eta;
    c = constant();
    y0 = radius(thetaA);
  }

  private double constant() {
    double theta1 = thetaA - eta;
    double theta2 = thetaA + eta;
    return switch (kind) {
      case COP -> Math.sin(thetaA);
      case COE -> (Math.sin(theta1) + Math.sin(theta2)) / 2;
      case COD -> eta == 0 ? Math.sin(thetaA) : Math.sin(thetaA) * Math.sin(eta) / eta;
      case COO ->
          eta == 0
              ? Math.sin(thetaA)
              : Math.log(Math.cos(theta2) / Math.cos(theta1))
                  / Math.log(
                      Math.tan((Math.PI / 2 - theta2) / 2) / Math.tan((Math.PI / 2 - theta1) / 2));
    };
  }

  /** Distance of a parallel from the centre of the arcs. */
  private double radius(double theta) {
    double theta1 = thetaA - eta;
    double theta2 = thetaA + eta;
    return switch (kind) {
      case COP ->
          Math.abs(theta - thetaA) < Math.PI / 2
              ? Math.cos(eta) * (1 / Math.tan(thetaA) - Math.tan(theta - thetaA))
              : Double.NaN;
      case COE -> Math.sqrt(1 + Math.sin(theta1) * Math.sin(theta2) - 2 * c * Math.sin(theta)) / c;
      case COD -> thetaA - theta + (eta == 0 ? 1 : eta / Math.tan(eta)) / Math.tan(thetaA);
      case COO ->
          Math.cos(theta1)
              / c
              * Math.pow(
                  Math.tan((Math.PI / 2 - theta) / 2) / Math.tan((Math.PI / 2 - theta1) / 2), c);
    };
  }

  private double theta(double radius) {
    double theta1 = thetaA - eta;
    double theta2 = thetaA + eta;
    return switch (kind) {
      case COP -> thetaA + Math.atan(1 / Math.tan(thetaA) - radius / Math.cos(eta));
      case COE ->
          Math.asin((1 + Math.sin(theta1) * Math.sin(theta2) - c * c * radius * radius) / (2 * c));
      case COD -> thetaA - radius + (eta == 0 ? 1 : eta / Math.tan(eta)) / Math.tan(thetaA);
      case COO ->
          Math.PI / 2
              - 2
                  * Math.atan(
                      Math.tan((Math.PI / 2 - theta1) / 2)
                          * Math.pow(radius * c / Math.cos(theta1), 1 / c));
    };
  }

  @Override
  Direction direction(double xDeg, double yDeg) {
    double x = Math.toRadians(xDeg);
    double y = y0 - Math.toRadians(yDeg);
    double sign = Math.signum(thetaA);
    double theta = theta(sign * Math.hypot(x, y));
    double phi = Math.atan2(sign * x, sign * y) / c;
    boolean sky = Math.abs(phi) <= Math.PI && Math.abs(theta) <= Math.PI / 2;
    return sky ? Direction.of(phi, theta) : Direction.NONE;
  }

  @Override
  PlanePoint place(Direction to) {
    double radius = radius(to.theta());
    double angle = c * to.phi();
    return new PlanePoint(
        Math.toDegrees(radius * Math.sin(angle)), Math.toDegrees(y0 - radius * Math.cos(angle)));
  }

  @Override
  double fiducialLatitude() {
    return Math.toDegrees(thetaA);
  }

  @Override
  String code() {
    return kind.name();
  }

  @Override
  double[] parameters() {
    return new double[] {thetaA, eta};
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Conic that
        && kind == that.kind
        && thetaA == that.thetaA
        && eta == that.eta;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind.name(), thetaA, eta);
  }
}
