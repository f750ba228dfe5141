package org.pix2prof.training.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.pix2prof.model.polar.UncertaintyCalibration;

/**
 * Fits the factors of an {@link UncertaintyCalibration}. For normal errors one factor puts 68.27
 * per cent of the samples within one standard deviation and 95.45 per cent within two. The true
 * errors have longer tails, so at each node the factor is the one that has too many within one and
 * too few within two, and twice as many too many as too few.
 */
final class CalibrationFit {
  private static final double WITHIN_ONE = 0.6827;
  private static final double WITHIN_TWO = 0.9545;
  private static final double EXCESS_OVER_LACK = 2;
  private static final double LEAST = 1e-3;
  private static final double MOST = 1e3;

  /** A node with fewer samples takes its neighbour's factor. */
  private static final int FEWEST = 200;

  private final List<List<Double>> ratios =
      IntStream.range(0, UncertaintyCalibration.NODES)
          .<List<Double>>mapToObj(i -> new ArrayList<>())
          .toList();

  /**
   * Adds a sample to the node that is next to it.
   *
   * @param logFlux true: at the noise, samples of one predicted brightness are chosen by their
   *     error
   * @param ratio of the absolute error to the predicted scale
   */
  void add(double logFlux, double ratio) {
    long node = Math.round(logFlux) - UncertaintyCalibration.FIRST_NODE;
    ratios.get((int) Math.max(0, Math.min(UncertaintyCalibration.NODES - 1, node))).add(ratio);
  }

  /** One factor for each node; all 1 where no node has enough samples. */
  float[] factors() {
    float[] factors = new float[UncertaintyCalibration.NODES];
    for (int node = 0; node < factors.length; node++) {
      List<Double> at = ratios.get(node);
      if (at.size() >= FEWEST) {
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
    for (int node = 0; node < factors.length; node++) {
      factors[node] = factors[node] > 0 ? factors[node] : 1;
    }
    return factors;
  }

  /** By bisection: the excess grows and the lack shrinks with the factor. */
  private static double factor(double[] sorted) {
    double low = LEAST;
    double high = MOST;
    while (high > low * (1 + 1e-6)) {
      double factor = Math.sqrt(low * high);
      double excess = within(sorted, factor) - WITHIN_ONE;
      double lack = WITHIN_TWO - within(sorted, 2 * factor);
      if (excess > EXCESS_OVER_LACK * lack) {
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
