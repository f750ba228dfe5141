// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unit of a header, split into its factors: {@code 1e-17 erg/s/cm^2/Ang}, {@code nJy}, {@code
 * electron / s}, {@code MJy sr-1}. Section 4.3 of the FITS standard 4.0 defines the form; many
 * headers deviate from it.
 *
 * @param scale number in front of the unit, prefixes such as milli included
 * @param powers power of each base unit, by the names of {@link #ROWS}
 */
record UnitExpression(double scale, Map<String, Integer> powers) {
  /** Base unit, power of ten, spellings. Lower case stands for any case. */
  private static final String[][] ROWS = {
    {"count", "0", "count counts ct cts adu adus dn dns electron electrons e photon photons"},
    {"count", "0", "photoelectron photoelectrons"},
    {"s", "0", "s sec secs second seconds"},
    {"maggy", "0", "maggy maggies mgy mgys"},
    {"maggy", "-9", "nanomaggy nanomaggies nmgy nmgys nmaggy nmaggies"},
    {"Jy", "0", "jy jansky janskys"},
    {"Jy", "6", "MJy MJY megajansky megajanskys"},
    {"Jy", "3", "kjy"},
    {"Jy", "-3", "mJy millijansky millijanskys"},
    {"Jy", "-6", "ujy microjy microjansky microjanskys \u00b5jy \u03bcjy"},
    {"Jy", "-9", "njy nanojy nanojansky nanojanskys"},
    {"sr", "0", "sr str ster steradian steradians"},
    {"arcsec", "0", "arcsec arcsecs arcsecond arcseconds asec"},
    {"arcmin", "0", "arcmin arcminute arcminutes"},
    {"deg", "0", "deg degree degrees"},
    {"pixel", "0", "pixel pixels pix px spaxel"},
    {"beam", "0", "beam"},
    {"erg", "0", "erg ergs"},
    {"W", "0", "w watt watts"},
    {"Hz", "0", "hz hertz"},
    {"m", "0", "m"},
    {"m", "-2", "cm"},
    {"m", "3", "km"},
    {"Angstrom", "0", "angstrom angstroms ang a aa"},
    {"Angstrom", "4", "um micron microns"},
    {"Angstrom", "1", "nm"},
    {"K", "0", "k kelvin"},
    {"mag", "0", "mag mags magnitude magnitudes"},
  };

  private record Unit(String name, int powerOfTen) {}

  private static final Map<String, Unit> UNITS = units();

  private static final Pattern POWER_OF_TEN =
      Pattern.compile("10(?:\\^\\(?([+-]?\\d+)\\)?|([+-]\\d+))\\s*[*.x]?\\s*");
  private static final Pattern NUMBER =
      Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*[*x]?\\s*");
  private static final Pattern FACTOR =
      Pattern.compile("([A-Za-z\u00b5\u03bc]+)(?:\\s*\\^\\s*\\(?\\s*|)([+-]?\\d+)?\\)?");

  private static Map<String, Unit> units() {
    Map<String, Unit> units = new HashMap<>();
    for (String[] row : ROWS) {
      for (String spelling : row[2].split(" ")) {
        units.put(spelling, new Unit(row[0], Integer.parseInt(row[1])));
      }
    }
    return units;
  }

  /**
   * Parses a unit.
   *
   * @return empty if a factor is unknown
   */
  static Optional<UnitExpression> parse(String text) {
    String rest =
        text.replace("**", "^")
            .replaceAll("(?i)\\be-(?=$|[\\s/*.])", "electron")
            .replaceAll("(?i)\\bcps\\b", "count/s")
            .replaceAll("(?i)\\s+per\\s+", "/")
            .replaceAll("(?i)\\b(?:square|sq)[ .]?(arcsec\\w*|arcmin\\w*|deg\\w*)", "$1^2")
            .replaceAll("(?i)/\\s*exp(osure)?\\b", "")
            .trim();
    double scale = 1;
    Matcher number = NUMBER.matcher(rest);
    Matcher ten = POWER_OF_TEN.matcher(rest);
    if (ten.lookingAt()) {
      scale = Math.pow(10, Integer.parseInt(ten.group(1) != null ? ten.group(1) : ten.group(2)));
      rest = rest.substring(ten.end());
    } else if (number.lookingAt()) {
      scale = Double.parseDouble(number.group(1));
      rest = rest.substring(number.end());
      Matcher more = POWER_OF_TEN.matcher(rest);
      if (more.lookingAt()) {
        scale *=
            Math.pow(10, Integer.parseInt(more.group(1) != null ? more.group(1) : more.group(2)));
        rest = rest.substring(more.end());
      }
    }
    return factors(rest, scale);
  }

  private static Optional<UnitExpression> factors(String text, double scale) {
    Map<String, Integer> powers = new TreeMap<>();
    double total = scale;
    Matcher factor = FACTOR.matcher(text);
    int sign = 1;
    boolean group = false;
    for (int at = 0; at < text.length(); ) {
      char c = text.charAt(at);
      if (Character.isLetter(c) && factor.find(at) && factor.start() == at) {
        Unit unit = unit(factor.group(1));
        if (unit == null) {
          return Optional.empty();
        }
        int power = sign * (factor.group(2) == null ? 1 : Integer.parseInt(factor.group(2)));
        powers.merge(unit.name(), power, Integer::sum);
        total *= Math.pow(10, unit.powerOfTen() * power);
        sign = group ? sign : 1;
        at = factor.end();
      } else if (c == '/') {
        sign = -1;
        at++;
      } else if (c == '(' || c == ')') {
        group = c == '(';
        sign = group ? sign : 1;
        at++;
      } else if (Character.isWhitespace(c) || c == '*' || c == '.') {
        at++;
      } else {
        return Optional.empty();
      }
    }
    powers.values().removeIf(power -> power == 0);
    return powers.isEmpty() ? Optional.empty() : Optional.of(new UnitExpression(total, powers));
  }

  private static Unit unit(String name) {
    Unit exact = UNITS.get(name);
    return exact != null ? exact : UNITS.get(name.toLowerCase(Locale.ROOT));
  }
}
