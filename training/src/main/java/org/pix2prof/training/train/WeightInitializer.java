// SPDX-License-Identifier: Apache-2.0
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
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.polar.PolarConfig;
import org.pix2prof.model.internal.polar.UncertaintyCalibration;

/** Initial weights of the network. */
final class WeightInitializer {
  /** Initial logit of the contamination: few samples contain other sources. */
  private static final float MOSTLY_CLEAN = -3;

  private WeightInitializer() {}

  /**
   * Draws weights as He et al. (2015) propose, and those of the last layer a tenth as large. The
   * initial captions are then the mean brightness along the initial ellipses.
   */
  static Map<String, NDArray> weights(PolarConfig shape, long seed, NDManager manager) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, NDArray> weights = new LinkedHashMap<>();
    shape
        .weights()
        .forEach((name, size) -> weights.put(name, manager.create(draw(name, size, random), size)));
    return weights;
  }

  /**
   * Reads the weights of a model.
   *
   * @param manifest manifest of the new model
   * @param start model with the initial weights
   * @throws IllegalArgumentException if its network or its radii differ
   */
  static Map<String, NDArray> weights(ModelManifest manifest, ModelBundle start, NDManager manager)
      throws IOException {
    ModelManifest its = start.manifest();
    if (its.network() == null) {
      throw new IllegalArgumentException("is a scripted module; expected a polar network");
    }
    PolarConfig shape = PolarConfig.of(manifest);
    require("network", shape, PolarConfig.of(its));
    require("profile", manifest.profile(), its.profile());
    require("pixel scale", manifest.input().pixelScaleArcsec(), its.input().pixelScaleArcsec());
    Map<String, NDArray> weights = new LinkedHashMap<>();
    try (NDList tensors = start.tensors(manager)) {
      shape
          .weights()
          .forEach(
              (name, size) -> {
                NDArray tensor = tensors.get(name);
                if (tensor == null || !tensor.getShape().equals(size)) {
                  throw new IllegalArgumentException("weight '" + name + "' is not " + size);
                }
                // The addition allocates the array in the engine's own memory.
                weights.put(name, manager.zeros(size).addi(tensor.toType(DataType.FLOAT32, false)));
              });
    }
    return weights;
  }

  private static void require(String what, Object expected, Object found) {
    if (!expected.equals(found)) {
      throw new IllegalArgumentException(
          "its " + what + " is " + found + "; the run's is " + expected);
    }
  }

  private static float[] draw(String name, Shape size, SplittableRandom random) {
    float[] values = new float[(int) size.size()];
    if (name.equals(UncertaintyCalibration.WEIGHT)) {
      Arrays.fill(values, 1);
    } else if (name.equals("contamination.coarse.bias")) {
      Arrays.fill(values, MOSTLY_CLEAN);
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
