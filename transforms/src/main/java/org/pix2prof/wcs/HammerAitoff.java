// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/** AIT: the equal-area projection of Hammer (Calabretta and Greisen 2002, section 5.3.4). */
final class HammerAitoff extends Projection {
  @Override
  Direction direction(double xDeg, double yDeg) {
    double x = Math.toRadians(xDeg);
    double y = Math.toRadians(yDeg);
    double square = 1 - x * x / 16 - y * y / 4;
    if (!(square >= 0.5)) {
      return Direction.NONE;
    }
    double z = Math.sqrt(square);
    return Direction.of(2 * Math.atan2(z * x / 2, 2 * square - 1), Math.asin(y * z));
  }

  @Override
  PlanePoint place(Direction to) {
    double length = to.length();
    double cosTheta = Math.hypot(to.x(), to.y()) / length;
    double half = to.phi() / 2;
    double gamma = Math.toDegrees(Math.sqrt(2 / (1 + cosTheta * Math.cos(half))));
    return new PlanePoint(2 * gamma * cosTheta * Math.sin(half), gamma * to.z() / length);
  }

  @Override
  String code() {
    return "AIT";
  }

  @Override
  double[] parameters() {
    return new double[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HammerAitoff;
  }

  @Override
  public int hashCode() {
    return HammerAitoff.class.hashCode();
  }
}
