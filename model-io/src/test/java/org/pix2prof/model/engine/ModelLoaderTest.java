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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.Manifests;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.polar.PolarShape;

class ModelLoaderTest {
  private final ModelManifest manifest = Manifests.polar();

  @TempDir Path temporary;

  private Map<String, Shape> shapes() {
    return new LinkedHashMap<>(PolarShape.of(manifest).weights());
  }

  /** Writes weights that are small random numbers, as 16-bit floats. */
  private void write(Map<String, Shape> shapes) throws IOException {
    Random random = new Random(1);
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      NDList weights = new NDList();
      shapes.forEach(
          (name, shape) -> {
            float[] values = new float[(int) shape.size()];
            for (int i = 0; i < values.length; i++) {
              values[i] = 0.05f * (float) random.nextGaussian();
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

  private PreparedImage image(long seed) {
    Random random = new Random(seed);
    int width = manifest.input().width();
    int height = manifest.input().height();
    float[] pixels = new float[width * height];
    for (int i = 0; i < pixels.length; i++) {
      double r = Math.hypot(i % width - width / 2.0, i / width - height / 2.0);
      pixels[i] = (float) (3 * Math.exp(-r / 10) + 0.01 * random.nextGaussian());
    }
    return new PreparedImage(
        pixels, width, height, width / 2.0, height / 2.0, 0, 0, 0.01, Set.of());
  }

  @Test
  void aSafetensorsBundleCaptionsAndThreadsShareIt() throws Exception {
    write(shapes());
    try (CaptionModel model = load()) {
      assertEquals(manifest.name(), model.manifest().name());
      Caption alone = model.caption(List.of(image(1))).get(0);
      assertTrue(alone.length() >= 1 && alone.length() <= manifest.profile().maxLength());
      assertEquals(alone.length(), alone.muErr().length);
      ExecutorService executor = Executors.newFixedThreadPool(4);
      List<Future<List<Caption>>> results = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        results.add(executor.submit(() -> model.caption(List.of(image(1)))));
      }
      for (Future<List<Caption>> result : results) {
        assertArrayEquals(alone.mu(), result.get().get(0).mu());
      }
      executor.shutdown();
    }
  }

  @Test
  void aWeightThatIsMissingIsNamedWithTheBundle() throws Exception {
    Map<String, Shape> shapes = shapes();
    String missing = shapes.keySet().iterator().next();
    shapes.remove(missing);
    write(shapes);
    String message = assertThrows(InvalidModelException.class, this::load).getMessage();
    assertEquals(temporary + ": weight '" + missing + "' is missing", message);
  }
}
