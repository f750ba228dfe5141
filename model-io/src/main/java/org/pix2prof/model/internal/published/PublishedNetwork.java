// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pix2prof.model.Caption;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.CaptionNetwork;
import org.pix2prof.model.internal.layers.ConvolutionLayer;
import org.pix2prof.model.internal.layers.GruLayer;
import org.pix2prof.model.internal.layers.Layer;
import org.pix2prof.model.internal.layers.LayerCall;
import org.pix2prof.model.internal.layers.LinearLayer;

/**
 * The published network, of any width, from image to latent vector to surface-brightness profile.
 */
public final class PublishedNetwork implements CaptionNetwork {
  /** Side of the image of a known answer, pixels. An image of full size takes a second. */
  private static final int QUESTION_SIZE = 64;

  /** Number of steps of a known answer. */
  private static final int QUESTION_LENGTH = 16;

  private final ModelManifest.Input input;
  private final ModelManifest.Network network;
  private final int maxLength;
  private final NDManager weights;
  private final ResNetEncoder encoder;
  private final DecodeLoop decoder;

  private PublishedNetwork(ModelManifest manifest, NDManager weights, Map<String, NDArray> byName) {
    this.input = manifest.input();
    this.network = manifest.network();
    this.maxLength = manifest.profile().maxLength();
    this.weights = weights;
    this.encoder = new ResNetEncoder(byName, weights);
    this.decoder =
        new DecodeLoop(
            new GruDecoder(byName, manifest.network().decoder(), weights),
            (Stop.Flat) manifest.profile().stop());
  }

  /**
   * Builds the network from its weights.
   *
   * @param manifest describes the published kind of network and a flat stop rule
   * @param named the tensors of {@link PublishedWeights}, of any floating type; not kept
   * @param manager parent manager, which determines the device
   * @return the network, which the caller closes
   * @throws IllegalArgumentException if the manifest describes another kind of network, or a tensor
   *     is missing, unexpected or of another shape; the message names each
   */
  public static PublishedNetwork load(ModelManifest manifest, NDList named, NDManager manager) {
    if (!(manifest.profile().stop() instanceof Stop.Flat)) {
      throw new IllegalArgumentException(
          "profile.stop must be flat for a network without a stop output, not "
              + manifest.profile().stop());
    }
    Map<String, Shape> found = new LinkedHashMap<>();
    for (NDArray array : named) {
      found.put(array.getName(), array.getShape());
    }
    PublishedWeights.check(manifest.network(), found);
    NDManager weights = manager.newSubManager();
    try (NDManager loading = weights.newSubManager()) {
      Map<String, NDArray> byName = new HashMap<>();
      for (NDArray array : named) {
        NDArray copy = array.toDevice(loading.getDevice(), true);
        copy.attach(loading);
        byName.put(array.getName(), copy.toType(DataType.FLOAT32, false));
      }
      return new PublishedNetwork(manifest, weights, byName);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  @Override
  public List<Caption> caption(List<PreparedImage> images, int maxLength, NDManager manager) {
    if (images.isEmpty()) {
      return List.of();
    }
    NDList latents = new NDList(images.size());
    for (PreparedImage image : images) {
      latents.add(encode(image, manager));
    }
    return decoder
        .decode(NDArrays.concat(latents), Math.min(maxLength, this.maxLength), manager)
        .stream()
        .map(mu -> new Caption(mu, null))
        .toList();
  }

  @Override
  public int steps(int width, int height) {
    return maxLength;
  }

  @Override
  public List<LayerCall> layers(int steps, int batch) {
    Set<LayerCall> calls = new LinkedHashSet<>();
    encoderLayers().forEach(layer -> calls.add(new LayerCall(layer, 1)));
    Decoder gru = network.decoder();
    calls.add(new LayerCall(new GruLayer(1, gru.hidden(), gru.layers(), 1), batch));
    calls.add(new LayerCall(new LinearLayer(gru.hidden(), 1, 1), batch));
    return List.copyOf(calls);
  }

  private List<Layer> encoderLayers() {
    List<Layer> layers = new ArrayList<>();
    int channels = PublishedWeights.encoder(network).width();
    int height = input.height();
    int width = input.width();
    layers.add(convolution(1, channels, height, width, 3, 1));
    int in = channels;
    for (int stride : PublishedWeights.STRIDES) {
      layers.add(convolution(in, channels, height, width, 3, stride));
      if (in != channels) {
        layers.add(convolution(in, channels, height, width, 1, stride));
      }
      height = (height + stride - 1) / stride;
      width = (width + stride - 1) / stride;
      layers.add(convolution(channels, channels, height, width, 3, 1));
      in = channels;
      channels *= 2;
    }
    layers.add(new LinearLayer(in, network.decoder().hidden(), 1));
    return layers;
  }

  private static Layer convolution(int in, int out, int height, int width, int kernel, int stride) {
    int padding = kernel / 2;
    return new ConvolutionLayer(
        in, out, height, width, kernel, stride, stride, padding, padding, 1);
  }

  @Override
  public Question question() {
    return new Question(
        Math.min(QUESTION_SIZE, input.width()),
        Math.min(QUESTION_SIZE, input.height()),
        Math.min(QUESTION_LENGTH, maxLength));
  }

  /** Encodes an image of any size to a latent vector, [1, latent]. */
  NDArray encode(PreparedImage image, NDManager manager) {
    try (NDArray pixels =
        manager.create(image.pixels(), new Shape(1, 1, image.height(), image.width()))) {
      return encoder.encode(pixels);
    }
  }

  @Override
  public void close() {
    weights.close();
  }
}
