// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.CaptionNetwork;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.model.internal.published.PublishedNetwork;

/** Loads the model of a bundle. */
public final class ModelLoader {
  private ModelLoader() {}

  /**
   * Loads a model.
   *
   * @param bundle manifest and weights
   * @param device device of the computation, see {@link Engines#device}
   * @return the model, which the caller closes
   * @throws InvalidModelException if the weights are not those of the manifest, or do not match its
   *     network
   * @throws IOException if the bundle cannot be read
   */
  public static CaptionModel load(ModelBundle bundle, Device device) throws IOException {
    NDManager manager = Engines.newManager(device);
    try {
      return new LoadedModel(bundle.manifest(), network(bundle, manager), manager);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /** Builds the network of a bundle. The manager owns its weights. */
  static CaptionNetwork network(ModelBundle bundle, NDManager manager) throws IOException {
    ModelManifest manifest = bundle.manifest();
    if (manifest.format() == Format.TORCHSCRIPT) {
      return TorchScriptNetwork.load(bundle, manager);
    }
    try (NDList weights = bundle.tensors(manager)) {
      return build(manifest, weights, manager);
    } catch (IllegalArgumentException e) {
      throw new InvalidModelException(bundle.location() + ": " + e.getMessage(), e);
    }
  }

  private static CaptionNetwork build(ModelManifest manifest, NDList weights, NDManager manager) {
    return manifest.network().encoder() instanceof Encoder.Polar
        ? PolarNetwork.load(manifest, weights, manager)
        : PublishedNetwork.load(manifest, weights, manager);
  }
}
