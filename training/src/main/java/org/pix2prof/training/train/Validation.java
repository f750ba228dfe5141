// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pix2prof.model.internal.Quantiles;
import org.pix2prof.model.internal.polar.EllipseState;
import org.pix2prof.model.internal.polar.NetworkOutput;
import org.pix2prof.model.internal.polar.PolarNetwork;

/** Deviation of a network's profiles from the truth, on held-out galaxies. */
final class Validation {
  private static final int BATCH = 32;
  static final double MAX_MU = 26.5;

  private final PolarNetwork network;
  private final int iterations;
  private final NDManager manager;
  private final CalibrationFit errors = new CalibrationFit();
  private final List<Double> medians = new ArrayList<>();
  private final List<Double> biases = new ArrayList<>();
  private int galaxies;

  /** Logit of the target of each image, and the greatest one of its other sources. */
  private final Map<Long, Float> targets = new HashMap<>();

  private final Map<Long, Float> others = new HashMap<>();

  /**
   * The metrics in mag/arcsec^2, over samples with mu at most 26.5.
   *
   * @param galaxies number of galaxies
   * @param median median of the profiles' median absolute errors
   * @param p90 90th percentile of the profiles' median absolute errors
   * @param bias median of the profiles' median errors
   * @param failures fraction of profiles whose median absolute error exceeds 0.5
   * @param wrongTargets fraction of images in which another source is taken for the target
   * @param errorScale factors of {@link org.pix2prof.model.internal.polar.UncertaintyCalibration}
   *     fitted to all samples
   */
  record Result(
      int galaxies,
      double median,
      double p90,
      double bias,
      double failures,
      double wrongTargets,
      float[] errorScale) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "median %.4f  p90 %.4f  bias %+.4f  failures %.2f%%  wrong targets %.2f%%",
          median,
          p90,
          bias,
          100 * failures,
          100 * wrongTargets);
    }
  }

  private Validation(PolarNetwork network, int iterations, NDManager manager) {
    this.network = network;
    this.iterations = iterations;
    this.manager = manager;
  }

  /**
   * Evaluates a network.
   *
   * @param network the network
   * @param iterations number of refinement iterations
   * @param samples of a finite number of images
   * @param start factors of the uncertainties of the initial model
   * @param manager parent of the temporary arrays
   */
  static Result of(
      PolarNetwork network,
      int iterations,
      TrainingSamples samples,
      float[] start,
      NDManager manager) {
    Validation validation = new Validation(network, iterations, manager);
    Batches batches = new Batches(BATCH, samples);
    List<TrainingSample> batch;
    while (!(batch = batches.next()).isEmpty()) {
      validation.evaluate(batch);
      batch.clear();
    }
    return validation.result(start);
  }

  private void evaluate(List<TrainingSample> batch) {
    List<EllipseState> ellipses = batch.stream().map(sample -> sample.ellipse).toList();
    for (int iteration = 1; iteration <= iterations; iteration++) {
      try (NDManager scope = manager.newSubManager()) {
        NetworkOutput output = network.forward(ellipses, scope);
        if (iteration == 1 && output.target() != null) {
          addLogits(batch, output.target().toFloatArray());
        }
        if (iteration < iterations) {
          PolarNetwork.refine(ellipses, output);
        } else {
          evaluate(batch, output);
        }
      }
    }
  }

  private void addLogits(List<TrainingSample> batch, float[] logits) {
    for (int k = 0; k < logits.length; k++) {
      TrainingSample sample = batch.get(k);
      (sample.isTarget() ? targets : others).merge(sample.image, logits[k], Math::max);
    }
  }

  private void evaluate(List<TrainingSample> batch, NetworkOutput output) {
    float[] logFlux = output.logFlux().toFloatArray();
    float[] logScale = output.logScale().toFloatArray();
    int steps = logFlux.length / batch.size();
    for (int k = 0; k < batch.size(); k++) {
      TrainingSample sample = batch.get(k);
      galaxies += sample.isTarget() ? 1 : 0;
      List<Double> bright = new ArrayList<>();
      for (int i = 0; i < sample.length; i++) {
        int at = k * steps + i;
        if (Float.isNaN(sample.logFlux[i])) {
          continue;
        }
        double error = MAG_PER_E_FOLD * (sample.logFlux[i] - logFlux[at]);
        errors.add(sample.logFlux[i], Math.abs(error) / Math.exp(logScale[at]));
        if (sample.mu[i] <= MAX_MU) {
          bright.add(error);
        }
      }
      if (!bright.isEmpty()) {
        medians.add(Quantiles.of(bright.stream().mapToDouble(Math::abs)).median());
        biases.add(Quantiles.of(bright.stream().mapToDouble(x -> x)).median());
      }
    }
  }

  private Result result(float[] start) {
    long wrong =
        targets.entrySet().stream()
            .filter(
                target ->
                    others.getOrDefault(target.getKey(), Float.NEGATIVE_INFINITY)
                        > target.getValue())
            .count();
    Quantiles error = Quantiles.of(medians.stream().mapToDouble(x -> x));
    return new Result(
        galaxies,
        error.median(),
        error.at(0.9),
        Quantiles.of(biases.stream().mapToDouble(x -> x)).median(),
        medians.stream().filter(x -> x > 0.5).count() / (double) medians.size(),
        targets.isEmpty() ? 0 : wrong / (double) targets.size(),
        errors.factors(start));
  }
}
