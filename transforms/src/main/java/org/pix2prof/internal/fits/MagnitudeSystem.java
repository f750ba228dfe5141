// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** System of the magnitudes of a zero point. */
enum MagnitudeSystem {
  /** A flux density of 3631 Jy has magnitude 0 in every band. */
  AB,
  /** Vega has magnitude 0 in every band. */
  VEGA,
  /** Any other, such as ST. */
  OTHER;

  /** PHOTSYS is of the ESO Science Data Products Standard, ESO-044286. */
  private static final List<String> KEYWORDS = List.of("PHOTSYS", "MAGSYS", "ZPSYS", "MAG_SYS");

  /** {@return the system in a header, if any} */
  static Optional<MagnitudeSystem> named(InheritedHeader header) {
    return KEYWORDS.stream()
        .map(header::text)
        .flatMap(Optional::stream)
        .map(name -> name.toUpperCase(Locale.ROOT))
        .findFirst()
        .map(MagnitudeSystem::ofName);
  }

  private static MagnitudeSystem ofName(String name) {
    if (name.startsWith("VEGA")) {
      return VEGA;
    }
    return name.startsWith("AB") ? AB : OTHER;
  }
}
