// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pix2prof.internal.references.Deviation;

/** Prints an {@link Evaluation} as a short table. */
final class EvaluationText {
  private static final int MAX_LISTED = 10;

  private final Evaluation evaluation;
  private final PrintStream out;

  private EvaluationText(Evaluation evaluation, PrintStream out) {
    this.evaluation = evaluation;
    this.out = out;
  }

  /** Prints the table; the last line is the headline metric. */
  static void print(Evaluation evaluation, PrintStream out) {
    new EvaluationText(evaluation, out).print();
  }

  private void print() {
    line("model  %s", evaluation.model());
    line(
        "truth  %s: %d profiles, %d of them among the %d predicted, %d missing",
        evaluation.truth(),
        evaluation.references(),
        evaluation.profiles().size(),
        evaluation.predictions(),
        evaluation.missing().size());
    line("");
    metrics();
    line("");
    bins("mu_true", evaluation.byMu());
    line("");
    bins("radius, arcsec", evaluation.byRadius());
    line("");
    structure();
    list(
        "missing",
        evaluation.missing().stream()
            .map(m -> label(m.objectId(), m.band()) + ": " + m.reason())
            .toList());
    list(
        "bad records by reason",
        evaluation.badRecords().entrySet().stream()
            .map(reason -> reason.getKey() + ": " + reason.getValue())
            .toList());
    line("");
    SummaryStatistics headline = evaluation.brighter().deviation();
    line(
        "median deviation (mu <= %s): %s mag over %d profile%s",
        Deviation.FAINTEST,
        fixed(headline.median()),
        headline.profiles(),
        headline.profiles() == 1 ? "" : "s");
  }

  private void metrics() {
    line("%-36s %15s %15s", "mag/arcsec^2", "mu <= " + Deviation.FAINTEST, "all");
    row("median deviation", f -> fixed(f.deviation().median()));
    row(
        "  quartiles",
        f -> fixed(f.deviation().lowerQuartile()) + ", " + fixed(f.deviation().upperQuartile()));
    row("  90th percentile", f -> fixed(f.deviation().percentile90()));
    row("  greatest", f -> fixed(f.deviation().max()));
    row("  outermost third", f -> fixed(f.outermostThird().median()));
    row("bias (positive: too faint)", f -> signed(f.bias().median()));
    row("profiles off by more than " + EvaluationMetrics.FAILURE, f -> failures(f));
    row("samples covered", f -> percent(f.coverage()));
    row("  least of a profile", f -> percent(f.coverageByProfile().min()));
    row(
        "samples within 1, 2 sigma (68%, 95%)",
        f ->
            percent(f.calibration().within1Sigma())
                + " "
                + percent(f.calibration().within2Sigma()));
    if (evaluation.all().isophotes().pooled().samples() > 0) {
      isophotes();
    }
    SummaryStatistics length = evaluation.lengthRatio();
    line(
        "%-36s %31s",
        "last radius, predicted / true",
        String.format(
            Locale.ROOT,
            "%.2f (quartiles %.2f, %.2f)",
            length.median(),
            length.lowerQuartile(),
            length.upperQuartile()));
    line(
        "%-36s %31s",
        "  within 2 samples of the true one", percent(evaluation.length().within2Samples()));
  }

  private void isophotes() {
    String limit = " (true e > " + Deviation.ROUNDEST + ")";
    row("ellipticity off by" + limit, f -> fixed(f.isophotes().ellipticity().median()));
    row("  90th percentile", f -> fixed(f.isophotes().ellipticity().percentile90()));
    row(
        "  all samples, median, 90th",
        f -> {
          IsophoteMetrics.Pooled pooled = f.isophotes().pooled();
          return fixed(pooled.ellipticityMedian()) + ", " + fixed(pooled.ellipticityPercentile90());
        });
    row("position angle off by, deg", f -> degrees(f.isophotes().paDeg().median()));
    row("  90th percentile", f -> degrees(f.isophotes().paDeg().percentile90()));
    row(
        "  all samples, median, 90th",
        f -> {
          IsophoteMetrics.Pooled pooled = f.isophotes().pooled();
          return degrees(pooled.paDegMedian()) + ", " + degrees(pooled.paDegPercentile90());
        });
  }

  private static String failures(EvaluationMetrics metrics) {
    return metrics.failures() + " (" + percent(metrics.failureFraction()) + ")";
  }

  private void row(String name, Function<EvaluationMetrics, String> cell) {
    line("%-36s %15s %15s", name, cell.apply(evaluation.brighter()), cell.apply(evaluation.all()));
  }

  private void bins(String name, List<BinnedStatistics> bins) {
    line("%-16s %8s %10s %8s %14s", name, "samples", "deviation", "bias", "1, 2 sigma");
    for (BinnedStatistics bin : bins) {
      line(
          "%-16s %8d %10s %8s %14s",
          range(bin.from(), bin.to()),
          bin.samples(),
          fixed(bin.deviation()),
          signed(bin.bias()),
          percent(bin.within1Sigma()) + " " + percent(bin.within2Sigma()));
    }
  }

  private void structure() {
    line(
        "%-16s %8s %10s %8s %14s  %s",
        "structure", "profiles", "bias", "scatter", "1, 2 sigma", "not given");
    for (StructureMetrics metrics : evaluation.structure()) {
      boolean relative = metrics.relative();
      line(
          "%-16s %8d %10s %8s %14s  %s",
          metrics.quantity(),
          metrics.profiles(),
          relative ? signedPercent(metrics.bias()) : signed(metrics.bias()),
          relative ? percent(metrics.scatter()) : fixed(metrics.scatter()),
          percent(metrics.within1Sigma()) + " " + percent(metrics.within2Sigma()),
          reasons(metrics.flagged()));
    }
  }

  private static String reasons(Map<String, Integer> counts) {
    return counts.entrySet().stream()
        .map(reason -> reason.getKey() + " " + reason.getValue())
        .collect(Collectors.joining(", "));
  }

  private static String range(double from, double to) {
    return Double.isInfinite(from)
        ? "under " + number(to)
        : Double.isInfinite(to) ? "from " + number(from) : number(from) + " - " + number(to);
  }

  private static String number(double value) {
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }

  private void list(String title, List<String> entries) {
    if (!entries.isEmpty()) {
      line("");
      line("%s: %d", title, entries.size());
      entries.stream().limit(MAX_LISTED).forEach(entry -> line("  %s", entry));
      if (entries.size() > MAX_LISTED) {
        line("  and %d more (--output lists all)", entries.size() - MAX_LISTED);
      }
    }
  }

  private static String label(String objectId, String band) {
    return band == null ? objectId : objectId + " " + band;
  }

  private static String fixed(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String degrees(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static String signed(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%+.3f", value);
  }

  private static String signedPercent(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%+.1f%%", 100 * fraction);
  }

  private static String percent(double fraction) {
    return Double.isNaN(fraction) ? "-" : String.format(Locale.ROOT, "%.1f%%", 100 * fraction);
  }

  private void line(String format, Object... args) {
    out.println(String.format(Locale.ROOT, format, args).stripTrailing());
  }
}
