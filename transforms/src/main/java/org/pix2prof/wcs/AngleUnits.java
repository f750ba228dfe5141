// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Locale;
import java.util.OptionalDouble;

/** Units of angle in CUNIT, in the spellings that writers use. */
public final class AngleUnits {
  /** List of the units, for messages. */
  public static final String NAMES = "deg, arcmin, arcsec, mas or rad";

  private AngleUnits() {}

  /**
   * Returns the size of a unit.
   *
   * @param unit in upper or lower case
   * @return in arcsec; empty if it is not a unit of angle
   */
  public static OptionalDouble arcsec(String unit) {
    return switch (unit.toLowerCase(Locale.ROOT)) {
      case "deg", "degree", "degrees", "degs" -> OptionalDouble.of(3600);
      case "arcmin", "arcmins", "arcminutes" -> OptionalDouble.of(60);
      case "arcsec", "arcsecs", "arcseconds", "asec" -> OptionalDouble.of(1);
      case "mas" -> OptionalDouble.of(1e-3);
      case "rad", "radian", "radians" -> OptionalDouble.of(Math.toDegrees(1) * 3600);
      default -> OptionalDouble.empty();
    };
  }
}
