// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A sexagesimal angle: hours or degrees, minutes and seconds.
 *
 * @param separator separator of the parts
 * @param value angle in hours or degrees
 */
record Sexagesimal(Separator separator, double value) {
  /** Separators of the parts. */
  enum Separator {
    COLONS("\\s*:\\s*", "\\s*:\\s*", ""),
    HOUR_LETTERS("\\s*h\\s*", "\\s*m\\s*", "\\s*s?"),
    DEGREE_LETTERS("\\s*(?:d|deg|°)\\s*", "\\s*(?:m|'|′)\\s*", "\\s*(?:s|\"|″|'')?"),
    BLANKS("\\s+", "\\s+", "");

    private final Pattern pattern;

    Separator(String first, String second, String end) {
      pattern =
          Pattern.compile(
              "([+\u2212-]?)\\s*(\\d{1,3})"
                  + first
                  + "(\\d{1,2})"
                  + second
                  + "(\\d{1,2}(?:\\.\\d*)?)"
                  + end,
              Pattern.CASE_INSENSITIVE);
    }
  }

  /** Parses a text; empty if it is not such an angle, or has 60 or more minutes or seconds. */
  static Optional<Sexagesimal> of(String text) {
    String trimmed = text.trim();
    for (Separator separator : Separator.values()) {
      Matcher parts = separator.pattern.matcher(trimmed);
      if (parts.matches()) {
        OptionalDouble value = value(parts);
        return value.isEmpty()
            ? Optional.empty()
            : Optional.of(new Sexagesimal(separator, value.getAsDouble()));
      }
    }
    return Optional.empty();
  }

  private static OptionalDouble value(Matcher parts) {
    double minutes = Double.parseDouble(parts.group(3));
    double seconds = Double.parseDouble(parts.group(4));
    if (minutes >= 60 || seconds >= 60) {
      return OptionalDouble.empty();
    }
    double value = Integer.parseInt(parts.group(2)) + (minutes * 60 + seconds) / 3600;
    boolean negative = !parts.group(1).isEmpty() && !parts.group(1).equals("+");
    return OptionalDouble.of(negative ? -value : value);
  }
}
