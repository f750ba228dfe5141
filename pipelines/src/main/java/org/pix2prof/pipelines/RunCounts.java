package org.pix2prof.pipelines;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;

/**
 * What a pipeline counted of its images.
 *
 * @param profiles images that got a profile
 * @param badByReason images and files that could not be used, by reason, each at least one
 * @param skippedByReason HDUs that are no science images, by what they are, each at least one
 * @param missingMasks images of a survey that came without their mask
 * @param missingFiles output files that were gone, published or not, when they were to be published
 * @param outside positions of a catalogue that no frame shows and that are no bad records
 * @param assumedByWhat profiles for which something was assumed that their images did not say, by
 *     what it is, each at least one
 */
public record RunCounts(
    long profiles,
    Map<String, Long> badByReason,
    Map<String, Long> skippedByReason,
    long missingMasks,
    long missingFiles,
    long outside,
    Map<String, Long> assumedByWhat) {
  /** Counts the profiles that come out; inferences would count those that turned out bad too. */
  static final String PROFILES = "profiles";

  /** Begins the counters of what was assumed. */
  static final String ASSUMED = "profiles_assumed_";

  /** Reasons of bad records that are of a catalogue's position or row, not of an image. */
  private static final Set<String> OF_POSITIONS =
      Set.of(
          "outside_frames",
          "bad_row",
          "no_id",
          "bad_id",
          "bad_position",
          "bad_position_angle",
          "bad_size");

  private static final String BAD = "bad_records_";
  private static final String SKIPPED = "hdus_skipped_";
  private static final String MISSING_MASKS = "masks_missing";
  private static final String MISSING_FILES = "output_files_missing";
  private static final String OUTSIDE = "positions_outside_frames";

  /** {@return how many could not be used} */
  public long bad() {
    return sum(badByReason);
  }

  /** {@return how many HDUs were passed over} */
  public long skipped() {
    return sum(skippedByReason);
  }

  /** {@return profiles, and bad records but those of a catalogue's positions} */
  public long images() {
    Map<String, Long> badImages = new TreeMap<>(badByReason);
    badImages.keySet().removeAll(OF_POSITIONS);
    return profiles + sum(badImages);
  }

  /** Reads the counters of a pipeline, running or done. */
  static RunCounts of(PipelineResult result) {
    return of(Counts.of(result));
  }

  /** Sorts counters, by their names. */
  static RunCounts of(Map<String, Long> counts) {
    return new RunCounts(
        counts.getOrDefault(PROFILES, 0L),
        beginning(BAD, counts),
        beginning(SKIPPED, counts),
        counts.getOrDefault(MISSING_MASKS, 0L),
        counts.getOrDefault(MISSING_FILES, 0L),
        counts.getOrDefault(OUTSIDE, 0L),
        beginning(ASSUMED, counts));
  }

  /** Counters of which the names begin alike, by the rest of their names, each at least one. */
  private static Map<String, Long> beginning(String prefix, Map<String, Long> counts) {
    Map<String, Long> some = new TreeMap<>();
    counts.forEach(
        (name, count) -> {
          if (name.startsWith(prefix) && count > 0) {
            some.put(name.substring(prefix.length()), count);
          }
        });
    return some;
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
