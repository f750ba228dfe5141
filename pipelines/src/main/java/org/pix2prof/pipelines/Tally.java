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
 * @param bad images that could not be used
 * @param badByReason the bad ones by reason, each at least one
 */
public record Tally(long profiles, long bad, Map<String, Long> badByReason) {
  private static final String PROFILES = "num_inferences";
  private static final String BAD = "bad_records_";

  /** {@return profiles and bad records together} */
  public long images() {
    return profiles + bad;
  }

  /** Reads the counters of a pipeline, running or done. */
  static Tally of(PipelineResult result) {
    MetricQueryResults metrics = result.metrics().queryMetrics(MetricsFilter.builder().build());
    long profiles = 0;
    Map<String, Long> badByReason = new TreeMap<>();
    for (MetricResult<Long> counter : metrics.getCounters()) {
      String name = counter.getName().getName();
      long count = counter.getAttempted();
      if (name.equals(PROFILES)) {
        profiles += count;
      } else if (name.startsWith(BAD) && count > 0) {
        badByReason.merge(name.substring(BAD.length()), count, Long::sum);
      }
    }
    long bad = badByReason.values().stream().mapToLong(Long::longValue).sum();
    return new Tally(profiles, bad, badByReason);
  }
}
