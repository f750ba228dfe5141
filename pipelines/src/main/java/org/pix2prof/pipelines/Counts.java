// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;

/** Counters of a pipeline, and their text. */
final class Counts {
  /** Reads the counters of a running or finished pipeline, summed over steps by name. */
  static Map<String, Long> of(PipelineResult result) {
    Map<String, Long> counts = new TreeMap<>();
    for (MetricResult<Long> counter :
        result.metrics().queryMetrics(MetricsFilter.builder().build()).getCounters()) {
      counts.merge(counter.getName().getName(), counter.getAttempted(), Long::sum);
    }
    return counts;
  }

  /** Returns the range of a distribution of times over all steps; 0 if there is none. */
  static long spanMillis(PipelineResult result, String name) {
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (MetricResult<DistributionResult> times :
        result.metrics().queryMetrics(MetricsFilter.builder().build()).getDistributions()) {
      if (times.getName().getName().equals(name) && times.getAttempted().getCount() > 0) {
        first = Math.min(first, times.getAttempted().getMin());
        last = Math.max(last, times.getAttempted().getMax());
      }
    }
    return last < first ? 0 : last - first;
  }

  /** Formats a number with its noun: {@code 1 image} or {@code 2 images}. */
  static String format(long n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private Counts() {}
}
