// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * Cost of a stage in milliseconds of CPU time per galaxy.
 *
 * @param stage name of the stage
 * @param median median of the iterations
 * @param min minimum of the iterations
 * @param max maximum of the iterations
 */
record Cost(String stage, double median, double min, double max) {
  private static final String REFERENCE = "simpleLoop";

  static Cost of(RunResult result) {
    String method = result.getParams().getBenchmark();
    Statistics times = result.getSecondaryResults().get(CpuTime.NAME).getStatistics();
    return new Cost(
        method.substring(method.lastIndexOf('.') + 1),
        times.getPercentile(50),
        times.getMin(),
        times.getMax());
  }

  /** Formats a Markdown table, cheapest stage first; without ratios if the reference is missing. */
  static String table(Collection<Cost> costs) {
    double unit =
        costs.stream()
            .filter(cost -> cost.stage.equals(REFERENCE))
            .mapToDouble(Cost::median)
            .findAny()
            .orElse(Double.NaN);
    StringBuilder table = new StringBuilder();
    table
        .append("| stage | CPU-ms per galaxy | least to most | times ")
        .append(REFERENCE)
        .append(" |\n");
    table.append("|---|---|---|---|\n");
    costs.stream()
        .sorted(Comparator.comparingDouble(Cost::median))
        .forEach(
            cost ->
                table.append(
                    String.format(
                        Locale.ROOT,
                        "| `%s` | %.2f | %.2f to %.2f | %s |\n",
                        cost.stage,
                        cost.median,
                        cost.min,
                        cost.max,
                        Double.isNaN(unit)
                            ? ""
                            : String.format(Locale.ROOT, "%.1f", cost.median / unit))));
    return table.toString();
  }
}
