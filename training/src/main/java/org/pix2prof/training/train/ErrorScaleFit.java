package org.pix2prof.training.train;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.pix2prof.model.polar.ErrorScale;
import org.pix2prof.training.evaluate.Quantiles;

/**
 * Fits the factors of an {@link ErrorScale}: at each node the geometric mean of the factor that
 * puts 68.27 per cent of the samples within one standard deviation and the one that puts 95.45 per
 * cent within two. For a normal distribution they are the same.
 */
final class ErrorScaleFit {
  private static final double WITHIN_ONE = 0.6827;
  private static final double WITHIN_TWO = 0.9545;

  /** A node with fewer samples takes its neighbour's factor. */
  private static final int FEWEST = 200;

  private final List<List<Double>> ratios =
      IntStream.range(0, ErrorScale.NODES).<List<Double>>mapToObj(i -> new ArrayList<>()).toList();

  /**
   * Adds a sample to the node that is next to it.
   *
   * @param logFlux predicted
   * @param ratio of the absolute error to the predicted scale
   */
  void add(double logFlux, double ratio) {
    long node = Math.round(logFlux) - ErrorScale.FIRST_NODE;
    ratios.get((int) Math.max(0, Math.min(ErrorScale.NODES - 1, node))).add(ratio);
  }

  /** One factor for each node; all 1 where no node has enough samples. */
  float[] factors() {
    float[] factors = new float[ErrorScale.NODES];
    for (int node = 0; node < factors.length; node++) {
      List<Double> at = ratios.get(node);
      if (at.size() >= FEWEST) {
        Quantiles quantiles = Quantiles.of(at.stream().mapToDouble(x -> x));
        factors[node] = (float) Math.sqrt(quantiles.at(WITHIN_ONE) * quantiles.at(WITHIN_TWO) / 2);
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
}
