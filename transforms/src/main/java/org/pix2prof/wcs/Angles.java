// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/** Ranges of angles in degrees. */
final class Angles {
  private Angles() {}

  /** Normalises a direction to [0, 360). */
  static double wholeTurn(double deg) {
    return into(360, deg);
  }

  /** Normalises a position angle, which has no sign, to [0, 180). */
  static double halfTurn(double deg) {
    return into(180, deg);
  }

  private static double into(double turn, double deg) {
    double rest = deg % turn;
    double positive = rest < 0 ? rest + turn : rest;
    // A tiny negative angle rounds to a full turn; -0 becomes 0.
    return positive >= turn ? 0 : positive + 0.0;
  }
}
