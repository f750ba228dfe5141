// SPDX-License-Identifier: Apache-2.0
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
   * Captions the test image on the CPU and writes the answer into the bundle's manifest. It
   * replaces an existing answer. The layers are checked first, so that a machine that computes
   * wrongly writes no answer. The weights do not change.
   *
   * @param directory local directory of the bundle
   * @return the manifest as written
   * @throws EngineFaultException if this machine computes wrong values
   * @throws InvalidModelException if the bundle does not exist, or its weights do not match its
   *     manifest
   * @throws IOException if the bundle cannot be read or written
   */
  public static ModelManifest add(Path directory) throws IOException {
    ModelBundle bundle = ModelBundle.open(directory);
    ModelManifest manifest = bundle.manifest().withKnownAnswer(null);
    try (NDManager manager = Engines.newManager(Device.cpu());
        CaptionNetwork network = ModelLoader.network(bundle, manager)) {
      new EngineCheck(manifest, network, manager).run(EngineCheck.answerSteps(network), 1);
      return ModelBundle.write(
          directory,
          manifest.withKnownAnswer(EngineCheck.answer(network, SEED, manager)),
          bundle.weights());
    }
  }
}
