// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma &amp; Ba 2015) with decoupled weight decay, a limit on the gradient's global norm,
 * and an exponential moving average of the weights. DJL's own optimiser cannot save its state,
 * which resuming a run requires.
 */
final class Adam {
  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.99f;
  private static final float EPSILON = 1e-8f;
  private static final float DECAY = 1e-4f;
  private static final double MAX_NORM = 1;

  private final Map<String, NDArray> weights;
  private final Map<String, NDArray> first = new LinkedHashMap<>();
  private final Map<String, NDArray> second = new LinkedHashMap<>();
  private final Map<String, NDArray> mean = new LinkedHashMap<>();
  private long step;

  Adam(Map<String, NDArray> weights, NDManager manager) {
    this.weights = weights;
    weights.forEach(
        (name, weight) -> {
          first.put(name, manager.zeros(weight.getShape()));
          second.put(name, manager.zeros(weight.getShape()));
          NDArray copy = weight.duplicate();
          copy.attach(manager);
          mean.put(name, copy);
        });
  }

  /** The moving average of the weights, which the model bundle holds. */
  Map<String, NDArray> mean() {
    return mean;
  }

  long steps() {
    return step;
  }

  /**
   * Updates the weights and zeroes their gradients. Leaves the weights unchanged if the gradients'
   * norm is not finite: gradients occasionally explode in backpropagation through the GRU's steps.
   *
   * @param rate learning rate
   * @param manager of the temporary arrays
   * @return true if the weights were updated
   */
  boolean step(float rate, NDManager manager) {
    double norm = 0;
    Map<String, NDArray> gradients = new LinkedHashMap<>();
    for (var weight : weights.entrySet()) {
      NDArray gradient = weight.getValue().getGradient();
      gradient.attach(manager);
      gradients.put(weight.getKey(), gradient);
      norm += gradient.square().sum().getFloat();
    }
    norm = Math.sqrt(norm);
    if (!Double.isFinite(norm)) {
      // Multiplying by 0 would keep NaN, and NDArray.set with a Java array would share its memory.
      gradients.values().forEach(gradient -> gradient.set(new NDIndex(":"), 0));
      return false;
    }
    step++;
    float scale = (float) Math.min(1, MAX_NORM / (norm + 1e-12));
    float correct1 = (float) (1 - Math.pow(BETA1, step));
    float correct2 = (float) (1 - Math.pow(BETA2, step));
    // Early averages must forget the initial weights quickly.
    float keep = (float) Math.min(0.999, (1.0 + step) / (10.0 + step));
    weights.forEach(
        (name, weight) -> {
          NDArray gradient = gradients.get(name);
          gradient.muli(scale);
          NDArray m = first.get(name);
          NDArray v = second.get(name);
          m.muli(BETA1).addi(gradient.mul(1 - BETA1));
          v.muli(BETA2).addi(gradient.square().muli(1 - BETA2));
          gradient.muli(0);
          // Adding to the zero gradient attaches the temporary arrays to its manager.
          NDArray size = gradient.add(v).divi(correct2).sqrt().addi(EPSILON);
          weight.muli(1 - rate * DECAY).subi(gradient.add(m).divi(correct1).divi(size).muli(rate));
          mean.get(name).muli(keep).addi(gradient.add(weight).muli(1 - keep));
        });
    return true;
  }

  /** The optimiser's whole state as named arrays. */
  NDList state() {
    NDList state = new NDList();
    arrays()
        .forEach(
            (name, array) -> {
              NDArray copy = array.duplicate();
              copy.setName(name);
              state.add(copy);
            });
    return state;
  }

  private Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    weights.forEach((name, array) -> arrays.put("weight/" + name, array));
    first.forEach((name, array) -> arrays.put("first/" + name, array));
    second.forEach((name, array) -> arrays.put("second/" + name, array));
    mean.forEach((name, array) -> arrays.put("mean/" + name, array));
    return arrays;
  }

  /**
   * Restores a saved {@link #state}.
   *
   * @throws IllegalArgumentException if the saved arrays are not those of this network
   */
  void restore(NDList state, long steps) {
    Map<String, NDArray> targets = arrays();
    for (NDArray saved : state) {
      NDArray target = targets.remove(saved.getName());
      if (target == null || !target.getShape().equals(saved.getShape())) {
        throw new IllegalArgumentException(
            "the checkpoint's '" + saved.getName() + "' does not fit this network");
      }
      // NDArray.set would make the engine use memory that the JVM frees.
      target.subi(target).addi(saved);
    }
    if (!targets.isEmpty()) {
      throw new IllegalArgumentException(
          "the checkpoint lacks '" + targets.keySet().iterator().next() + "' of this network");
    }
    step = steps;
  }
}
