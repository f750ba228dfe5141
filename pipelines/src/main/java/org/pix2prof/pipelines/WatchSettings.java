// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.joda.time.Duration;
import org.pix2prof.transforms.WatchFiles;

/**
 * Settings of a watch for files.
 *
 * @param interval time between two polls
 * @param window duration of an output window
 * @param incompleteFileTimeout timeout for incomplete files; empty for the default
 */
record WatchSettings(Duration interval, Duration window, Optional<Duration> incompleteFileTimeout) {
  private static final Duration DEFAULT_WINDOW = Duration.standardMinutes(1);

  /**
   * Allowed lateness. The timestamp of a file is the time it is found, so only a clock that is set
   * back makes one late. While a window accepts late files, the runner keeps some 100 bytes for it.
   */
  private static final Duration LATENESS = Duration.standardDays(30);

  /**
   * Creates the settings from the options.
   *
   * @return empty without {@code --watch}
   * @throws UsageException if they are invalid
   */
  static Optional<WatchSettings> of(CaptionOptions options) throws UsageException {
    if (options.getWatch() == null) {
      needsWatch("window", options.getWindow());
      needsWatch("incompleteFileTimeout", options.getIncompleteFileTimeout());
      return Optional.empty();
    }
    if (options.getReferenceBand() != null) {
      throw new UsageException(
          "--referenceBand cannot be used with --watch: the bands of an object may arrive at any"
              + " time");
    }
    Duration interval = DurationParser.parse("watch", options.getWatch());
    Duration window =
        options.getWindow() == null
            ? DEFAULT_WINDOW
            : DurationParser.parse("window", options.getWindow());
    Optional<Duration> incompleteFileTimeout = Optional.empty();
    if (options.getIncompleteFileTimeout() != null) {
      incompleteFileTimeout =
          Optional.of(
              DurationParser.parse("incompleteFileTimeout", options.getIncompleteFileTimeout()));
      if (incompleteFileTimeout.get().isShorterThan(interval)) {
        throw new UsageException(
            "--incompleteFileTimeout must be at least as long as --watch, not "
                + options.getIncompleteFileTimeout());
      }
    }
    return Optional.of(new WatchSettings(interval, window, incompleteFileTimeout));
  }

  private static void needsWatch(String option, String value) throws UsageException {
    if (value != null) {
      throw new UsageException("--" + option + " needs --watch=DURATION");
    }
  }

  WatchFiles files(List<String> patterns) {
    WatchFiles files = WatchFiles.create().from(patterns).every(interval);
    return incompleteFileTimeout.map(files::withIncompleteFileTimeout).orElse(files);
  }

  Window<MatchResult.Metadata> windows() {
    return Window.<MatchResult.Metadata>into(FixedWindows.of(window))
        .withAllowedLateness(LATENESS)
        .discardingFiredPanes();
  }
}
