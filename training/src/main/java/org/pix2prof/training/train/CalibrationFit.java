// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pix2prof.model.internal.polar.UncertaintyCalibration;

/**
 * Fits the factors of an {@link UncertaintyCalibration}. For normal errors one factor puts 68.27
 * per cent of the samples within one standard deviation and 95.45 per cent within two. The true
 * errors have longer tails, so the factor at each node makes the excess within one standard
 * deviation twice the deficit within two.
 */
final class CalibrationFit {
  private static final double WITHIN_ONE = 0.6827;
  private static final double WITHIN_TWO = 0.9545;
  private static final double EXCESS_OVER_DEFICIT = 2;
  private static final double MIN_FACTOR = 2e-3;
  private static final double MAX_FACTOR = 1e3;

  /** A node with fewer samples takes its neighbour's factor. */
  private static final int MIN_SAMPLES = 200;

  private final List<List<Double>> ratios =
      IntStream.range(0, UncertaintyCalibration.NODES)
          .<List<Double>>mapToObj(i -> new ArrayList<>())
          .toList();

  /**
   * Adds a sample to the nearest node.
   *
   * @param logFlux true value; near the noise, binning by the predicted value would select samples
   *     by their error
   * @param ratio of the absolute error to the predicted scale
   */
  void add(double logFlux, double ratio) {
    long node = Math.round(logFlux) - UncertaintyCalibration.FIRST_NODE;
    ratios.get((int) Math.max(0, Math.min(UncertaintyCalibration.NODES - 1, node))).add(ratio);
  }

  /**
   * Returns one factor per node, to three decimals: the last bits of the engine's sums depend on
   * the alignment of its memory.
   *
   * @param start factors of the initial model; if no node has enough samples, all are multiplied by
   *     one factor, or kept if there are few samples in all
   */
  float[] factors(float[] start) {
    if (ratios.stream().anyMatch(at -> at.size() >= MIN_SAMPLES)) {
      return rounded(factors());
    }
    List<Double> all = new ArrayList<>();
    for (int node = 0; node < start.length; node++) {
      for (double ratio : ratios.get(node)) {
        all.add(ratio / start[node]);
      }
    }
    float[] factors = start.clone();
    if (all.size() >= MIN_SAMPLES) {
      double common = factor(all.stream().mapToDouble(x -> x).sorted().toArray());
      for (int node = 0; node < factors.length; node++) {
        factors[node] = (float) (common * factors[node]);
      }
    }
    return rounded(factors);
  }

  private static float[] rounded(float[] factors) {
    for (int node = 0; node < factors.length; node++) {
      factors[node] = Math.round(1000 * factors[node]) / 1000f;
    }
    return factors;
  }

  /** Returns one factor per node, of which at least one has enough samples. */
  private float[] factors() {
    float[] factors = new float[UncertaintyCalibration.NODES];
    for (int node = 0; node < factors.length; node++) {
      List<Double> at = ratios.get(node);
      if (at.size() >= MIN_SAMPLES) {
        factors[node] = (float) factor(at.stream().mapToDouble(x -> x).sorted().toArray());
      }
    }
    // The brightest nodes are filled from fainter ones, then the faintest from brighter ones.
    for (int node = 1; node < factors.length; node++) {
      factors[node] = factors[node] > 0 ? factors[node] : factors[node - 1];
    }
    for (int node = factors.length - 2; node >= 0; node--) {
      factors[node] = factors[node] > 0 ? factors[node] : factors[node + 1];
    }
    return factors;
  }

  /** Bisects for the factor; the excess grows and the deficit shrinks with it. */
  private static double factor(double[] sorted) {
    double low = MIN_FACTOR;
    double high = MAX_FACTOR;
    while (high > low * (1 + 1e-6)) {
      double factor = Math.sqrt(low * high);
      double excess = within(sorted, factor) - WITHIN_ONE;
      double deficit = WITHIN_TWO - within(sorted, 2 * factor);
      if (excess > EXCESS_OVER_DEFICIT * deficit) {
        high = factor;
      } else {
        low = factor;
      }
    }
    return low;
  }

  private static double within(double[] sorted, double limit) {
    int at = Arrays.binarySearch(sorted, limit);
    return (double) (at < 0 ? -at - 1 : at + 1) / sorted.length;
  }
}
