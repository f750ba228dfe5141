// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.pix2prof.model.internal.Quantiles;

/**
 * Errors of one structural parameter over all profiles.
 *
 * @param quantity name of its column, or {@code mag_total_true}
 * @param relative true if deviations are fractions of the reference, as for radii
 * @param profiles number of profiles for which both prediction and reference have a value
 * @param bias median of predicted minus reference
 * @param scatter half the width of the central 68.3 per cent of predicted minus reference
 * @param errors number of {@code profiles} with an error
 * @param within1Sigma fraction of {@code errors} within one error of the reference
 * @param within2Sigma fraction of {@code errors} within two errors of the reference
 * @param flagged number of predictions without a value, by reason
 * @param flaggedReferences number of references without a value, by reason
 */
record StructureMetrics(
    String quantity,
    boolean relative,
    int profiles,
    double bias,
    double scatter,
    int errors,
    @JsonProperty("within_1_sigma") double within1Sigma,
    @JsonProperty("within_2_sigma") double within2Sigma,
    Map<String, Integer> flagged,
    Map<String, Integer> flaggedReferences) {

  /** Fraction of a normal distribution below mean - 1 sigma. */
  private static final double BELOW_1_SIGMA = 0.1587;

  /**
   * Computes the metrics of every parameter.
   *
   * @param profiles the same parameters of each profile, in the same order
   * @return one per parameter, without the true total magnitude if no reference has it
   */
  static List<StructureMetrics> of(List<List<StructureDeviation>> profiles) {
    return IntStream.range(0, profiles.get(0).size())
        .mapToObj(i -> ofOne(profiles.stream().map(all -> all.get(i)).toList()))
        .filter(f -> f.profiles > 0 || !f.quantity.equals(StructureDeviation.TRUE_TOTAL))
        .toList();
  }

  private static StructureMetrics ofOne(List<StructureDeviation> deviations) {
    Quantiles off = Quantiles.of(deviations.stream().mapToDouble(StructureDeviation::deviation));
    double[] sigmas =
        deviations.stream()
            .mapToDouble(StructureDeviation::sigmas)
            .filter(s -> !Double.isNaN(s))
            .toArray();
    return new StructureMetrics(
        deviations.get(0).quantity(),
        deviations.get(0).isRelative(),
        off.count(),
        off.median(),
        (off.at(1 - BELOW_1_SIGMA) - off.at(BELOW_1_SIGMA)) / 2,
        sigmas.length,
        within(sigmas, 1),
        within(sigmas, 2),
        reasons(
            deviations.stream().filter(d -> Double.isNaN(d.predicted())).toList(),
            StructureDeviation::flag),
        reasons(
            deviations.stream().filter(d -> Double.isNaN(d.reference())).toList(),
            StructureDeviation::referenceFlag));
  }

  private static double within(double[] sigmas, double limit) {
    return DoubleStream.of(sigmas).map(s -> s <= limit ? 1 : 0).average().orElse(Double.NaN);
  }

  private static Map<String, Integer> reasons(
      List<StructureDeviation> deviations, Function<StructureDeviation, String> reason) {
    Map<String, Integer> counts = new TreeMap<>();
    deviations.forEach(d -> counts.merge(reason.apply(d), 1, Integer::sum));
    return counts;
  }
}
