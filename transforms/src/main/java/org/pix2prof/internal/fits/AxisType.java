// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Type of an image axis that is not a direction on the sky. */
enum AxisType {
  SPECTRAL("spectral"),
  TIME("of time"),
  STOKES("of Stokes parameters"),
  OTHER("of another kind");

  /** Prefixes of CTYPE, as in Greisen et al. 2006 and as instruments write them. */
  private static final List<String> SPECTRAL_TYPES =
      List.of(
          "WAVE",
          "AWAV",
          "FREQ",
          "VELO",
          "FELO",
          "VRAD",
          "VOPT",
          "ZOPT",
          "ENER",
          "WAVN",
          "BETA",
          "LAMB",
          "SPEC",
          "CHAN",
          "VLSR",
          "VHEL",
          "REDSHIFT",
          "LOGWAVE",
          "LOGLAM",
          "LOG(WAV",
          "LN(WAV",
          "PHOTON",
          "ANGSTROM");

  /** CTYPE of time, as in Rots et al. 2015. */
  private static final Set<String> TIME_TYPES =
      Set.of(
          "TIME",
          "UTC",
          "UT",
          "UT1",
          "TAI",
          "IAT",
          "TT",
          "TDT",
          "ET",
          "TCG",
          "TCB",
          "TDB",
          "GPS",
          "MJD",
          "JD",
          "DATE",
          "DATE_OBS",
          "PHASE",
          "TIMEOFFS",
          "EPOCH");

  private static final Set<String> STOKES_TYPES =
      Set.of("STOKES", "POL", "POLARIZATION", "POLARISATION");

  /** Types without meaning, and those of bands or images. */
  private static final Set<String> NEUTRAL_TYPES =
      Set.of(
          "",
          "LINEAR",
          "PIXEL",
          "PIXELS",
          "PIX",
          "INDEX",
          "NUMBER",
          "PLANE",
          "LAYER",
          "SLICE",
          "IMAGE",
          "BAND",
          "BANDS",
          "FILTER",
          "FILTERS",
          "FILT",
          "COLOR",
          "COLOUR",
          "RGB",
          "GROUP_NUMBER",
          "NONE",
          "UNKNOWN",
          "UNDEFINED");

  private static final Pattern CERTAIN_SPECTRAL_UNIT =
      Pattern.compile(
          "angstroms?|ang|[kmgt]?hz|[kmgt]?ev|(c|k)?m *(/ *s(ec)?|[. ]?s\\^?-1|s\\*\\*-1)"
              + "|1?/ *c?m|c?m\\^?-1");
  private static final Pattern LENGTH =
      Pattern.compile("[numck]?m|µm|microns?|(nano|micro|milli|centi)?met(er|re)s?|erg|j");
  private static final Pattern DURATION =
      Pattern.compile("[mun]?s|sec(onds?)?|min(utes?)?|h|hr|hours?|d|days?|a|yr|years?|cy|m?jd");

  private final String text;

  AxisType(String text) {
    this.text = text;
  }

  /**
   * Reads the keywords of an axis that numbers the planes of a cube.
   *
   * @param number of the axis, from 1
   * @return empty if the planes may be bands
   */
  static Optional<AxisType> ofPlanes(FitsHeader header, int number) {
    String unit = unit(header, number);
    Optional<AxisType> type = byType(header, number).or(() -> byUnit(unit));
    return type.or(
        () -> NEUTRAL_TYPES.contains(code(header, number)) ? Optional.empty() : Optional.of(OTHER));
  }

  /**
   * Reads the keywords of an axis along rows or columns.
   *
   * @param number of the axis, from 1
   * @return empty if the axis may be a direction on the sky
   */
  static Optional<AxisType> ofImage(FitsHeader header, int number) {
    return byType(header, number)
        .or(
            () ->
                CERTAIN_SPECTRAL_UNIT.matcher(unit(header, number)).matches()
                    ? Optional.of(SPECTRAL)
                    : Optional.empty());
  }

  private static Optional<AxisType> byType(FitsHeader header, int number) {
    String code = code(header, number);
    String name = header.text("CNAME" + number).orElse("").toUpperCase(Locale.ROOT);
    String iraf = header.text("WAT" + number + "_001").orElse("").toLowerCase(Locale.ROOT);
    if (SPECTRAL_TYPES.stream().anyMatch(type -> code.startsWith(type) || name.startsWith(type))
        || iraf.contains("wavelength")) {
      return Optional.of(SPECTRAL);
    }
    if (TIME_TYPES.contains(code)) {
      return Optional.of(TIME);
    }
    return STOKES_TYPES.contains(code) ? Optional.of(STOKES) : Optional.empty();
  }

  private static Optional<AxisType> byUnit(String unit) {
    if (CERTAIN_SPECTRAL_UNIT.matcher(unit).matches() || LENGTH.matcher(unit).matches()) {
      return Optional.of(SPECTRAL);
    }
    return DURATION.matcher(unit).matches() ? Optional.of(TIME) : Optional.empty();
  }

  /** Returns the type without algorithm and frame: WAVE of WAVE-LOG, VELO of VELO-LSR. */
  private static String code(FitsHeader header, int number) {
    return header
        .text("CTYPE" + number)
        .orElse("")
        .toUpperCase(Locale.ROOT)
        .replaceFirst("-.*", "")
        .trim();
  }

  /** Returns the unit without factor and logarithm: Angstrom of 0.1 Angstrom and log(Angstrom). */
  private static String unit(FitsHeader header, int number) {
    return header
        .text("CUNIT" + number)
        .orElse("")
        .toLowerCase(Locale.ROOT)
        .replaceFirst("^(log(10)?|ln) *[(\\[](.*)[)\\]]$", "$3")
        .replaceFirst("^[0-9.]+(e[+-]?\\d+|\\*\\*\\(?[+-]?\\d+\\)?|\\^\\(?[+-]?\\d+\\)?)? +", "")
        .trim();
  }

  /** Returns the keywords that give the type of an axis, and the type, for messages. */
  String describe(FitsHeader header, int number) {
    String keywords =
        List.of("CTYPE", "CUNIT", "CNAME").stream()
            .map(keyword -> keyword + number)
            .filter(header::has)
            .map(header::found)
            .reduce((one, other) -> one + ", " + other)
            .orElse("WAT" + number + "_001");
    return keywords + ": the axis is " + text;
  }
}
