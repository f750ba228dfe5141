// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Profile;
import org.pix2prof.model.internal.layers.ConvolutionLayer;
import org.pix2prof.model.internal.layers.GruLayer;
import org.pix2prof.model.internal.layers.Layer;
import org.pix2prof.model.internal.layers.LinearLayer;

/**
 * Sizes of a {@link PolarNetwork}, which determine the name and shape of each weight.
 *
 * @param steps number of ellipses, the maximum length of a profile
 * @param angles samples per ellipse, a multiple of 8
 * @param iterations number of refinement iterations
 * @param width channels of the first convolutions; the later ones have twice as many
 * @param layers of the GRU
 * @param hidden length of the GRU's state and of the latent vector
 */
public record PolarConfig(
    int steps, int angles, int iterations, int width, int layers, int hidden) {

  /**
   * Convolution over radius and angle: name, channels in, channels out, radial dilation, angular
   * stride.
   */
  record Convolution(String name, int in, int out, int dilation, int stride) {}

  /** Index of each part in a step's output, and its total length. */
  record Heads(int blend, int shift, int shape, int flattening, int total) {}

  /**
   * Checks the sizes.
   *
   * @param steps of a profile
   * @param angles samples per ellipse
   * @param iterations number of refinement iterations
   * @param width channels
   * @param layers of the GRU
   * @param hidden length of its state
   * @throws IllegalArgumentException if the angles are too few or not a multiple of 8
   */
  public PolarConfig {
    if (angles % 8 != 0 || angles < 16) {
      throw new IllegalArgumentException(
          "network.encoder.angles must be a multiple of 8, at least 16, not " + angles);
    }
  }

  /**
   * Reads the sizes from a manifest.
   *
   * @param manifest of the model
   * @return the sizes
   * @throws IllegalArgumentException if the manifest describes another network or an invalid size;
   *     the message names the key
   */
  public static PolarConfig of(ModelManifest manifest) {
    if (!(manifest.network().encoder() instanceof Encoder.Polar encoder)) {
      throw new IllegalArgumentException("network.encoder.kind must be polar");
    }
    var decoder = manifest.network().decoder();
    if (encoder.latent() != decoder.hidden()) {
      throw new IllegalArgumentException(
          "network.encoder.latent ("
              + encoder.latent()
              + ") must equal network.decoder.hidden ("
              + decoder.hidden()
              + "): the latent vector is the decoder's first state");
    }
    Profile profile = manifest.profile();
    if (!(profile.radius() instanceof ModelManifest.Radius.Geometric)) {
      throw new IllegalArgumentException(
          "profile.radius.kind must be geometric for a polar encoder");
    }
    if (!(profile.stop() instanceof ModelManifest.Stop.Predicted)) {
      throw new IllegalArgumentException("profile.stop.kind must be predicted for a polar encoder");
    }
    return new PolarConfig(
        profile.maxLength(),
        encoder.angles(),
        encoder.iterations(),
        encoder.width(),
        decoder.layers(),
        decoder.hidden());
  }

  int channels() {
    return 2 * width;
  }

  Convolution[] convolutions() {
    return new Convolution[] {
      new Convolution("encoder.conv1", EllipseFeatures.CHANNELS, width, 1, 1),
      new Convolution("encoder.conv2", width, width, 1, 2),
      new Convolution("encoder.conv3", width, channels(), 1, 2),
      new Convolution("encoder.conv4", channels(), channels(), 2, 1),
      new Convolution("encoder.conv5", channels(), channels(), 2, 2)
    };
  }

  Heads heads() {
    int vectors = channels() + EllipseFeatures.VECTORS;
    int blend = 3;
    int shift = blend + IsophoteStatistics.ESTIMATES;
    int shape = shift + 1 + vectors;
    int flattening = shape + vectors;
    return new Heads(blend, shift, shape, flattening, flattening + vectors);
  }

  int rowInputs() {
    return 4 * channels() + EllipseFeatures.FEATURES + IsophoteStatistics.ESTIMATES;
  }

  /**
   * Names and shapes of the weights.
   *
   * @return name and shape of each, in a fixed order
   */
  public Map<String, Shape> weights() {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Convolution c : convolutions()) {
      shapes.put(c.name + ".weight", new Shape(c.out, c.in, 3, 3));
      shapes.put(c.name + ".bias", new Shape(c.out));
    }
    linear(shapes, "encoder.row", rowInputs(), hidden);
    linear(shapes, "encoder.latent", 2 * hidden, hidden);
    for (int l = 0; l < layers; l++) {
      shapes.put("decoder.gru.weight_ih_l" + l, new Shape(3L * hidden, hidden));
      shapes.put("decoder.gru.weight_hh_l" + l, new Shape(3L * hidden, hidden));
      shapes.put("decoder.gru.bias_ih_l" + l, new Shape(3L * hidden));
      shapes.put("decoder.gru.bias_hh_l" + l, new Shape(3L * hidden));
    }
    linear(shapes, "decoder.hidden", 2 * hidden, hidden);
    linear(shapes, "decoder.heads", hidden, heads().total());
    shapes.put(UncertaintyCalibration.WEIGHT, new Shape(UncertaintyCalibration.NODES));
    return Collections.unmodifiableMap(shapes);
  }

  /** Distinct layers of one iteration, with their sizes. */
  Set<Layer> layerSizes() {
    Set<Layer> sizes = new LinkedHashSet<>();
    int across = angles;
    for (Convolution c : convolutions()) {
      // One more column on either side makes the angle periodic.
      sizes.add(
          new ConvolutionLayer(
              c.in, c.out, steps, across + 2, 3, 1, c.stride, c.dilation, 0, c.dilation));
      across /= c.stride;
    }
    sizes.add(new LinearLayer(rowInputs(), hidden, steps));
    sizes.add(new LinearLayer(2 * hidden, hidden, 1));
    sizes.add(new GruLayer(hidden, hidden, layers, steps));
    sizes.add(new LinearLayer(2 * hidden, hidden, steps));
    sizes.add(new LinearLayer(hidden, heads().total(), steps));
    return sizes;
  }

  private static void linear(Map<String, Shape> shapes, String name, int in, int out) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }
}
