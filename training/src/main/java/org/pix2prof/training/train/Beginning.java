package org.pix2prof.training.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
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

  private static float[] draw(String name, Shape size, SplittableRandom random) {
    float[] values = new float[(int) size.size()];
    if (name.equals("calibration")) {
      values[0] = 1;
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
