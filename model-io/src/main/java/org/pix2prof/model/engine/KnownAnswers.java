package org.pix2prof.model.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import org.pix2prof.model.EngineFaultException;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.CaptionNetwork;

/** Adds known answers to bundles. */
public final class KnownAnswers {
  private static final int SEED = 2021;

  private KnownAnswers() {}

  /**
   * Captions the known image on the CPU and writes the answer into the bundle's manifest, in place
   * of one that is there. The layers are checked first, so that a machine which computes wrongly
   * writes no answer. The weights stay as they are.
   *
   * @param directory a bundle that is a local directory
   * @return the manifest as written
   * @throws EngineFaultException if this machine computes wrong values
   * @throws InvalidModelException if there is no bundle, or its weights do not fit its manifest
   * @throws IOException if the bundle cannot be read or written
   */
  public static ModelManifest add(Path directory) throws IOException {
    ModelBundle bundle = ModelBundle.open(directory);
    ModelManifest manifest = bundle.manifest().withKnownAnswer(null);
    try (NDManager manager = Engines.newManager(Device.cpu());
        CaptionNetwork network = ModelLoader.network(bundle, manager)) {
      new EngineCheck(manifest, network, manager).run(1);
      return ModelBundle.write(
          directory,
          manifest.withKnownAnswer(EngineCheck.answer(network, SEED, manager)),
          bundle.weights());
    }
  }
}
