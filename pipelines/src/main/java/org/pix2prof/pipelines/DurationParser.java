// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.joda.time.Duration;

/** Parses durations of the command line: {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
final class DurationParser {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  /**
   * Parses the value of an option.
   *
   * @throws UsageException naming the option, if the text is not a duration longer than 0
   */
  static Duration parse(String option, String text) throws UsageException {
    Matcher matcher = DURATION.matcher(text);
    if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
      return Duration.millis(Long.parseLong(matcher.group(1)) * MILLIS.get(matcher.group(2)));
    }
    throw new UsageException(
        "--" + option + " must be a duration such as 500ms, 10s, 5m or 1h, not '" + text + "'");
  }

  private DurationParser() {}
}
