package org.pix2prof.pipelines;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/**
 * What a pipeline counted of its images.
 *
 * @param profiles images that got a profile
 * @param badByReason images and files that could not be used, by reason, each at least one
 * @param skippedByReason HDUs that are no science images, by what they are, each at least one
 * @param missingMasks images of a survey that came without their mask
 * @param missingFiles output files that were gone, published or not, when they were to be published
 * @param outside positions of a catalogue that no frame shows and that are no bad records
 */
public record Tally(
    long profiles,
    Map<String, Long> badByReason,
    Map<String, Long> skippedByReason,
    long missingMasks,
    long missingFiles,
    long outside) {
  /** Counts the profiles that come out; inferences would count those that turned out bad too. */
  static final String PROFILES = "profiles";

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

  /** {@return profiles and bad records together} */
  public long images() {
    return profiles + bad();
  }

  /** Reads the counters of a pipeline, running or done. */
  static Tally of(PipelineResult result) {
    MetricQueryResults metrics = result.metrics().queryMetrics(MetricsFilter.builder().build());
    long profiles = 0;
    long missingMasks = 0;
    long missingFiles = 0;
    long outside = 0;
    Map<String, Long> bad = new TreeMap<>();
    Map<String, Long> skipped = new TreeMap<>();
    for (MetricResult<Long> counter : metrics.getCounters()) {
      String name = counter.getName().getName();
      long count = counter.getAttempted();
      if (name.equals(PROFILES)) {
        profiles += count;
      } else if (name.equals(MISSING_MASKS)) {
        missingMasks += count;
      } else if (name.equals(MISSING_FILES)) {
        missingFiles += count;
      } else if (name.equals(OUTSIDE)) {
        outside += count;
      } else if (name.startsWith(BAD) && count > 0) {
        bad.merge(name.substring(BAD.length()), count, Long::sum);
      } else if (name.startsWith(SKIPPED) && count > 0) {
        skipped.merge(name.substring(SKIPPED.length()), count, Long::sum);
      }
    }
    return new Tally(profiles, bad, skipped, missingMasks, missingFiles, outside);
  }

  private static long sum(Map<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
