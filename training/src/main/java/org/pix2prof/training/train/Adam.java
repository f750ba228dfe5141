package org.pix2prof.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Adam (Kingma &amp; Ba 2015) with decoupled weight decay, a limit on the gradient's global norm,
 * and an exponential mean of the weights. Our own because its state must be saved to resume a run.
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

  /** The exponential mean of the weights: what a model is made of. */
  Map<String, NDArray> mean() {
    return mean;
  }

  long steps() {
    return step;
  }

  /**
   * Moves the weights against their gradients, which are then 0. Does not move them where the
   * gradients' norm is beyond single precision: now and then they explode on their way back through
   * the GRU's steps, and such a gradient has no direction worth following.
   *
   * @param rate learning rate
   * @param manager for what is made on the way
   * @return whether the weights have moved
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
      // Neither a product with 0, which leaves NaN, nor NDArray.set of an array of Java's.
      gradients.values().forEach(gradient -> gradient.set(new NDIndex(":"), 0));
      return false;
    }
    step++;
    float scale = (float) Math.min(1, MAX_NORM / (norm + 1e-12));
    float correct1 = (float) (1 - Math.pow(BETA1, step));
    float correct2 = (float) (1 - Math.pow(BETA2, step));
    // A young mean forgets its start quickly.
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
          // Adding to the zero gradient makes the temporary arrays the manager's, not the weights'.
          NDArray size = gradient.add(v).divi(correct2).sqrt().addi(EPSILON);
          weight.muli(1 - rate * DECAY).subi(gradient.add(m).divi(correct1).divi(size).muli(rate));
          mean.get(name).muli(keep).addi(gradient.add(weight).muli(1 - keep));
        });
    return true;
  }

  /** Everything needed to go on, named. */
  NDList state() {
    NDList state = new NDList();
    put(state, "weight/", weights);
    put(state, "first/", first);
    put(state, "second/", second);
    put(state, "mean/", mean);
    return state;
  }

  private static void put(NDList state, String prefix, Map<String, NDArray> arrays) {
    arrays.forEach(
        (name, array) -> {
          NDArray copy = array.duplicate();
          copy.setName(prefix + name);
          state.add(copy);
        });
  }

  /** Goes on from a saved {@link #state}. */
  void restore(NDList state, long steps) {
    step = steps;
    for (NDArray saved : state) {
      int slash = saved.getName().indexOf('/');
      String name = saved.getName().substring(slash + 1);
      Map<String, NDArray> into =
          switch (saved.getName().substring(0, slash)) {
            case "weight" -> weights;
            case "first" -> first;
            case "second" -> second;
            default -> mean;
          };
      NDArray target = into.get(name);
      if (target == null || !target.getShape().equals(saved.getShape())) {
        throw new IllegalArgumentException(
            "the checkpoint's '" + saved.getName() + "' does not fit this network");
      }
      // NDArray.set would make the engine use memory that the JVM frees.
      target.subi(target).addi(saved);
    }
  }
}
