package org.pix2prof.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.polar.ErrorScale;
import org.pix2prof.model.polar.PolarShape;

/** The weights before the first lesson. */
final class Beginning {
  private Beginning() {}

  /**
   * Weights drawn as He et al. (2015) propose; those of the last layer a tenth of that, so that the
   * first captions are the rows' own brightness along the first ellipses.
   */
  static Map<String, NDArray> weights(PolarShape shape, long seed, NDManager manager) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, NDArray> weights = new LinkedHashMap<>();
    shape
        .weights()
        .forEach((name, size) -> weights.put(name, manager.create(draw(name, size, random), size)));
    return weights;
  }

  /**
   * The weights of a model.
   *
   * @throws IllegalArgumentException if it is not of that shape
   */
  static Map<String, NDArray> weights(PolarShape shape, ModelBundle start, NDManager manager)
      throws IOException {
    PolarShape its = PolarShape.of(start.manifest());
    if (!its.equals(shape)) {
      throw new IllegalArgumentException("is of " + its + ", the run's network of " + shape);
    }
    Map<String, NDArray> weights = new LinkedHashMap<>();
    try (NDList tensors = start.tensors(manager)) {
      for (NDArray tensor : tensors) {
        NDArray zeros = manager.zeros(tensor.getShape());
        // Adding makes an array of the engine's own memory.
        weights.put(tensor.getName(), zeros.addi(tensor.toType(DataType.FLOAT32, false)));
      }
    }
    Map<String, NDArray> ordered = new LinkedHashMap<>();
    shape.weights().keySet().forEach(name -> ordered.put(name, weights.get(name)));
    return ordered;
  }

  private static float[] draw(String name, Shape size, SplittableRandom random) {
    float[] values = new float[(int) size.size()];
    if (name.equals(ErrorScale.WEIGHT)) {
      Arrays.fill(values, 1);
    } else if (size.dimension() > 1) {
      double inputs = (double) size.size() / size.get(0);
      double deviation =
          name.contains("gru")
              ? Math.sqrt(1 / inputs)
              : Math.sqrt(2 / inputs) * (name.contains("heads") ? 0.1 : 1);
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (deviation * random.nextGaussian());
      }
    }
    return values;
  }
}
