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
 * Gives the FITS files of some patterns, those that are there and those that come, each once and
 * only when it is whole.
 *
 * <pre>{@code
 * pipeline
 *     .apply(WatchFiles.create().from("/data/incoming/*.fits").every(Duration.standardSeconds(10)))
 *     .apply(Window.into(FixedWindows.of(Duration.standardMinutes(1))))
 *     .apply(FileIO.readMatches().withCompression(Compression.UNCOMPRESSED))
 *     .apply(ReadFits.files())
 * }</pre>
 *
 * <p>A file is given when it has not changed for one interval and its content is whole: the data of
 * its last HDU and their padding are there, and a compression of the whole file has come to its
 * end. What is no FITS counts as whole. A file that is still not whole when it has not changed for
 * as long as {@link #withIncompleteFileTimeout} says is given as it is, so that reading it tells
 * what is wrong. Objects of {@code gs://} and the like are given at once, since they appear whole.
 * A pattern that matches nothing yet is no error; files whose name begins with a dot are passed
 * over.
 *
 * <p>The time of a file is when it was found. It is told by its name: a file that changes after it
 * was given is not given again. The transform remembers each file that it has given, 24 bytes for
 * each in a checkpoint.
 *
 * <p>A folder that cannot be listed, or a file that cannot be opened, stops the pipeline; a file
 * that is gone before it was looked at does not.
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
   * @param pattern file or glob on any filesystem that Beam knows
   * @return this transform with it
   */
  public WatchFiles from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files to watch for.
   *
   * @param patterns files or globs on any filesystem that Beam knows; a file that more than one of
   *     them matches is given for each
   * @return this transform with them
   */
  public WatchFiles from(List<String> patterns) {
    return toBuilder().setPatterns(FilePatterns.check(patterns)).build();
  }

  /**
   * Sets how often to look.
   *
   * @param interval longer than 0; a file must also stay unchanged for so long
   * @return this transform with it
   */
  public WatchFiles every(Duration interval) {
    return toBuilder().setInterval(positive("interval", interval)).build();
  }

  /**
   * Sets how long to wait for the rest of a file that does not change; unless set, 10 minutes or
   * ten intervals, whichever is longer.
   *
   * @param incompleteFileTimeout at least one interval
   * @return this transform with it
   */
  public WatchFiles withIncompleteFileTimeout(Duration incompleteFileTimeout) {
    return toBuilder()
        .setIncompleteFileTimeout(positive("incompleteFileTimeout", incompleteFileTimeout))
        .build();
  }

  /**
   * Ends the watch of a pattern, and the pipeline with that of the last.
   *
   * @param end when, such as {@code Watch.Growth.afterTimeSinceNewOutput(...)}
   * @return this transform with it
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
                    Contextful.of(
                        new CompleteFilesPollFn(interval, timeout),
                        Requirements.empty()),
                    (MatchResult.Metadata file) -> file.resourceId().toString())
                .withOutputKeyCoder(StringUtf8Coder.of())
                .withPollInterval(interval)
                .withTerminationPerInput(end()))
        .apply("Files", Values.create())
        .setCoder(MetadataCoder.of())
        // One worker polls a pattern; all shall read.
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
                .withLabel("Wait for the rest of a file"));
  }

  private static Duration defaultIncompleteFileTimeout(Duration interval) {
    Duration intervals = interval.multipliedBy(INTERVALS_PER_TIMEOUT);
    return intervals.isLongerThan(MIN_INCOMPLETE_FILE_TIMEOUT)
        ? intervals
        : MIN_INCOMPLETE_FILE_TIMEOUT;
  }
}
