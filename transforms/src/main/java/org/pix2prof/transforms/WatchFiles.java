// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MetadataCoder;
import org.apache.beam.sdk.transforms.Contextful;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.Requirements;
import org.apache.beam.sdk.transforms.Values;
import org.apache.beam.sdk.transforms.Watch;
import org.apache.beam.sdk.transforms.Watch.Growth.TerminationCondition;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.joda.time.Duration;

/**
 * Watches patterns for FITS files. Outputs each existing or new file once, as soon as it is
 * complete.
 *
 * <pre>{@code
 * pipeline
 *     .apply(WatchFiles.create().from("/data/incoming/*.fits").every(Duration.standardSeconds(10)))
 *     .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
 *     .apply(FileIO.readMatches().withCompression(Compression.UNCOMPRESSED))
 *     .apply(ReadFits.files())
 * }</pre>
 *
 * <p>A file is output when it has not changed for one interval and its contents are complete: it
 * contains the data of its last HDU with their padding, and the end of a compression of the file. A
 * file that is not FITS counts as complete. A file that is still incomplete after {@link
 * #withIncompleteFileTimeout} without changes is output too, so that the reader reports the error.
 * Objects in {@code gs://} and similar stores are output immediately, because they appear complete.
 * A pattern may match nothing yet. Files whose name begins with a dot are skipped.
 *
 * <p>The timestamp of a file is the time of its discovery. A file is identified by its name: if it
 * changes later, it is not output again. The transform stores 24 bytes per file in a checkpoint.
 *
 * <p>A directory that cannot be listed and a file that cannot be opened fail the pipeline. A file
 * that disappears before it is opened does not.
 */
@AutoValue
public abstract class WatchFiles extends PTransform<PBegin, PCollection<MatchResult.Metadata>> {
  private static final Duration MIN_INCOMPLETE_FILE_TIMEOUT = Duration.standardMinutes(10);
  private static final long INTERVALS_PER_TIMEOUT = 10;

  abstract @Nullable List<String> patterns();

  abstract @Nullable Duration interval();

  abstract @Nullable Duration incompleteFileTimeout();

  abstract TerminationCondition<String, ?> end();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPatterns(List<String> patterns);

    abstract Builder setInterval(Duration interval);

    abstract Builder setIncompleteFileTimeout(Duration incompleteFileTimeout);

    abstract Builder setEnd(TerminationCondition<String, ?> end);

    abstract WatchFiles build();
  }

  /**
   * Watches until the pipeline is cancelled.
   *
   * @return a transform that needs {@link #from} and {@link #every}
   */
  public static WatchFiles create() {
    return new AutoValue_WatchFiles.Builder().setEnd(Watch.Growth.never()).build();
  }

  /**
   * Sets the files to watch for.
   *
   * @param pattern file or glob on any Beam file system
   * @return this transform with the pattern
   */
  public WatchFiles from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files to watch for.
   *
   * @param patterns files or globs on any Beam file system; a file that several of them match is
   *     output for each
   * @return this transform with the patterns
   */
  public WatchFiles from(List<String> patterns) {
    return toBuilder().setPatterns(FilePatterns.check(patterns)).build();
  }

  /**
   * Sets the poll interval.
   *
   * @param interval interval, longer than 0; a file must also be unchanged for this time
   * @return this transform with the interval
   */
  public WatchFiles every(Duration interval) {
    return toBuilder().setInterval(positive("interval", interval)).build();
  }

  /**
   * Sets the time to wait for the rest of an unchanged file; by default 10 minutes or ten
   * intervals, whichever is longer.
   *
   * @param incompleteFileTimeout timeout, at least one interval
   * @return this transform with the timeout
   */
  public WatchFiles withIncompleteFileTimeout(Duration incompleteFileTimeout) {
    return toBuilder()
        .setIncompleteFileTimeout(positive("incompleteFileTimeout", incompleteFileTimeout))
        .build();
  }

  /**
   * Sets the end of the watch of each pattern. The pipeline ends with the last watch.
   *
   * @param end condition such as {@code Watch.Growth.afterTimeSinceNewOutput(...)}
   * @return this transform with the condition
   */
  public WatchFiles until(TerminationCondition<String, ?> end) {
    return toBuilder().setEnd(requireNonNull(end, "end")).build();
  }

  private static Duration positive(String name, Duration duration) {
    if (requireNonNull(duration, name).getMillis() <= 0) {
      throw new IllegalArgumentException(name + " must be longer than 0, not " + duration);
    }
    return duration;
  }

  @Override
  public PCollection<MatchResult.Metadata> expand(PBegin input) {
    List<String> patterns = patterns();
    Duration interval = interval();
    if (patterns == null || interval == null) {
      throw new IllegalArgumentException("WatchFiles needs from(pattern) and every(interval)");
    }
    Duration timeout = incompleteFileTimeout();
    if (timeout == null) {
      timeout = defaultIncompleteFileTimeout(interval);
    }
    if (timeout.isShorterThan(interval)) {
      throw new IllegalArgumentException(
          "the timeout of incomplete files must be at least one interval, "
              + interval.getMillis()
              + " ms, not "
              + timeout.getMillis()
              + " ms");
    }
    return input
        .apply("Patterns", Create.of(patterns))
        .apply(
            "Watch",
            Watch.growthOf(
                    Contextful.of(new CompleteFilesPollFn(interval, timeout), Requirements.empty()),
                    (MatchResult.Metadata file) -> file.resourceId().toString())
                .withOutputKeyCoder(StringUtf8Coder.of())
                .withPollInterval(interval)
                .withTerminationPerInput(end()))
        .apply("Files", Values.create())
        .setCoder(MetadataCoder.of())
        // A single worker polls a pattern; all workers read files.
        .apply("Reshuffle", SpreadElements.bySize(MatchResult.Metadata::sizeBytes));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    FilePatterns.display(builder, "patterns", "File patterns", patterns());
    builder
        .addIfNotNull(DisplayData.item("interval", interval()).withLabel("Poll interval"))
        .addIfNotNull(
            DisplayData.item("incompleteFileTimeout", incompleteFileTimeout())
                .withLabel("Timeout of incomplete files"));
  }

  private static Duration defaultIncompleteFileTimeout(Duration interval) {
    Duration intervals = interval.multipliedBy(INTERVALS_PER_TIMEOUT);
    return intervals.isLongerThan(MIN_INCOMPLETE_FILE_TIMEOUT)
        ? intervals
        : MIN_INCOMPLETE_FILE_TIMEOUT;
  }
}
