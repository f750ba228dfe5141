// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.Optional;
import org.pix2prof.wcs.SkyPoint;

/** Positions on the sky in the forms that people write. */
public final class SkyCoordinates {
  private static final double DEGREES_PER_HOUR = 15;

  /**
   * Parses a position in sexagesimal form, with colons or with the letters of the units.
   *
   * @param ra right ascension, in hours such as {@code 12:34:56.7} or {@code 12h34m56.7s}, or in
   *     degrees with letters
   * @param dec declination in degrees, such as {@code +01:02:03} or {@code 1d02m03s}
   * @return the position; empty if a text is none, or out of range
   */
  public static Optional<SkyPoint> sexagesimal(String ra, String dec) {
    Optional<Double> alpha = Sexagesimal.of(ra).flatMap(SkyCoordinates::rightAscension);
    Optional<Double> delta = Sexagesimal.of(dec).flatMap(SkyCoordinates::declination);
    return alpha.flatMap(a -> delta.flatMap(d -> degrees(a, d)));
  }

  /**
   * Returns a position in degrees.
   *
   * @param ra right ascension, 0 to 360 or -180 to 180
   * @param dec declination
   * @return the position; empty if a number is out of range
   */
  public static Optional<SkyPoint> degrees(double ra, double dec) {
    if (!(ra >= -180 && ra <= 360 && Math.abs(dec) <= 90)) {
      return Optional.empty();
    }
    double wrapped = ra < 0 ? ra + 360 : ra;
    return Optional.of(new SkyPoint(wrapped >= 360 ? 0 : wrapped + 0.0, dec + 0.0));
  }

  private static Optional<Double> rightAscension(Sexagesimal angle) {
    return switch (angle.separator()) {
      case COLONS, HOUR_LETTERS ->
          angle.value() >= 0 && angle.value() < 24
              ? Optional.of(angle.value() * DEGREES_PER_HOUR)
              : Optional.empty();
      case DEGREE_LETTERS -> Optional.of(angle.value());
      case BLANKS -> Optional.empty();
    };
  }

  private static Optional<Double> declination(Sexagesimal angle) {
    return switch (angle.separator()) {
      case COLONS, DEGREE_LETTERS -> Optional.of(angle.value());
      case HOUR_LETTERS, BLANKS -> Optional.empty();
    };
  }

  private SkyCoordinates() {}
}
