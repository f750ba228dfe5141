// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;

/**
 * Counts of a pipeline's images.
 *
 * @param profiles images with a profile
 * @param badByReason unusable images and files by reason, each at least one
 * @param skippedByReason HDUs without science images, by kind, each at least one
 * @param missingMasks images of a survey without their mask
 * @param missingFiles output files that were missing at publication, whether already published or
 *     not
 * @param outside catalogue positions on no frame that are not bad records
 * @param assumedByWhat profiles with an assumed quantity that their images do not give, by
 *     quantity, each at least one
 * @param doubtful profiles whose calibration cannot be trusted
 * @param captionSeconds duration from the first image at the model to the last profile, without the
 *     start-up; 0 if unknown
 */
public record RunCounts(
    long profiles,
    Map<String, Long> badByReason,
    Map<String, Long> skippedByReason,
    long missingMasks,
    long missingFiles,
    long outside,
    Map<String, Long> assumedByWhat,
    long doubtful,
    double captionSeconds) {
  /** Counter of the profiles written; inferences would include those that turned out bad. */
  static final String PROFILES = "profiles";

  /** Prefix of the counters of assumed quantities. */
  static final String ASSUMED = "profiles_assumed_";

  /** Counter of profiles with the flag of a doubtful calibration. */
  static final String DOUBTFUL = "profiles_calibration_doubtful";

  /** Reasons of bad records of a catalogue's position or row, not of an image. */
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
  private static final String CAPTION_TIME = "caption_time_milli_secs";
  private static final String OUTSIDE = "positions_outside_frames";

  /** {@return number of bad records} */
  public long bad() {
    return sum(badByReason);
  }

  /** {@return number of skipped HDUs} */
  public long skipped() {
    return sum(skippedByReason);
  }

  /** {@return number of profiles and bad records, without those of a catalogue's positions} */
  public long images() {
    Map<String, Long> badImages = new TreeMap<>(badByReason);
    badImages.keySet().removeAll(OF_POSITIONS);
    return profiles + sum(badImages);
  }

  /** Reads the counters of a running or finished pipeline. */
  static RunCounts of(PipelineResult result) {
    return of(Counts.of(result), Counts.spanMillis(result, CAPTION_TIME) / 1000.0);
  }

  /** Groups counters by their names. */
  static RunCounts of(Map<String, Long> counts) {
    return of(counts, 0);
  }

  private static RunCounts of(Map<String, Long> counts, double captionSeconds) {
    return new RunCounts(
        counts.getOrDefault(PROFILES, 0L),
        beginning(BAD, counts),
        beginning(SKIPPED, counts),
        counts.getOrDefault(MISSING_MASKS, 0L),
        counts.getOrDefault(MISSING_FILES, 0L),
        counts.getOrDefault(OUTSIDE, 0L),
        beginning(ASSUMED, counts),
        counts.getOrDefault(DOUBTFUL, 0L),
        captionSeconds);
  }

  /** Returns the counters with a prefix, by the rest of their names, each at least one. */
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
