// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.pix2prof.model.ModelManifest;

/** Manifests for tests. */
public final class Manifests {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The published network. */
  static final String PUBLISHED =
      """
      {
        "name": "pix2prof-sdss", "version": "1.0.0", "format": "safetensors",
        "weights": "weights.safetensors",
        "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "input": {"height": 256, "width": 256, "pixelScaleArcsec": 0.396, "zeroPoint": 22.5,
                  "bands": ["g", "r", "i"], "clipPercentile": 99.9,
                  "normalisation": {"kind": "minmax", "min": 2.0, "max": 30.0}},
        "network": {"encoder": {"kind": "resnet18", "stem": "cifar", "width": 64, "latent": 512},
                    "decoder": {"kind": "gru", "layers": 3, "hidden": 512, "outputs": ["mu"]}},
        "profile": {"radius": {"kind": "linear", "stepArcsec": 0.396}, "maxLength": 1024,
                    "stop": {"kind": "flat", "after": 100, "window": 99, "maxStd": 0.01}},
        "provenance": {"source": "a test", "seed": 0, "metrics": {"median": 0.41}}
      }
      """;

  /** A polar network with every optional key. */
  static final String POLAR =
      """
      {
        "name": "polar", "version": "2", "format": "safetensors", "weights": "w.safetensors",
        "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "input": {"height": 128, "width": 192, "pixelScaleArcsec": 0.396, "zeroPoint": 22.5,
                  "bands": ["r"], "sky": "border", "centre": "detected", "missing": "nan",
                  "normalisation": {"kind": "asinh", "softening": 0.02}},
        "network": {"encoder": {"kind": "polar", "angles": 64, "looks": 2, "width": 32,
                                "latent": 128},
                    "decoder": {"kind": "gru", "layers": 1, "hidden": 128,
                                "outputs": ["mu", "mu_err"]}},
        "profile": {"radius": {"kind": "geometric", "startArcsec": 0.2, "ratio": 1.1},
                    "maxLength": 64, "stop": {"kind": "predicted", "probability": 0.5}},
        "provenance": {}
      }
      """;

  /** A scripted module with an input of 4 x 3 pixels. */
  static final String TORCHSCRIPT =
      """
      {
        "name": "scripted", "version": "1", "format": "torchscript", "weights": "model.pt",
        "sha256": "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        "input": {"height": 3, "width": 4, "pixelScaleArcsec": 1, "zeroPoint": 0,
                  "bands": ["r"], "normalisation": {"kind": "none"}},
        "profile": {"radius": {"kind": "linear", "stepArcsec": 1}, "maxLength": 40,
                    "stop": {"kind": "flat", "after": 6, "window": 5, "maxStd": 0.01}},
        "provenance": {}
      }
      """;

  private Manifests() {}

  /** A manifest of {@link #TORCHSCRIPT}. */
  public static ModelManifest torchScript() {
    return read(TORCHSCRIPT);
  }

  /** A manifest of {@link #POLAR}. */
  public static ModelManifest polar() {
    return read(POLAR);
  }

  /** A manifest of {@link #POLAR} that takes images of any size. */
  public static ModelManifest polarNative() {
    String outputs = "[\"mu\", \"mu_err\", \"ellipticity\", \"pa_deg\"]";
    return read(
        with(with(POLAR, "input.pixels", "\"native\""), "network.decoder.outputs", outputs));
  }

  static ModelManifest published() {
    return read(PUBLISHED);
  }

  /** A manifest of {@link #PUBLISHED} with a tiny network and a tiny image. */
  public static ModelManifest tinyPublished() {
    String json = with(PUBLISHED, "input.height", "24");
    json = with(json, "input.width", "20");
    json = with(json, "network.encoder.width", "4");
    json = with(json, "network.encoder.latent", "16");
    return read(with(json, "network.decoder.hidden", "16"));
  }

  private static ModelManifest read(String json) {
    try {
      return ManifestJson.read(json.getBytes(UTF_8), "test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Replaces the value of a dotted key by other JSON, or removes the key if the value is null. The
   * key may be new.
   */
  static String with(String manifest, String key, String value) {
    try {
      JsonNode root = JSON.readTree(manifest);
      String[] parts = key.split("\\.", -1);
      JsonNode parent = root;
      for (int i = 0; i < parts.length - 1; i++) {
        parent = parent.get(parts[i]);
      }
      if (value == null) {
        ((ObjectNode) parent).remove(parts[parts.length - 1]);
      } else {
        ((ObjectNode) parent).set(parts[parts.length - 1], JSON.readTree(value));
      }
      return root.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
