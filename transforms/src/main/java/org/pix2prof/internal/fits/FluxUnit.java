// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Unit of an image's pixels, from {@code BUNIT}.
 *
 * @param kind of the unit
 * @param zeroPoint AB magnitude of one unit: for {@link Kind#PER_AREA} of one unit on 1 arcsec^2,
 *     for {@link Kind#PER_WAVELENGTH} at a wavelength of 1 Angstrom; NaN for other kinds
 */
record FluxUnit(Kind kind, double zeroPoint) {
  /** Kinds of units. */
  enum Kind {
    /** No unit, or an unknown word: the pixels may be anything linear. */
    NONE,
    /** Counts, DN or electrons of the whole exposure. */
    COUNTS,
    /** Counts, DN or electrons per second. */
    RATE,
    /** Flux density per frequency, such as Jy or nanomaggy. */
    FLUX,
    /** Flux density per frequency and solid angle, such as MJy/sr. */
    PER_AREA,
    /** Flux density per wavelength, which has a magnitude at a known wavelength. */
    PER_WAVELENGTH,
    /** Magnitudes, which cannot be added up. */
    LOGARITHMIC,
    /** Neither counts nor a flux density of a pixel. */
    OTHER
  }

  /** Flux density of AB magnitude 0 (Oke and Gunn 1983, ApJ 266, 713). */
  static final double JANSKY_OF_ZERO = 3631;

  private static final double ARCSEC_PER_RADIAN = 180 * 3600 / Math.PI;

  static final double ARCSEC2_PER_STERADIAN = ARCSEC_PER_RADIAN * ARCSEC_PER_RADIAN;
  private static final double JANSKY_PER_WATT = 1e26;
  private static final double JANSKY_PER_ERG = 1e19;

  /**
   * AB magnitude of 1 erg/s/cm^2/Angstrom at 1 Angstrom: -48.60 + 2.5 log10 of the speed of light
   * in Angstrom/s.
   */
  static final double AB_OF_F_LAMBDA = -48.60 + 2.5 * Math.log10(2.99792458e18);

  private static final Map<String, Integer> RATE_POWERS = Map.of("count", 1, "s", -1);

  /** A flux density in W or erg, per m^2 and Hz. */
  private static final Map<String, Integer> WATT = Map.of("W", 1, "m", -2, "Hz", -1);

  private static final Map<String, Integer> ERG = Map.of("erg", 1, "s", -1, "m", -2, "Hz", -1);

  /** In erg, per m^2 and Angstrom. */
  private static final Map<String, Integer> F_LAMBDA =
      Map.of("erg", 1, "s", -1, "m", -2, "Angstrom", -1);

  /** Solid angles by their unit and its power, in arcsec^2. */
  private static final Map<Map.Entry<String, Integer>, Double> AREAS =
      Map.of(
          Map.entry("sr", -1),
          ARCSEC2_PER_STERADIAN,
          Map.entry("arcsec", -2),
          1.0,
          Map.entry("arcmin", -2),
          3600.0,
          Map.entry("deg", -2),
          3600.0 * 3600.0);

  /** mag/arcsec^2, ABmag, mag_AB, [mag], STMAG, dex(erg/s), log10(nanomaggy); not image. */
  private static final Pattern MAGNITUDES =
      Pattern.compile("(?<![a-z])(ab|st|vega)?mag(s|nitudes?)?(?![a-z])|^(log|ln|dex)[^a-z]");

  private static final FluxUnit NO_UNIT = new FluxUnit(Kind.NONE, Double.NaN);

  /** {@return the unit of an image} */
  static FluxUnit of(InheritedHeader header) {
    return header.text("BUNIT").map(FluxUnit::of).orElse(NO_UNIT);
  }

  /** {@return the unit that a text names} */
  static FluxUnit of(String text) {
    Optional<UnitExpression> unit = UnitExpression.parse(text);
    if (unit.isPresent()) {
      return of(unit.get());
    }
    String lower = text.toLowerCase(Locale.ROOT);
    if (MAGNITUDES.matcher(lower).find()) {
      return new FluxUnit(Kind.LOGARITHMIC, Double.NaN);
    }
    return lower.matches(".*(jy|jansky|erg|watt|magg|mgy).*")
        ? new FluxUnit(Kind.OTHER, Double.NaN)
        : NO_UNIT;
  }

  /** {@return true if the unit alone defines the flux of a pixel} */
  boolean isFlux() {
    return kind == Kind.FLUX || kind == Kind.PER_AREA || kind == Kind.PER_WAVELENGTH;
  }

  private static FluxUnit of(UnitExpression unit) {
    Map<String, Integer> powers = new TreeMap<>(unit.powers());
    powers.remove("pixel", -1);
    if (powers.containsKey("mag")) {
      return new FluxUnit(Kind.LOGARITHMIC, Double.NaN);
    }
    if (powers.equals(Map.of("count", 1))) {
      return new FluxUnit(Kind.COUNTS, Double.NaN);
    }
    if (powers.equals(RATE_POWERS)) {
      return new FluxUnit(Kind.RATE, Double.NaN);
    }
    if (powers.equals(F_LAMBDA)) {
      return new FluxUnit(Kind.PER_WAVELENGTH, magnitude(unit.scale() * 1e-4) + AB_OF_F_LAMBDA);
    }
    for (Map.Entry<Map.Entry<String, Integer>, Double> area : AREAS.entrySet()) {
      if (powers.remove(area.getKey().getKey(), area.getKey().getValue())) {
        double zeroPoint = zeroPoint(powers, unit.scale() / area.getValue());
        return new FluxUnit(Double.isNaN(zeroPoint) ? Kind.OTHER : Kind.PER_AREA, zeroPoint);
      }
    }
    double zeroPoint = zeroPoint(powers, unit.scale());
    return new FluxUnit(Double.isNaN(zeroPoint) ? Kind.OTHER : Kind.FLUX, zeroPoint);
  }

  /**
   * Returns the AB magnitude of {@code scale} units of a flux density; NaN if the powers are not a
   * flux density.
   */
  private static double zeroPoint(Map<String, Integer> powers, double scale) {
    if (powers.equals(Map.of("maggy", 1))) {
      return magnitude(scale);
    }
    if (powers.equals(Map.of("Jy", 1))) {
      return ofJansky(scale);
    }
    if (powers.equals(WATT)) {
      return ofJansky(scale * JANSKY_PER_WATT);
    }
    return powers.equals(ERG) ? ofJansky(scale * JANSKY_PER_ERG) : Double.NaN;
  }

  /** {@return AB magnitude of a flux density in Jy} */
  static double ofJansky(double jansky) {
    return magnitude(jansky / JANSKY_OF_ZERO);
  }

  private static double magnitude(double flux) {
    return 0 - 2.5 * Math.log10(flux);
  }
}
