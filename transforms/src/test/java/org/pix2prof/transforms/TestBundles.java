// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.testing.PolarBundles;

/** Small model bundles for tests. */
final class TestBundles {
  private static final String MANIFEST =
      """
      {
        "name": "NAME", "version": "1", "format": "safetensors", "weights": "w.safetensors",
        "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "input": {"height": 32, "width": 32, "pixelScaleArcsec": 0.396, "zeroPoint": 22.5,
                  "bands": ["r"], "missing": "nan", "normalisation": {"kind": "none"}},
        "network": {"encoder": {"kind": "polar", "angles": 16, "looks": 1, "width": 2, "latent": 8},
                    "decoder": {"kind": "gru", "layers": 1, "hidden": 8,
                                "outputs": ["mu", "mu_err"]}},
        "profile": {"radius": {"kind": "geometric", "startArcsec": 0.4, "ratio": 1.2},
                    "maxLength": 12, "stop": {"kind": "predicted", "probability": 0.5}},
        "provenance": {}
      }
      """;

  private TestBundles() {}

  /** Writes a polar network whose weights are all zero. */
  static ModelManifest write(Path directory, String name) throws IOException {
    return PolarBundles.write(
        directory, MANIFEST.replace("NAME", name), (weight, shape, values) -> {});
  }

  /** Writes a polar network that predicts ellipses, with random weights. */
  static ModelManifest writeWithIsophotes(Path directory, String name) throws IOException {
    String manifest =
        MANIFEST
            .replace("NAME", name)
            .replace("\"mu_err\"", "\"mu_err\", \"ellipticity\", \"pa_deg\"")
            .replace("\"missing\"", "\"sky\": \"border\", \"centre\": \"detected\", \"missing\"")
            .replace("\"looks\": 1", "\"looks\": 2");
    SplittableRandom random = new SplittableRandom(1);
    return PolarBundles.write(
        directory,
        manifest,
        (weight, shape, values) -> {
          for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.3 * random.nextGaussian());
          }
          if (weight.equals("decoder.heads.bias")) {
            // The third output is the stop probability: near 0.
            values[2] = -5;
          }
        });
  }
}
