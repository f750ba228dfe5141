// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.polar.UncertaintyCalibration;

/** Weights with the smallest median deviation so far. Decides when to stop. */
final class BestModel {
  /** Key of the median deviation among the metrics of a manifest. */
  static final String MEDIAN = "medianDeviation";

  private final int patience;
  private double median = Double.POSITIVE_INFINITY;
  private int without;
  private @Nullable Map<String, NDArray> weights;

  /**
   * Starts without a validation.
   *
   * @param patience number of validations without improvement that end the run; 0 for no limit
   */
  BestModel(int patience) {
    this.patience = patience;
  }

  /**
   * Adds a validation, and copies the weights if it is the best so far.
   *
   * @param result of the validation
   * @param current weights that were validated
   * @param manager owner of the copies
   * @return whether it is the best so far
   */
  boolean improves(Validation.Result result, Map<String, NDArray> current, NDManager manager) {
    if (!(result.median() < median)) {
      without++;
      return false;
    }
    median = result.median();
    without = 0;
    if (weights != null) {
      weights.values().forEach(NDArray::close);
    }
    Map<String, NDArray> copies = new LinkedHashMap<>();
    current.forEach(
        (name, array) -> {
          NDArray copy = array.duplicate();
          copy.attach(manager);
          copies.put(name, copy);
        });
    weights = copies;
    return true;
  }

  /**
   * Takes the best model of the part of the run before it was interrupted.
   *
   * @param model its bundle
   * @param manager owner of the weights
   */
  void restore(ModelBundle model, NDManager manager) throws IOException {
    Object metrics = model.manifest().provenance().get("metrics");
    if (metrics instanceof Map<?, ?> values && values.get(MEDIAN) instanceof Number number) {
      median = number.doubleValue();
      weights = WeightInitializer.weights(model.manifest(), model, manager);
      weights.remove(UncertaintyCalibration.WEIGHT);
    }
  }

  /** Returns the best weights; empty before the first validation. */
  Optional<Map<String, NDArray>> weights() {
    return Optional.ofNullable(weights);
  }

  /** Returns whether there was no improvement for too long. */
  boolean isExhausted() {
    return patience > 0 && without >= patience;
  }
}
