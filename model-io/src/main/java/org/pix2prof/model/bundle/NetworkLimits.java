// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import ai.djl.ndarray.types.Shape;
import java.util.Map;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.internal.polar.PolarConfig;
import org.pix2prof.model.internal.published.PublishedWeights;

/**
 * Limits for the network of a bundle. A manifest is untrusted input, and its sizes determine the
 * memory for the weights and the images.
 */
public final class NetworkLimits {
  /** Maximum number of weights: four times that of the published network. */
  public static final long MAX_PARAMETERS = 1L << 26;

  /** Maximum number of values that a layer computes for one image: 256 MiB. */
  static final long MAX_ACTIVATIONS = 1L << 26;

  /** Maximum number of pixels of an image: 64 MiB. */
  static final long MAX_PIXELS = 1L << 24;

  private NetworkLimits() {}

  /**
   * Counts the weights of a network.
   *
   * @param manifest of a safetensors bundle
   * @throws IllegalArgumentException if no such network exists
   */
  static long parameters(ModelManifest manifest) {
    Network network = manifest.network();
    return parameters(
        network.encoder() instanceof Encoder.Polar
            ? PolarConfig.of(manifest).weights()
            : PublishedWeights.shapes(network));
  }

  /**
   * Counts the weights.
   *
   * @param shapes of the tensors, by name
   * @return the sum of their sizes
   */
  public static long parameters(Map<String, Shape> shapes) {
    return shapes.values().stream().mapToLong(Shape::size).sum();
  }

  /** Number of values that the largest layer computes for an image of this size. */
  static long activations(ModelManifest manifest, int width, int height) {
    if (manifest.network().encoder() instanceof Encoder.ResNet18 resnet) {
      return (long) width * height * resnet.width();
    }
    Encoder.Polar polar = (Encoder.Polar) manifest.network().encoder();
    Decoder decoder = manifest.network().decoder();
    long perStep =
        Math.max((long) polar.angles() * polar.width(), 8L * polar.width() + 3L * decoder.hidden());
    return perStep * manifest.profile().maxLength();
  }
}
