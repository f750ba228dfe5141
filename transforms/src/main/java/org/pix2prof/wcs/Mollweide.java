// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/** MOL: Mollweide's projection (Calabretta and Greisen 2002, section 5.3.3). */
final class Mollweide extends Projection {
  private static final double ROOT = Math.sqrt(2);
  private static final double CLOSE = 1e-15;
  private static final int MOST_STEPS = 100;

  @Override
  Direction direction(double xDeg, double yDeg) {
    double sinGamma = Math.toRadians(yDeg) / ROOT;
    double gamma = Math.asin(sinGamma);
    double cosGamma = Math.cos(gamma);
    double phi = Math.PI * Math.toRadians(xDeg) / (2 * ROOT * cosGamma);
    double theta = Math.asin((2 * gamma + Math.sin(2 * gamma)) / Math.PI);
    return Math.abs(phi) <= Math.PI && !Double.isNaN(theta)
        ? Direction.of(phi, theta)
        : Direction.NONE;
  }

  @Override
  PlanePoint place(Direction to) {
    double gamma = gamma(Math.PI * to.z() / to.length());
    return new PlanePoint(
        Math.toDegrees(2 * ROOT / Math.PI * to.phi() * Math.cos(gamma)),
        Math.toDegrees(ROOT * Math.sin(gamma)));
  }

  /** Solves 2 gamma + sin 2 gamma = target by Newton's method between shrinking bounds. */
  private static double gamma(double target) {
    double low = -Math.PI / 2;
    double high = Math.PI / 2;
    double at = target / 4;
    for (int step = 0; step < MOST_STEPS; step++) {
      double missed = 2 * at + Math.sin(2 * at) - target;
      if (missed > 0) {
        high = at;
      } else {
        low = at;
      }
      double next = at - missed / (2 + 2 * Math.cos(2 * at));
      if (!(next >= low && next <= high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - at) <= CLOSE) {
        return next;
      }
      at = next;
    }
    return at;
  }

  @Override
  String code() {
    return "MOL";
  }

  @Override
  double[] parameters() {
    return new double[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Mollweide;
  }

  @Override
  public int hashCode() {
    return Mollweide.class.hashCode();
  }
}
