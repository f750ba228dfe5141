// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.Locale;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Checks and conversions of cell values. */
final class CellValues {
  private static final int MOST_QUOTED = 60;

  /** Texts for a missing value, besides an empty cell. */
  private static final Set<String> BLANK = Set.of("", "null", "nan", "n/a", "--", "\\n");

  static boolean isBlank(@Nullable Object cell) {
    if (cell instanceof String text) {
      return text.isBlank() || text.length() < 8 && BLANK.contains(lower(text));
    }
    return cell == null || cell instanceof Number number && Double.isNaN(number.doubleValue());
  }

  private static String lower(String text) {
    return text.trim().toLowerCase(Locale.ROOT);
  }

  /** Returns the number in a cell, also in decimal text; NaN if there is none. */
  static double number(Object cell) {
    if (cell instanceof Number number) {
      return number.doubleValue();
    }
    // Double.parseDouble accepts more: 1f, 0x1p3, NaN.
    if (cell instanceof String text
        && text.chars().allMatch(c -> c <= ' ' || "0123456789+-.eE".indexOf(c) >= 0)) {
      try {
        return Double.parseDouble(text);
      } catch (NumberFormatException e) {
        return Double.NaN;
      }
    }
    return Double.NaN;
  }

  /** Quotes a text for a message: shortened, and without control characters. */
  static String quote(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?").trim();
    return "'"
        + (clean.length() > MOST_QUOTED ? clean.substring(0, MOST_QUOTED) + "…" : clean)
        + "'";
  }

  private CellValues() {}
}
