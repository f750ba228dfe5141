// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.BadImageException;

/**
 * A keyword of a zero point. {@code docs/read-fits.md} lists the pipelines that write them, with
 * sources.
 *
 * @param name of the keyword
 * @param form of its value
 * @param defined true if it is defined for one unit of the image; otherwise some write it for one
 *     count per second
 * @param system of its magnitudes, if the keyword implies one
 */
record ZeroPointKeyword(String name, Form form, boolean defined, Optional<MagnitudeSystem> system) {
  /** Meaning of a value. */
  enum Form {
    /** Magnitude of one unit. */
    MAGNITUDE,
    /** Flux of magnitude 0. */
    FLUX_OF_0,
    /** Flux of magnitude 20. */
    FLUX_OF_20
  }

  /** All keywords, the most reliable first. */
  static final List<ZeroPointKeyword> ALL =
      List.of(
          defined("PHOTZP"),
          defined("MZP_AB", MagnitudeSystem.AB),
          usual("MAGZERO"),
          usual("MAGZPT"),
          usual("MAGZP"),
          usual("ZP"),
          new ZeroPointKeyword("FLUXMAG0", Form.FLUX_OF_0, true, Optional.empty()),
          new ZeroPointKeyword("FLUX20", Form.FLUX_OF_20, true, Optional.empty()),
          defined("ZPAPPROX"),
          usual("ZEROPT"),
          usual("ZEROPNT"),
          usual("ZEROPOIN"),
          usual("ZEROPOINT"),
          usual("MAGZEROP"),
          usual("MAGZPNT"),
          usual("MAG_ZP"),
          usual("MAGZ"),
          usual("MAG0"),
          usual("ZPT"),
          usual("ZPTMAG"),
          usual("PHOTZPNT"),
          usual("ZPAB", MagnitudeSystem.AB),
          usual("ABZP", MagnitudeSystem.AB),
          usual("ZP_AB", MagnitudeSystem.AB),
          defined("MZP_VEGA", MagnitudeSystem.VEGA));

  /** Texts for an unknown number. */
  private static final Set<String> NO_NUMBER =
      Set.of("NAN", "INF", "-NAN", "N/A", "NA", "NONE", "NULL", "UNDEFINED", "UNSET");

  /** Above any instrument's zero point; 99 and 999 stand for an unknown magnitude. */
  private static final double LARGEST = 60;

  private static ZeroPointKeyword defined(String name) {
    return new ZeroPointKeyword(name, Form.MAGNITUDE, true, Optional.empty());
  }

  private static ZeroPointKeyword defined(String name, MagnitudeSystem system) {
    return new ZeroPointKeyword(name, Form.MAGNITUDE, true, Optional.of(system));
  }

  private static ZeroPointKeyword usual(String name) {
    return new ZeroPointKeyword(name, Form.MAGNITUDE, false, Optional.empty());
  }

  private static ZeroPointKeyword usual(String name, MagnitudeSystem system) {
    return new ZeroPointKeyword(name, Form.MAGNITUDE, false, Optional.of(system));
  }

  /**
   * Returns the zero point of a header.
   *
   * @return empty if the keyword is absent or its value stands for an unknown one
   * @throws BadImageException if the value is invalid
   */
  OptionalDouble zeroPoint(InheritedHeader header) throws BadImageException {
    OptionalDouble value = known(header, name);
    if (value.isEmpty() || form == Form.MAGNITUDE) {
      return value.isPresent() && isPlaceholder(value.getAsDouble())
          ? OptionalDouble.empty()
          : value;
    }
    double flux = value.getAsDouble();
    if (flux < 0) {
      throw header.unusable(name, "a flux greater than 0");
    }
    if (flux == 0 || flux == 1) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((form == Form.FLUX_OF_20 ? 20 : 0) + 2.5 * Math.log10(flux));
  }

  /** {@return a number; empty if it is absent or a word for "unknown"} */
  static OptionalDouble known(InheritedHeader header, String keyword) throws BadImageException {
    boolean unknown =
        header
            .text(keyword)
            .filter(text -> NO_NUMBER.contains(text.toUpperCase(Locale.ROOT)))
            .isPresent();
    return unknown ? OptionalDouble.empty() : header.number(keyword);
  }

  /** {@return true if a magnitude stands for an unknown one: 0, -1, 99, -999, -9.99e8} */
  static boolean isPlaceholder(double magnitude) {
    return magnitude == 0 || magnitude == -1 || !(Math.abs(magnitude) < LARGEST);
  }
}
