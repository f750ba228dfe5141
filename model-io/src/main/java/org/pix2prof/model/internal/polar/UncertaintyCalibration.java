// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

/**
 * Converts the predicted scale b of the Laplace distribution to one standard deviation. The true
 * errors are neither Laplace nor normal, and their distribution depends on the brightness, so b is
 * multiplied by a factor that is linear between nodes of brightness over sky noise. The factors are
 * fitted after training on galaxies outside the training set.
 */
public final class UncertaintyCalibration {
  /** Name of the weight that holds the factors. */
  public static final String WEIGHT = "calibration";

  /** Number of factors. */
  public static final int NODES = 11;

  /** {@link NetworkOutput#logFlux} of the first node; the others follow in steps of 1. */
  public static final int FIRST_NODE = -3;

  private final float[] factors;

  /**
   * Creates a calibration with the given factors.
   *
   * @param factors one for each node
   */
  public UncertaintyCalibration(float[] factors) {
    if (factors.length != NODES) {
      throw new IllegalArgumentException(factors.length + " factors for " + NODES + " nodes");
    }
    this.factors = factors.clone();
  }

  /**
   * Returns the factor for a brightness. Beyond the nodes it is that of the nearest node.
   *
   * @param logFlux {@link NetworkOutput#logFlux} of the sample
   * @return ratio of one standard deviation to b
   */
  public double factor(double logFlux) {
    double at = Math.max(0, Math.min(NODES - 1, logFlux - FIRST_NODE));
    int node = Math.min(NODES - 2, (int) at);
    double part = at - node;
    return (1 - part) * factors[node] + part * factors[node + 1];
  }

  /**
   * Returns the standard deviations, mag/arcsec^2, of {@code length} samples from {@code from} on.
   */
  float[] deviations(float[] logScale, float[] logFlux, int from, int length) {
    float[] deviations = new float[length];
    for (int i = 0; i < length; i++) {
      deviations[i] = (float) (factor(logFlux[from + i]) * Math.exp(logScale[from + i]));
    }
    return deviations;
  }
}
