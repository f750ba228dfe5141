// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Encoder.ResNet18;
import org.pix2prof.model.ModelManifest.Network;

/**
 * Names and shapes of the network's tensors: those of the published state dicts, after {@code
 * encoder.} and {@code decoder.}.
 */
public final class PublishedWeights {
  /** Tensors of this name count training steps and are ignored. */
  static final String COUNTER = "num_batches_tracked";

  /** First stride of each of the four layers. */
  static final int[] STRIDES = {1, 2, 2, 2};

  /** Residual blocks of each layer. */
  static final int BLOCKS = 2;

  private PublishedWeights() {}

  /**
   * Lists the tensors of the network.
   *
   * @param network of the published kind
   * @return shape by name, in the order of the published state dicts
   * @throws IllegalArgumentException if the network is not of the published kind
   */
  public static Map<String, Shape> shapes(Network network) {
    ResNet18 encoder = encoder(network);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    int channels = encoder.width();
    convolution(shapes, "encoder.conv1", "encoder.bn1", 1, channels, 3);
    int in = channels;
    for (int layer = 1; layer <= STRIDES.length; layer++) {
      for (int block = 0; block < BLOCKS; block++) {
        String name = "encoder.layer" + layer + "." + block + ".";
        convolution(shapes, name + "conv1", name + "bn1", in, channels, 3);
        convolution(shapes, name + "conv2", name + "bn2", channels, channels, 3);
        if (block == 0 && layer > 1) {
          convolution(shapes, name + "shortcut.0", name + "shortcut.1", in, channels, 1);
        }
        in = channels;
      }
      channels *= 2;
    }
    linear(shapes, "encoder.fc1", in, encoder.latent());
    int hidden = network.decoder().hidden();
    for (int layer = 0; layer < network.decoder().layers(); layer++) {
      int inputs = layer == 0 ? 1 : hidden;
      shapes.put("decoder.gru.weight_ih_l" + layer, new Shape(3 * hidden, inputs));
      shapes.put("decoder.gru.weight_hh_l" + layer, new Shape(3 * hidden, hidden));
      shapes.put("decoder.gru.bias_ih_l" + layer, new Shape(3 * hidden));
      shapes.put("decoder.gru.bias_hh_l" + layer, new Shape(3 * hidden));
    }
    linear(shapes, "decoder.fc", hidden, 1);
    return shapes;
  }

  /**
   * Compares tensors with those of the network. {@code num_batches_tracked} is ignored.
   *
   * @param network of the published kind
   * @param found shape by name
   * @throws IllegalArgumentException if a tensor is missing, unexpected or of another shape; the
   *     message names each
   */
  public static void check(Network network, Map<String, Shape> found) {
    Map<String, Shape> expected = shapes(network);
    List<String> faults = new ArrayList<>();
    expected.forEach(
        (name, shape) -> {
          if (!found.containsKey(name)) {
            faults.add(name + " is missing");
          } else if (!found.get(name).equals(shape)) {
            faults.add(name + " has shape " + found.get(name) + ", not " + shape);
          }
        });
    for (String name : found.keySet()) {
      if (!expected.containsKey(name) && !name.endsWith("." + COUNTER)) {
        faults.add(name + " is not expected");
      }
    }
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "weights that do not match the network: " + String.join("; ", faults));
    }
  }

  /** Returns the encoder after checking that encoder and decoder have the published form. */
  static ResNet18 encoder(Network network) {
    Encoder encoder = network.encoder();
    Decoder decoder = network.decoder();
    if (!(encoder instanceof ResNet18 resnet)) {
      throw new IllegalArgumentException("network.encoder must be a resnet18, not " + encoder);
    }
    if (resnet.latent() != decoder.hidden()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "network.encoder.latent %d must equal network.decoder.hidden %d: the latent vector is"
                  + " the first hidden state",
              resnet.latent(),
              decoder.hidden()));
    }
    if (!decoder.outputs().equals(List.of("mu"))) {
      throw new IllegalArgumentException(
          "network.decoder.outputs must be [mu], not " + decoder.outputs());
    }
    if (resnet.width() < 1 || resnet.latent() < 1 || decoder.layers() < 1) {
      throw new IllegalArgumentException("network widths and layers must be at least 1");
    }
    return resnet;
  }

  private static void convolution(
      Map<String, Shape> shapes, String conv, String bn, int in, int out, int kernel) {
    shapes.put(conv + ".weight", new Shape(out, in, kernel, kernel));
    for (String part : List.of("weight", "bias", "running_mean", "running_var")) {
      shapes.put(bn + "." + part, new Shape(out));
    }
  }

  private static void linear(Map<String, Shape> shapes, String name, int in, int out) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }
}
