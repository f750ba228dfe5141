// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import ai.djl.Device;
import java.io.IOException;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.engine.SharedModels;
import org.pix2prof.values.ModelRef;

/** Opens and shares the models of {@link ModelRef}s. */
public final class Models {
  /** The loaded models of this JVM. */
  private static final SharedModels SHARED = new SharedModels();

  /**
   * Key of a shared model. The manifest has the checksum of the weights, and the engine options are
   * those of the process, see {@link Engines}.
   */
  private record Key(ModelManifest manifest, Device device) {}

  private Models() {}

  /**
   * Reads the manifest of a model, without its weights.
   *
   * @param ref location of the bundle
   * @return the manifest
   * @throws IOException if the bundle does not exist, or its manifest is invalid
   */
  public static ModelManifest manifest(ModelRef ref) throws IOException {
    return ModelCache.open(ref.uri()).manifest();
  }

  /**
   * Checks that a model finds isophotes.
   *
   * @throws IOException if the bundle does not exist, or its manifest is invalid
   * @throws IllegalArgumentException if the model has no isophotes
   */
  static void requireIsophotes(ModelRef ref) throws IOException {
    if (!manifest(ref).hasIsophotes()) {
      throw new IllegalArgumentException(
          "model " + ref.uri() + " has no isophotes to measure other bands along");
    }
  }

  /**
   * Acquires the shared model, after loading it if this JVM has not loaded it yet. For
   * {@code @Setup}; the caller closes the lease in {@code @Teardown}.
   *
   * @throws IOException if the bundle cannot be read or is invalid
   * @throws IllegalArgumentException if this machine lacks the device
   */
  static SharedModels.Lease acquire(ModelRef ref) throws IOException {
    Device device = Engines.device(ref.device());
    ModelBundle bundle = ModelCache.open(ref.uri());
    return SHARED.acquire(
        new Key(bundle.manifest(), device),
        () -> ModelLoader.load(ModelCache.local(bundle), device));
  }
}
