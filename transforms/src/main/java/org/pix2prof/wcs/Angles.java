package org.pix2prof.wcs;

/** Ranges of angles in degrees. */
final class Angles {
  private Angles() {}

  /** The same direction in [0, 360). */
  static double wholeTurn(double deg) {
    return into(360, deg);
  }

  /** The same line in [0, 180): a position angle has no head and tail. */
  static double halfTurn(double deg) {
    return into(180, deg);
  }

  private static double into(double turn, double deg) {
    double rest = deg % turn;
    double positive = rest < 0 ? rest + turn : rest;
    // A tiny negative angle rounds to the whole turn; -0 becomes 0.
    return positive >= turn ? 0 : positive + 0.0;
  }
}
