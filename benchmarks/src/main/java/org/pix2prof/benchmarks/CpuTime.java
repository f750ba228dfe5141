// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Profiler of the JVM's CPU time per galaxy, which other programs affect less than wall-clock time.
 */
public final class CpuTime implements InternalProfiler {
  static final String NAME = "cpu";

  private final OperatingSystemMXBean process =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
  private long start;

  /** Constructor for JMH. */
  public CpuTime() {}

  @Override
  public String getDescription() {
    return "CPU time of the JVM per operation";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    start = process.getProcessCpuTime();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    double millis = (process.getProcessCpuTime() - start) / 1e6;
    return List.of(
        new ScalarResult(
            NAME, millis / result.getMetadata().getAllOps(), "ms/op", AggregationPolicy.AVG));
  }
}
