// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Arrays;

/**
 * Projections in which the distance from the origin depends on the distance from the native pole
 * only (Calabretta and Greisen 2002, section 5.1): ARC, STG, ZEA and ZPN. Distances are in radians.
 */
final class Zenithal extends Projection {
  /** The projections, by section of the paper. */
  enum Kind {
    /** Stereographic, section 5.1.4. */
    STG,
    /** Zenithal equidistant, section 5.1.6. */
    ARC,
    /** Zenithal polynomial, section 5.1.7. */
    ZPN,
    /** Zenithal equal area, section 5.1.8. */
    ZEA
  }

  private static final double CLOSE = 1e-15;
  private static final int MOST_STEPS = 100;

  private final Kind kind;

  /** Coefficients of the distance from the pole; ZPN only. */
  private final double[] coefficients;

  /** Distance from the pole up to which the polynomial of ZPN increases. */
  private final double farthest;

  Zenithal(Kind kind, double[] coefficients) {
    this.kind = kind;
    this.coefficients = coefficients;
    this.farthest = farthest();
  }

  static Zenithal of(Kind kind) {
    return new Zenithal(kind, new double[] {0, 1});
  }

  /** ZPN with the coefficients PVi_0, PVi_1 and so on of the latitude axis. */
  static Zenithal polynomial(double... coefficients) {
    return new Zenithal(Kind.ZPN, coefficients);
  }

  /**
   * Returns the distance at which the polynomial first stops increasing, within rounding; at most
   * pi.
   */
  private double farthest() {
    int parts = 1800;
    for (int i = 1; i <= parts; i++) {
      if (!(slope(Math.PI * i / parts) > 0)) {
        double low = Math.PI * (i - 1) / parts;
        double high = Math.PI * i / parts;
        for (int step = 0; step < 60; step++) {
          double middle = (low + high) / 2;
          if (slope(middle) > 0) {
            low = middle;
          } else {
            high = middle;
          }
        }
        return low;
      }
    }
    return Math.PI;
  }

  private double radius(double distance) {
    return switch (kind) {
      case STG -> distance < Math.PI ? 2 * Math.tan(distance / 2) : Double.NaN;
      case ARC -> distance;
      case ZEA -> 2 * Math.sin(distance / 2);
      case ZPN -> distance <= farthest ? polynomial(distance) : Double.NaN;
    };
  }

  private double distance(double radius) {
    return switch (kind) {
      case STG -> 2 * Math.atan(radius / 2);
      case ARC -> radius <= Math.PI ? radius : Double.NaN;
      case ZEA -> 2 * Math.asin(radius / 2);
      case ZPN -> solve(radius);
    };
  }

  private double polynomial(double distance) {
    double sum = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      sum = sum * distance + coefficients[i];
    }
    return sum;
  }

  private double slope(double distance) {
    double sum = 0;
    for (int i = coefficients.length - 1; i > 0; i--) {
      sum = sum * distance + i * coefficients[i];
    }
    return sum;
  }

  /** Newton's method between shrinking bounds. */
  private double solve(double radius) {
    double low = 0;
    double high = farthest;
    if (!(radius >= polynomial(low) && radius <= polynomial(high))) {
      return Double.NaN;
    }
    double at = Math.min(high, Math.max(low, (radius - coefficients[0]) / slope(0)));
    for (int step = 0; step < MOST_STEPS; step++) {
      double missed = polynomial(at) - radius;
      if (missed > 0) {
        high = at;
      } else {
        low = at;
      }
      double next = at - missed / slope(at);
      if (!(next >= low && next <= high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - at) <= CLOSE * (1 + Math.abs(at))) {
        return next;
      }
      at = next;
    }
    return at;
  }

  @Override
  Direction direction(double xDeg, double yDeg) {
    double radius = Math.toRadians(Math.hypot(xDeg, yDeg));
    double distance = distance(radius);
    if (radius == 0) {
      return distance == 0 ? new Direction(0, 0, 1) : Direction.NONE;
    }
    double perRadius = Math.sin(distance) / radius;
    return new Direction(
        -Math.toRadians(yDeg) * perRadius, Math.toRadians(xDeg) * perRadius, Math.cos(distance));
  }

  @Override
  PlanePoint place(Direction to) {
    double across = Math.hypot(to.x(), to.y());
    double radius = Math.toDegrees(radius(Math.atan2(across, to.z())));
    return across == 0
        ? new PlanePoint(0, -radius)
        : new PlanePoint(radius * to.y() / across, -radius * to.x() / across);
  }

  @Override
  double fiducialLatitude() {
    return 90;
  }

  @Override
  String code() {
    return kind.name();
  }

  @Override
  double[] parameters() {
    return coefficients.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Zenithal that
        && kind == that.kind
        && Arrays.equals(coefficients, that.coefficients);
  }

  @Override
  public int hashCode() {
    return 31 * kind.name().hashCode() + Arrays.hashCode(coefficients);
  }
}
