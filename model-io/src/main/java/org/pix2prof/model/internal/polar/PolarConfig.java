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
import org.pix2prof.model.ModelManifest.Head;
import org.pix2prof.model.ModelManifest.Pixels;
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
 * @param heads what the network predicts besides the profile
 * @param nativePixels whether images have any size, so that the number of steps varies
 */
public record PolarConfig(
    int steps,
    int angles,
    int iterations,
    int width,
    int layers,
    int hidden,
    Set<Head> heads,
    boolean nativePixels) {

  /** Columns of the polar image per column of the maps that predict the contamination. */
  static final int CONTAMINATION_COLUMNS = 4;

  /** Number of values per image that the target's head has besides the latent vector. */
  static final int TARGET_FEATURES = 3;

  /** Hidden values of the target's head. */
  private static final int TARGET_HIDDEN = 32;

  /** The number of steps is a multiple of this, so that few different sizes occur. */
  private static final int STEP_MULTIPLE = 8;

  private static final int LEAST_STEPS = 24;

  /**
   * Convolution over radius and angle: name, channels in, channels out, radial dilation, angular
   * stride.
   */
  record Convolution(String name, int in, int out, int dilation, int stride) {}

  /** Index of each part in a step's output, and its total length. */
  record Outputs(int blend, int shift, int shape, int flattening, int sky, int total) {}

  /**
   * Checks the sizes.
   *
   * @param steps of a profile
   * @param angles samples per ellipse
   * @param iterations number of refinement iterations
   * @param width channels
   * @param layers of the GRU
   * @param hidden length of its state
   * @param heads copied
   * @param nativePixels any
   * @throws IllegalArgumentException if the angles are too few or not a multiple of 8
   */
  public PolarConfig {
    if (angles % 8 != 0 || angles < 16) {
      throw new IllegalArgumentException(
          "network.encoder.angles must be a multiple of 8, at least 16, not " + angles);
    }
    heads = Set.copyOf(heads);
    if (heads.contains(Head.TARGET) && !nativePixels) {
      throw new IllegalArgumentException(
          "network.encoder.heads cannot contain target unless input.pixels is native: a crop about"
              + " one source does not show which one is the target");
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
        decoder.hidden(),
        encoder.heads(),
        manifest.input().pixels() == Pixels.NATIVE);
  }

  boolean has(Head head) {
    return heads.contains(head);
  }

  /** Number of estimates of the brightness of a row. */
  int estimates() {
    return IsophoteStatistics.ESTIMATES + (has(Head.CONTAMINATION) ? 1 : 0);
  }

  /**
   * Returns the number of steps for an image: enough to reach its corners from the middle.
   *
   * @param width pixels
   * @param height pixels
   * @param semiMajor semi-major axes of all steps, pixels
   */
  int steps(int width, int height, double[] semiMajor) {
    if (!nativePixels) {
      return steps;
    }
    double corner = Math.hypot(width, height) / 2;
    int count = 0;
    while (count < steps && semiMajor[count] < corner) {
      count++;
    }
    int rounded = (count + STEP_MULTIPLE - 1) / STEP_MULTIPLE * STEP_MULTIPLE;
    return Math.min(steps, Math.max(LEAST_STEPS, rounded));
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

  Outputs outputs() {
    int vectors = channels() + EllipseFeatures.VECTORS;
    int blend = 3;
    int shift = blend + estimates();
    int shape = shift + 1 + vectors;
    int flattening = shape + vectors;
    int sky = flattening + vectors;
    return new Outputs(blend, shift, shape, flattening, sky, sky + (has(Head.SKY) ? 2 : 0));
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
    linear(shapes, "decoder.heads", hidden, outputs().total());
    if (has(Head.CONTAMINATION)) {
      linear(shapes, "contamination.fine", EllipseFeatures.CHANNELS, 1);
      linear(shapes, "contamination.coarse", channels(), CONTAMINATION_COLUMNS);
    }
    if (has(Head.TARGET)) {
      linear(shapes, "target.hidden", hidden + TARGET_FEATURES, TARGET_HIDDEN);
      linear(shapes, "target.logit", TARGET_HIDDEN, 1);
    }
    shapes.put(UncertaintyCalibration.WEIGHT, new Shape(UncertaintyCalibration.NODES));
    return Collections.unmodifiableMap(shapes);
  }

  /** Distinct layers of one iteration over a number of steps, with their sizes. */
  Set<Layer> layerSizes(int steps) {
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
    sizes.add(new LinearLayer(hidden, outputs().total(), steps));
    if (has(Head.CONTAMINATION)) {
      sizes.add(new LinearLayer(EllipseFeatures.CHANNELS, 1, steps * angles));
      sizes.add(
          new LinearLayer(
              channels(), CONTAMINATION_COLUMNS, steps * angles / CONTAMINATION_COLUMNS));
    }
    if (has(Head.TARGET)) {
      sizes.add(new LinearLayer(hidden + TARGET_FEATURES, TARGET_HIDDEN, 1));
      sizes.add(new LinearLayer(TARGET_HIDDEN, 1, 1));
    }
    return sizes;
  }

  private static void linear(Map<String, Shape> shapes, String name, int in, int out) {
    shapes.put(name + ".weight", new Shape(out, in));
    shapes.put(name + ".bias", new Shape(out));
  }
}
