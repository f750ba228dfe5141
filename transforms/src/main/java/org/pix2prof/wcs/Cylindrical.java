// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Objects;

/**
 * Projections in which parallels are straight lines with an even scale: CAR, CEA, MER (Calabretta
 * and Greisen 2002, section 5.2) and SFL (section 5.3.1). Longitudes are from -180 to 180 degrees
 * relative to the fiducial point.
 */
final class Cylindrical extends Projection {
  /** The projections, by section of the paper. */
  enum Kind {
    /** Cylindrical equal area, section 5.2.2. */
    CEA,
    /** Plate carrée, section 5.2.3. */
    CAR,
    /** Mercator, section 5.2.4. */
    MER,
    /** Sanson-Flamsteed, section 5.3.1. */
    SFL
  }

  private final Kind kind;

  /** Lambda of CEA, the squared cosine of the latitude with equal scales in both directions. */
  private final double lambda;

  Cylindrical(Kind kind, double lambda) {
    this.kind = kind;
    this.lambda = lambda;
  }

  static Cylindrical of(Kind kind) {
    return new Cylindrical(kind, 1);
  }

  static Cylindrical equalArea(double lambda) {
    return new Cylindrical(Kind.CEA, lambda);
  }

  @Override
  Direction direction(double xDeg, double yDeg) {
    double x = Math.toRadians(xDeg);
    double y = Math.toRadians(yDeg);
    double theta =
        switch (kind) {
          case CEA -> Math.asin(y * lambda);
          case CAR, SFL -> Math.abs(y) <= Math.PI / 2 ? y : Double.NaN;
          case MER -> 2 * Math.atan(Math.exp(y)) - Math.PI / 2;
        };
    double phi = kind == Kind.SFL ? x / Math.cos(theta) : x;
    boolean beyond = kind == Kind.SFL && Math.abs(phi) > Math.PI;
    return Double.isNaN(theta) || beyond ? Direction.NONE : Direction.of(phi, theta);
  }

  @Override
  PlanePoint place(Direction to) {
    double theta = to.theta();
    double y =
        switch (kind) {
          case CEA -> Math.sin(theta) / lambda;
          case CAR, SFL -> theta;
          case MER ->
              Math.abs(theta) < Math.PI / 2
                  ? Math.log(Math.tan((Math.PI / 2 + theta) / 2))
                  : Double.NaN;
        };
    double x = kind == Kind.SFL ? to.phi() * Math.cos(theta) : to.phi();
    return new PlanePoint(Math.toDegrees(x), Math.toDegrees(y));
  }

  @Override
  String code() {
    return kind.name();
  }

  @Override
  double[] parameters() {
    return new double[] {lambda};
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cylindrical that && kind == that.kind && lambda == that.lambda;
  }

  @Override
  public int hashCode() {
    return Objects.hash(kind.name(), lambda);
  }
}
