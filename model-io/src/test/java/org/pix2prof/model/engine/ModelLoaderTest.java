// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.Manifests;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.polar.PolarConfig;
import org.pix2prof.model.internal.published.PublishedWeights;

class ModelLoaderTest {
  @TempDir Path temporary;

  static Stream<ModelManifest> manifests() {
    return Stream.of(Manifests.tinyPublished(), Manifests.polar());
  }

  private static Map<String, Shape> shapes(ModelManifest manifest) {
    return new LinkedHashMap<>(
        manifest.network().encoder() instanceof Encoder.Polar
            ? PolarConfig.of(manifest).weights()
            : PublishedWeights.shapes(manifest.network()));
  }

  /** Writes small positive weights as 16-bit floats. */
  private void write(ModelManifest manifest, Map<String, Shape> shapes) throws IOException {
    Random random = new Random(1);
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      NDList weights = new NDList();
      shapes.forEach(
          (name, shape) -> {
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = 0.05f * random.nextFloat();
            }
            NDArray array = manager.create(values, shape).toType(DataType.FLOAT16, false);
            array.setName(name);
            weights.add(array);
          });
      ModelBundle.write(temporary, manifest, weights);
    }
  }

  private CaptionModel load() throws IOException {
    return ModelLoader.load(ModelBundle.open(temporary), Engines.device("cpu"));
  }

  private static PreparedImage galaxy(ModelManifest manifest) {
    Random random = new Random(2);
    int width = manifest.input().width();
    int height = manifest.input().height();
    float[] pixels = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double r = Math.hypot(x - width / 2.0, y - height / 2.0);
        pixels[y * width + x] = (float) (3 * Math.exp(-r / 10) + 0.01 * random.nextGaussian());
      }
    }
    return new PreparedImage(
        pixels, width, height, width / 2.0, height / 2.0, 0, 0, 0.01, Set.of());
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void threadsShareASafetensorsModel(ModelManifest manifest) throws Exception {
    write(manifest, shapes(manifest));
    try (CaptionModel model = load()) {
      assertEquals(manifest.name(), model.manifest().name());
      Caption alone = model.caption(List.of(galaxy(manifest))).get(0);
      assertTrue(alone.length() >= 1 && alone.length() <= manifest.profile().maxLength());
      assertEquals(
          manifest.network().decoder().outputs().contains("mu_err"), alone.muErr() != null);
      ExecutorService executor = Executors.newFixedThreadPool(4);
      List<Future<List<Caption>>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(executor.submit(() -> model.caption(List.of(galaxy(manifest)))));
      }
      for (Future<List<Caption>> result : results) {
        assertArrayEquals(alone.mu(), result.get().get(0).mu());
      }
      executor.shutdown();
    }
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void namesMissingWeightAndBundle(ModelManifest manifest) throws Exception {
    Map<String, Shape> shapes = shapes(manifest);
    String missing = shapes.keySet().iterator().next();
    shapes.remove(missing);
    write(manifest, shapes);
    String message = assertThrows(InvalidModelException.class, this::load).getMessage();
    assertTrue(message.startsWith(temporary + ": ") && message.contains(missing), message);
  }
}
