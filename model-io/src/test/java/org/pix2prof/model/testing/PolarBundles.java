// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ManifestJson;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.internal.polar.PolarConfig;

/** Writes bundles of small polar networks. */
public final class PolarBundles {
  /** Sets the values of one weight, which are zero. */
  public interface Weights {
    /**
     * Sets the values.
     *
     * @param name of the weight
     * @param shape of the weight
     * @param values to set
     */
    void set(String name, Shape shape, float[] values);
  }

  /**
   * Writes a bundle.
   *
   * @param directory of the bundle
   * @param json the manifest, with any checksum
   * @param weights called for each weight, in the order of the network
   * @return the manifest, with the checksum of the weights
   */
  public static ModelManifest write(Path directory, String json, Weights weights)
      throws IOException {
    ModelManifest manifest = ManifestJson.read(json.getBytes(UTF_8), "test");
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      NDList arrays = new NDList();
      PolarConfig.of(manifest)
          .weights()
          .forEach(
              (name, shape) -> {
                float[] values = new float[(int) shape.size()];
                weights.set(name, shape, values);
                NDArray array = manager.create(values, shape);
                array.setName(name);
                arrays.add(array);
              });
      return ModelBundle.write(directory, manifest, arrays);
    }
  }

  private PolarBundles() {}
}
