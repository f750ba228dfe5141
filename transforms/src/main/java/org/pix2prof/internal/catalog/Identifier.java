// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/** Object names with all digits; surveys use up to 19. */
final class Identifier {
  /** Integers from here on are not exact in floating point. */
  private static final double DOUBLES_MISS_SOME = 0x1p53;

  private static final float FLOATS_MISS_SOME = 0x1p24f;

  /** An exponent with more digits is part of a name, such as that of the cluster 1E0657. */
  private static final Pattern EXPONENT_FORM =
      Pattern.compile("[+-]?\\d+(?:(\\.)(\\d*))?[eE]([+-]?)(\\d{1,3})");

  private static final Pattern DECIMAL = Pattern.compile("[+-]?\\d+\\.0*");

  /**
   * Returns the name in a cell: trimmed text or a number in decimal digits.
   *
   * @throws BadImageException if the cell is empty or a number that may have lost digits
   */
  static String of(@Nullable Object cell, String column) throws BadImageException {
    if (cell == null || CellValues.isBlank(cell)) {
      throw new BadImageException("no_id", "no value in column " + column);
    }
    if (cell instanceof Float || cell instanceof Double) {
      return real((Number) cell, column);
    }
    if (cell instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    String text = cell.toString().trim();
    if (cell instanceof String && hasLostDigits(text)) {
      throw lost(column, text);
    }
    return text;
  }

  private static String real(Number cell, String column) throws BadImageException {
    double value = cell.doubleValue();
    double limit = cell instanceof Float ? FLOATS_MISS_SOME : DOUBLES_MISS_SOME;
    if (Math.abs(value) >= limit) {
      throw lost(column, cell.toString());
    }
    return value == Math.rint(value) ? String.valueOf((long) value) : cell.toString();
  }

  /**
   * Returns true if a text is a number that a program has rounded: spreadsheets write 3.91E+16, and
   * programs with floating-point numbers 1237648721789256100.0. Some languages write a comma for
   * the point.
   */
  private static boolean hasLostDigits(String cell) {
    String text = cell.replace(',', '.');
    if (DECIMAL.matcher(text).matches()) {
      return Math.abs(Double.parseDouble(text)) >= DOUBLES_MISS_SOME;
    }
    Matcher number = EXPONENT_FORM.matcher(text);
    if (!number.matches() || number.group(3).equals("-")) {
      return false;
    }
    double value = Math.abs(Double.parseDouble(text));
    if (value >= DOUBLES_MISS_SOME) {
      return value <= Double.MAX_VALUE;
    }
    // 12E3 is a name, because no program writes such a number.
    boolean printed = number.group(1) != null || !number.group(3).isEmpty();
    int decimals = number.group(2) == null ? 0 : number.group(2).length();
    return printed && decimals < Integer.parseInt(number.group(4));
  }

  private static BadImageException lost(String column, String value) {
    return new BadImageException(
        "bad_id",
        column
            + " is "
            + CellValues.quote(value)
            + ", a floating-point number that may have lost digits; expected text, or an integer"
            + " with all its digits: write the catalogue again with this column as such");
  }

  private Identifier() {}
}
