// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Centre;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Format;
import org.pix2prof.model.ModelManifest.Input;
import org.pix2prof.model.ModelManifest.Missing;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.ModelManifest.Normalisation;
import org.pix2prof.model.ModelManifest.Profile;
import org.pix2prof.model.ModelManifest.Radius;
import org.pix2prof.model.ModelManifest.Sky;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.polar.PolarConfig;

/**
 * A small polar network with zero weights. It makes no corrections, so it measures the mean along
 * circles, which is correct for round galaxies. Its uncertainty is {@link #MU_ERR} everywhere.
 */
final class ZeroModel {
  static final float MU_ERR = 0.05f;
  static final double ARCSEC_PER_PIXEL = 0.4;
  private static final int HIDDEN = 8;

  /** Writes the model, which outputs circles as isophotes. */
  static void write(Path directory) throws IOException {
    ModelManifest manifest =
        new ModelManifest(
            "zero",
            "1.0.0",
            Format.SAFETENSORS,
            "weights.safetensors",
            "",
            new Input(
                96,
                96,
                ARCSEC_PER_PIXEL,
                22.5,
                List.of("r"),
                OptionalDouble.empty(),
                Sky.BORDER,
                Centre.IMAGE,
                Missing.NAN,
                new Normalisation.None()),
            new Network(
                new Encoder.Polar(16, 1, 2, HIDDEN),
                new Decoder(1, HIDDEN, List.of("mu", "mu_err", "ellipticity", "pa_deg"))),
            new Profile(new Radius.Geometric(0.8, 1.15), 20, new Stop.Predicted(0.5)),
            Map.of());
    try (NDManager manager = NDManager.newBaseManager()) {
      NDList weights = new NDList();
      PolarConfig.of(manifest)
          .weights()
          .forEach(
              (name, shape) -> {
                NDArray array = manager.zeros(shape);
                array.setName(name);
                weights.add(name.equals("calibration") ? named(array.add(MU_ERR), name) : array);
              });
      ModelBundle.write(directory, manifest, weights);
    }
  }

  private static NDArray named(NDArray array, String name) {
    array.setName(name);
    return array;
  }

  private ZeroModel() {}
}
