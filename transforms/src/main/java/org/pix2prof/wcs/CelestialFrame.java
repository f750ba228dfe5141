// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Rotates the celestial frame of a header to right ascension and declination. ICRS and FK5 of
 * equinox 2000 count as equal: they differ by 0.03 arcsec.
 */
final class CelestialFrame {
  private static final CelestialRotation NONE = new CelestialRotation(1, 0, 0, 0, 1, 0, 0, 0, 1);

  /**
   * The galactic pole in ICRS, and the galactic longitude of the celestial pole: the values of Reid
   * and Brunthaler (2004) in FK5, converted to ICRS.
   */
  private static final CelestialRotation GALACTIC =
      CelestialRotation.about(192.85947789477606, 27.128252414968028, 122.93192525541662);

  private static final List<String> UNSUPPORTED = List.of("FK4", "FK4-NO-E", "GAPPT");
  private static final String SUPPORTED = "ICRS, or FK5 of equinox 2000";
  private static final double EQUINOX = 2000;

  private CelestialFrame() {}

  /** Returns the rotation from the header's frame to right ascension and declination. */
  static CelestialRotation toEquatorial(HeaderKeywords header, CelestialAxes axes)
      throws BadImageException {
    if (axes.galactic()) {
      return GALACTIC;
    }
    String system = first(header, "RADESYS", "RADECSYS");
    String name = header.text(system).orElse("").toUpperCase(Locale.ROOT);
    if (UNSUPPORTED.contains(name)) {
      throw unsupported(system, name);
    }
    String equinox = first(header, "EQUINOX", "EPOCH");
    OptionalDouble year = header.number(equinox);
    boolean counts = name.isEmpty() || name.equals("FK5");
    if (counts && year.isPresent() && year.getAsDouble() != EQUINOX) {
      throw unsupported(equinox, String.valueOf(year.getAsDouble()));
    }
    return NONE;
  }

  private static String first(HeaderKeywords header, String keyword, String oldKeyword) {
    return header.text(keyword).isPresent() ? keyword : oldKeyword;
  }

  private static BadImageException unsupported(String keyword, String value) {
    return new BadImageException(
        "unsupported_projection",
        keyword + " = " + value + " is an unsupported frame; expected " + SUPPORTED);
  }
}
