package org.pix2prof.benchmarks;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What a stage costs, milliseconds of processor time per galaxy.
 *
 * @param stage its name
 * @param median of the iterations
 * @param least of the iterations
 * @param most of the iterations
 */
record Cost(String stage, double median, double least, double most) {
  private static final String YARDSTICK = "simpleLoop";

  static Cost of(RunResult result) {
    String method = result.getParams().getBenchmark();
    Statistics times = result.getSecondaryResults().get(CpuTime.NAME).getStatistics();
    return new Cost(
        method.substring(method.lastIndexOf('.') + 1),
        times.getPercentile(50),
        times.getMin(),
        times.getMax());
  }

  /** A Markdown table, the cheapest first; without ratios where the yardstick is missing. */
  static String table(Collection<Cost> costs) {
    double unit =
        costs.stream()
            .filter(cost -> cost.stage.equals(YARDSTICK))
            .mapToDouble(Cost::median)
            .findAny()
            .orElse(Double.NaN);
    StringBuilder table = new StringBuilder();
    table
        .append("| stage | CPU-ms per galaxy | least to most | times ")
        .append(YARDSTICK)
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
                        cost.least,
                        cost.most,
                        Double.isNaN(unit)
                            ? ""
                            : String.format(Locale.ROOT, "%.1f", cost.median / unit))));
    return table.toString();
  }
}
