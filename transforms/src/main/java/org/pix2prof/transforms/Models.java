package org.pix2prof.transforms;

import ai.djl.Device;
import java.io.IOException;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.engine.SharedModels;
import org.pix2prof.values.ModelRef;

/** The model that a {@link ModelRef} names. */
public final class Models {
  /** The loaded models of this JVM. */
  private static final SharedModels SHARED = new SharedModels();

  /**
   * What a loaded model is shared by. The manifest holds the checksum of the weights; the engine's
   * options are those of the process, see {@link Engines}.
   */
  private record Key(ModelManifest manifest, Device device) {}

  private Models() {}

  /**
   * Reads what a model is and expects, without its weights.
   *
   * @param ref where the bundle is
   * @return its manifest
   * @throws IOException if there is no such bundle, or its manifest is refused
   */
  public static ModelManifest manifest(ModelRef ref) throws IOException {
    return ModelCache.open(ref.uri()).manifest();
  }

  /**
   * Checks that a model finds ellipses that others can be measured along.
   *
   * @throws IOException if there is no such bundle, or its manifest is refused
   * @throws IllegalArgumentException if it finds none
   */
  static void requireIsophotes(ModelRef ref) throws IOException {
    if (!manifest(ref).hasIsophotes()) {
      throw new IllegalArgumentException(
          "model " + ref.uri() + " has no isophotes to measure other bands along");
    }
  }

  /**
   * Gets a share in the loaded model, loading it if nobody in this JVM has it. For {@code @Setup};
   * the caller closes the share in {@code @Teardown}.
   *
   * @throws IOException if the bundle cannot be read or is refused
   * @throws IllegalArgumentException if this machine has no such device
   */
  static SharedModels.Lease acquire(ModelRef ref) throws IOException {
    Device device = Engines.device(ref.device());
    ModelBundle bundle = ModelCache.open(ref.uri());
    return SHARED.acquire(
        new Key(bundle.manifest(), device),
        () -> ModelLoader.load(ModelCache.local(bundle), device));
  }
}
