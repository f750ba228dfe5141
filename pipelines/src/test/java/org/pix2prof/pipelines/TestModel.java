// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.pix2prof.model.testing.PolarBundles;

/** Writes a minimal bundle of the default model's architecture, with random weights. */
final class TestModel {
  private static final String MANIFEST =
      """
      {
        "name": "tiny", "version": "1", "format": "safetensors", "weights": "w.safetensors",
        "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "input": {"height": 32, "width": 32, "pixelScaleArcsec": 0.4, "zeroPoint": 22.5,
                  "bands": ["r"], "sky": "border", "missing": "nan",
                  "normalisation": {"kind": "none"}},
        "network": {"encoder": {"kind": "polar", "angles": 16, "looks": 2, "width": 2, "latent": 8},
                    "decoder": {"kind": "gru", "layers": 1, "hidden": 8,
                                "outputs": ["mu", "mu_err", "ellipticity", "pa_deg"]}},
        "profile": {"radius": {"kind": "geometric", "startArcsec": 0.4, "ratio": 1.2},
                    "maxLength": 12, "stop": {"kind": "predicted", "probability": 0.5}},
        "provenance": {}
      }
      """;

  private TestModel() {}

  static Path write(Path directory) throws IOException {
    return write(directory, MANIFEST);
  }

  /** Writes a model that detects the galaxy, so that it can measure along given isophotes. */
  static Path writeDetecting(Path directory) throws IOException {
    return write(directory, MANIFEST.replace("\"sky\"", "\"centre\": \"detected\", \"sky\""));
  }

  private static Path write(Path directory, String json) throws IOException {
    SplittableRandom random = new SplittableRandom(5);
    PolarBundles.write(
        directory,
        json,
        (name, shape, values) -> {
          double scale = 0.5 / Math.sqrt((double) shape.size() / shape.get(0));
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * random.nextGaussian());
          }
        });
    return directory;
  }
}
