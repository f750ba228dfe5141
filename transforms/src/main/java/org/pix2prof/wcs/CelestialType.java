// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * CTYPE of a celestial axis: {@code RA---TAN-SIP} has the coordinate RA, the projection TAN and the
 * distortion SIP.
 *
 * @param keyword CTYPEn
 * @param text its value, upper case
 */
public record CelestialType(String keyword, String text) {
  private static final Pattern CELESTIAL =
      Pattern.compile("(RA|DEC|.?LON|.?LAT|..LN|..LT)([- ].*)?");
  private static final int COORDINATE = 4;
  private static final int WITH_PROJECTION = 8;

  /**
   * Reads the type of one axis.
   *
   * @param header the keywords
   * @param axis its number, from 1
   * @return empty if there is no CTYPE, or if the axis is not celestial
   */
  public static Optional<CelestialType> of(HeaderKeywords header, int axis) {
    String keyword = "CTYPE" + axis;
    return header
        .text(keyword)
        .map(type -> type.toUpperCase(Locale.ROOT))
        .filter(type -> CELESTIAL.matcher(type).matches())
        .map(type -> new CelestialType(keyword, type));
  }

  /** RA, DEC, GLON and so on. */
  String coordinate() {
    return text.substring(0, Math.min(COORDINATE, text.length())).replaceAll("[- ].*", "");
  }

  /** The three letters of the projection; empty if missing. */
  String projection() {
    boolean there =
        text.length() >= WITH_PROJECTION
            && text.charAt(COORDINATE) == '-'
            && (text.length() == WITH_PROJECTION || text.charAt(WITH_PROJECTION) == '-');
    return there ? text.substring(COORDINATE + 1, WITH_PROJECTION) : "";
  }

  /** The suffix after the projection, such as SIP; empty if missing. */
  String distortion() {
    return text.length() > WITH_PROJECTION ? text.substring(WITH_PROJECTION + 1) : "";
  }
}
