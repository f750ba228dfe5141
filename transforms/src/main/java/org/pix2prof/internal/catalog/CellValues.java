package org.pix2prof.internal.catalog;

import java.util.Locale;
import java.util.Set;
import org.checkerframework.checker.nullness.qual.Nullable;

/** What can be said of the value of a cell. */
final class CellValues {
  private static final int MOST_QUOTED = 60;

  /** How catalogues write that there is no value, beside leaving the cell empty. */
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

  /** The number that a cell is or writes in decimal form; NaN where it is none. */
  static double number(Object cell) {
    if (cell instanceof Number number) {
      return number.doubleValue();
    }
    // Double.parseDouble takes more than that: 1f, 0x1p3, NaN.
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

  /** For messages: short, and without anything that a terminal would obey. */
  static String quote(String text) {
    String clean = text.replaceAll("\\p{Cntrl}", "?").trim();
    return "'"
        + (clean.length() > MOST_QUOTED ? clean.substring(0, MOST_QUOTED) + "…" : clean)
        + "'";
  }

  private CellValues() {}
}
