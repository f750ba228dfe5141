// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.PreparedImage;

/** Small network of the published kind with random weights, and images for it. */
final class Samples {
  static final int HEIGHT = 24;
  static final int WIDTH = 17;
  static final Network NETWORK =
      new Network(new Encoder.ResNet18(4, 16), new Decoder(3, 16, List.of("mu")));
  static final Stop.Flat STOP = new Stop.Flat(12, 11, 0.02);
  static final int MAX_LENGTH = 100;

  static ModelManifest manifest(Network network, Stop stop) {
    return new ModelManifest(
        "sample",
        "1",
        ModelManifest.Format.SAFETENSORS,
        "weights.safetensors",
        "0".repeat(64),
        new ModelManifest.Input(
            HEIGHT,
            WIDTH,
            0.396,
            22.5,
            List.of("r"),
            OptionalDouble.empty(),
            ModelManifest.Sky.NONE,
            ModelManifest.Centre.IMAGE,
            ModelManifest.Missing.ZERO,
            new ModelManifest.Normalisation.None()),
        network,
        new ModelManifest.Profile(new ModelManifest.Radius.Linear(0.396), MAX_LENGTH, stop),
        Map.of());
  }

  static Map<String, float[]> weights(long seed) {
    Random random = new Random(seed);
    Map<String, float[]> weights = new LinkedHashMap<>();
    PublishedWeights.shapes(NETWORK)
        .forEach(
            (name, shape) -> {
              float[] values = new float[(int) shape.size()];
              for (int i = 0; i < values.length; i++) {
                values[i] = value(name, shape, random);
              }
              weights.put(name, values);
            });
    weights.get("decoder.fc.bias")[0] = 20;
    return weights;
  }

  private static float value(String name, Shape shape, Random random) {
    if (name.endsWith("running_var")) {
      return 0.5f + random.nextFloat();
    }
    if (shape.dimension() == 1) {
      boolean scale = name.endsWith("weight");
      return (scale ? 1 : 0) + 0.2f * (float) random.nextGaussian();
    }
    double inputs = shape.size() / (double) shape.get(0);
    double spread = name.startsWith("decoder.gru") ? 2 : 1.2;
    return (float) (spread / Math.sqrt(inputs) * random.nextGaussian());
  }

  static NDList arrays(Map<String, float[]> weights, NDManager manager) {
    NDList list = new NDList();
    Map<String, Shape> shapes = PublishedWeights.shapes(NETWORK);
    weights.forEach(
        (name, values) -> {
          NDArray array = manager.create(values, shapes.get(name));
          array.setName(name);
          list.add(array);
        });
    return list;
  }

  static PreparedImage image(long seed) {
    Random random = new Random(seed);
    float[] pixels = new float[HEIGHT * WIDTH];
    float brightness = 5 * random.nextFloat();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = brightness * (float) random.nextGaussian();
    }
    return new PreparedImage(pixels, WIDTH, HEIGHT, WIDTH / 2., HEIGHT / 2., 0, 0, 0, Set.of());
  }

  private Samples() {}
}
