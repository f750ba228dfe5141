// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.Locale;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Units of angles in tables. */
enum AngleUnit {
  DEGREE("degrees", Set.of("deg", "degree", "degrees", "degs")),
  ARCSEC("arcsec", Set.of("arcsec", "arcsecs", "arcsecond", "arcseconds", "asec")),
  ARCMIN("arcmin", Set.of("arcmin", "arcmins", "arcminute", "arcminutes", "amin")),
  MILLIARCSEC("mas", Set.of("mas", "milliarcsec")),
  RADIAN("radians", Set.of("rad", "radian", "radians")),
  HOUR("hours", Set.of("h", "hr", "hour", "hours", "hourangle")),
  HMS("hours, minutes and seconds", Set.of("h:m:s", "hms", "h m s", "hh:mm:ss", "hh mm ss")),
  DMS("degrees, minutes and seconds", Set.of("d:m:s", "dms", "d m s", "dd:mm:ss", "dd mm ss")),
  PIXEL("pixels", Set.of("pix", "pixel", "pixels"));

  private final String plural;
  private final Set<String> names;

  AngleUnit(String plural, Set<String> names) {
    this.plural = plural;
    this.names = names;
  }

  /** Returns the unit with this name; null if the text is another unit or a comment. */
  static @Nullable AngleUnit of(String name) {
    String plain = name.trim().replace("\"", "").toLowerCase(Locale.ROOT);
    for (AngleUnit unit : values()) {
      if (unit.names.contains(plain)) {
        return unit;
      }
    }
    return null;
  }

  String plural() {
    return plural;
  }
}
