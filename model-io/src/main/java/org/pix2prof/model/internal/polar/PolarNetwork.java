// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Flag;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Head;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.CaptionNetwork;
import org.pix2prof.model.internal.layers.LayerCall;
import org.pix2prof.model.internal.layers.PaddedConvolution;

/**
 * Network of the default model. The first iteration samples the galaxy along concentric circles and
 * estimates the ellipses of its isophotes. Each further iteration samples along the current
 * ellipses and corrects them. On correct ellipses each row of the polar image has one brightness,
 * for which the network predicts mu and its uncertainty. If isophotes are given, there is one
 * iteration along them. The GRU runs over the rows from the centre outwards, as the paper's GRU
 * runs over the profile.
 */
public final class PolarNetwork implements CaptionNetwork {

  /** Difference of two candidates' logits from which the choice is certain: odds of 10. */
  private static final float CERTAIN = 2.3f;

  /** Side of the image of a known answer, pixels. */
  private static final int QUESTION_SIZE = 128;

  private final ModelManifest manifest;
  private final PolarConfig shape;
  private final double[] semiMajorPixels;
  private final PolarLayers layers;
  private final NDManager owner;
  private final Map<String, NDArray> weights;

  private PolarNetwork(ModelManifest manifest, Map<String, NDArray> weights, NDManager owner) {
    this.manifest = manifest;
    this.shape = PolarConfig.of(manifest);
    this.semiMajorPixels = semiMajorPixels(manifest);
    this.weights = weights;
    this.owner = owner;
    this.layers = new PolarLayers(shape, weights);
  }

  /**
   * Builds the network that a manifest describes.
   *
   * @param manifest of the bundle
   * @param named the bundle's weights, 16 or 32 bit floats
   * @param manager parent of the manager that owns the network's arrays
   * @return the network, which the caller closes
   * @throws IllegalArgumentException if a weight is missing, unknown or of another shape; the
   *     message names it
   */
  public static PolarNetwork load(ModelManifest manifest, NDList named, NDManager manager) {
    PolarConfig shape = PolarConfig.of(manifest);
    Map<String, Shape> expected = shape.weights();
    NDManager owner = manager.newSubManager();
    Map<String, NDArray> weights = new LinkedHashMap<>();
    for (NDArray array : named) {
      Shape wanted = expected.get(array.getName());
      if (wanted == null) {
        throw new IllegalArgumentException("unknown weight '" + array.getName() + "'");
      }
      if (!wanted.equals(array.getShape())) {
        throw new IllegalArgumentException(
            "weight '"
                + array.getName()
                + "' has shape "
                + array.getShape()
                + ", the manifest's network needs "
                + wanted);
      }
      NDArray copy = array.toType(DataType.FLOAT32, true);
      copy.attach(owner);
      weights.put(array.getName(), copy);
    }
    for (String name : expected.keySet()) {
      if (!weights.containsKey(name)) {
        throw new IllegalArgumentException("weight '" + name + "' is missing");
      }
    }
    padConvolutions(shape, weights, owner);
    return new PolarNetwork(manifest, weights, owner);
  }

  /** Returns the semi-major axes of all steps. */
  static double[] semiMajorPixels(ModelManifest manifest) {
    double[] pixels = new double[manifest.profile().maxLength()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = manifest.profile().radius().arcsec(i) / manifest.input().pixelScaleArcsec();
    }
    return pixels;
  }

  /** Pads the convolutions once; training pads them at each step. */
  private static void padConvolutions(
      PolarConfig shape, Map<String, NDArray> weights, NDManager owner) {
    for (PolarConfig.Convolution c : shape.convolutions()) {
      weights.computeIfPresent(
          c.name() + ".weight", (name, kernel) -> PaddedConvolution.padKernel(kernel, owner));
      weights.computeIfPresent(
          c.name() + ".bias", (name, bias) -> PaddedConvolution.padBias(bias, owner));
    }
  }

  /**
   * Creates a network for training, whose weights the caller owns and may change.
   *
   * @param manifest of the future model
   * @param weights by name, as {@link PolarConfig#weights} lists them
   * @return the network; closing it does not close the weights
   */
  public static PolarNetwork over(ModelManifest manifest, Map<String, NDArray> weights) {
    return new PolarNetwork(manifest, weights, null);
  }

  /**
   * Creates the first state of a galaxy.
   *
   * @param image prepared according to the manifest
   * @return the state before the first iteration
   */
  public EllipseState ellipse(PreparedImage image) {
    int steps = steps(image.width(), image.height());
    return new EllipseState(
        image, shape.angles(), Arrays.copyOf(semiMajorPixels, steps), manifest.profile().radius());
  }

  /**
   * Manifest of the model.
   *
   * @return the manifest
   */
  public ModelManifest manifest() {
    return manifest;
  }

  /**
   * Returns whether the network chooses the target among several sources.
   *
   * @return true if it has the head {@code target}
   */
  public boolean choosesTarget() {
    return shape.has(Head.TARGET);
  }

  /**
   * Runs one iteration for each galaxy along its current ellipses.
   *
   * @param ellipses with one number of steps; not changed
   * @param manager owner of the arrays
   * @return the output, in order
   */
  public NetworkOutput forward(List<EllipseState> ellipses, NDManager manager) {
    List<EllipseFeatures> features = ellipses.stream().map(EllipseState::features).toList();
    return layers.forward(FeatureBatch.of(features, ellipses, shape, manager));
  }

  @Override
  public int steps(int width, int height) {
    return shape.steps(width, height, semiMajorPixels);
  }

  @Override
  public List<LayerCall> layers(int steps, int batch) {
    return shape.layerSizes(steps).stream().map(layer -> new LayerCall(layer, batch)).toList();
  }

  @Override
  public Question question() {
    return new Question(QUESTION_SIZE, QUESTION_SIZE, shape.steps());
  }

  @Override
  public List<Caption> caption(List<PreparedImage> images, int maxLength, NDManager manager) {
    List<EllipseState> ellipses = images.stream().map(this::ellipse).toList();
    Map<Integer, List<Integer>> bySteps =
        IntStream.range(0, images.size())
            .boxed()
            .collect(Collectors.groupingBy(k -> ellipses.get(k).steps()));
    Caption[] captions = new Caption[images.size()];
    for (List<Integer> group : bySteps.values()) {
      List<Caption> some =
          caption(
              group.stream().map(images::get).toList(),
              group.stream().map(ellipses::get).toList(),
              maxLength,
              manager);
      for (int i = 0; i < some.size(); i++) {
        captions[group.get(i)] = some.get(i);
      }
    }
    return List.of(captions);
  }

  /** Captions galaxies with the same number of steps, so that none affects another. */
  private List<Caption> caption(
      List<PreparedImage> images, List<EllipseState> first, int maxLength, NDManager manager) {
    List<EllipseState> ellipses = new ArrayList<>(first);
    boolean[] uncertain = new boolean[images.size()];
    int iteration = 1;
    if (shape.has(Head.TARGET) && iteration < shape.iterations()) {
      uncertain = chooseTargets(images, ellipses, manager);
      iteration++;
    }
    boolean[] otherTarget = new boolean[images.size()];
    for (int k = 0; k < otherTarget.length; k++) {
      otherTarget[k] = ellipses.get(k) != first.get(k);
    }
    List<EllipseState> searching = ellipses.stream().filter(EllipseState::searches).toList();
    for (; iteration < shape.iterations() && !searching.isEmpty(); iteration++) {
      try (NDManager scope = manager.newSubManager()) {
        refine(searching, forward(searching, scope));
      }
    }
    NetworkOutput output = forward(ellipses, manager);
    refine(ellipses, output);
    return captions(ellipses, output, otherTarget, uncertain, maxLength);
  }

  /**
   * Makes the first iteration at each candidate of each image, and replaces the state of an image
   * by that of its most likely target.
   *
   * @return whether the choice is uncertain, for each image
   */
  private boolean[] chooseTargets(
      List<PreparedImage> images, List<EllipseState> ellipses, NDManager manager) {
    List<Integer> owner = new ArrayList<>();
    List<EllipseState> candidates = new ArrayList<>();
    for (int k = 0; k < images.size(); k++) {
      EllipseState ellipse = ellipses.get(k);
      if (ellipse.searches()) {
        owner.add(k);
        candidates.add(ellipse);
        for (Point other : Candidates.others(images.get(k))) {
          owner.add(k);
          candidates.add(ellipse.at(images.get(k), other));
        }
      }
    }
    float[] best = new float[images.size()];
    float[] second = new float[images.size()];
    Arrays.fill(best, Float.NEGATIVE_INFINITY);
    Arrays.fill(second, Float.NEGATIVE_INFINITY);
    for (int from = 0; from < candidates.size(); from += images.size()) {
      int to = Math.min(candidates.size(), from + images.size());
      List<EllipseState> some = candidates.subList(from, to);
      try (NDManager scope = manager.newSubManager()) {
        NetworkOutput output = forward(some, scope);
        refine(some, output);
        float[] logit = output.target().toFloatArray();
        for (int i = from; i < to; i++) {
          int k = owner.get(i);
          second[k] = Math.max(second[k], Math.min(best[k], logit[i - from]));
          if (logit[i - from] > best[k]) {
            best[k] = logit[i - from];
            ellipses.set(k, candidates.get(i));
          }
        }
      }
    }
    boolean[] uncertain = new boolean[images.size()];
    for (int k = 0; k < uncertain.length; k++) {
      uncertain[k] = best[k] - second[k] < CERTAIN;
    }
    return uncertain;
  }

  /**
   * Applies the corrections to the ellipses of each galaxy.
   *
   * @param ellipses states that were the input
   * @param output of that iteration
   */
  public static void refine(List<EllipseState> ellipses, NetworkOutput output) {
    float[] shapes = output.shape().toFloatArray();
    float[] shifts = output.shift().toFloatArray();
    int each = shapes.length / ellipses.size();
    for (int k = 0; k < ellipses.size(); k++) {
      ellipses
          .get(k)
          .refine(
              Arrays.copyOfRange(shapes, k * each, (k + 1) * each),
              Arrays.copyOfRange(shifts, 2 * k, 2 * k + 2));
    }
  }

  private List<Caption> captions(
      List<EllipseState> ellipses,
      NetworkOutput output,
      boolean[] otherTarget,
      boolean[] uncertain,
      int maxLength) {
    float[] logFlux = output.logFlux().toFloatArray();
    float[] logScale = output.logScale().toFloatArray();
    float[] stop = output.stop().toFloatArray();
    float[] sky = output.sky() == null ? new float[ellipses.size()] : output.sky().toFloatArray();
    UncertaintyCalibration errors =
        new UncertaintyCalibration(weights.get(UncertaintyCalibration.WEIGHT).toFloatArray());
    List<String> outputs = manifest.network().decoder().outputs();
    double area = pixelScaleArcsec() * pixelScaleArcsec();
    boolean withErrors = outputs.contains("mu_err");
    boolean withShapes = outputs.contains("ellipticity");
    int steps = logFlux.length / ellipses.size();
    List<Caption> captions = new ArrayList<>(ellipses.size());
    for (int k = 0; k < ellipses.size(); k++) {
      EllipseState ellipse = ellipses.get(k);
      int from = k * steps;
      int length = Math.min(maxLength, length(stop, from, steps));
      float[] mu = new float[length];
      double unit = magnitudeOf(ellipse.unitFlux());
      for (int i = 0; i < length; i++) {
        mu[i] = (float) (unit - MAG_PER_E_FOLD * logFlux[from + i]);
      }
      captions.add(
          new Caption(
              mu,
              withErrors ? errors.deviations(logScale, logFlux, from, length) : null,
              withShapes ? ellipse.ellipticities(length) : null,
              withShapes ? ellipse.positionAngles(length) : null,
              ellipse.ellipses().centreX(),
              ellipse.ellipses().centreY(),
              sky[k] * ellipse.unitFlux() / area,
              otherTarget[k],
              uncertain[k] ? Set.of(Flag.TARGET_UNCERTAIN) : Set.of()));
    }
    return captions;
  }

  /**
   * Side of a pixel of the network's images.
   *
   * @return arcsec
   */
  public double pixelScaleArcsec() {
    return manifest.input().pixelScaleArcsec();
  }

  /**
   * Converts a flux per pixel to surface brightness: {@code ZP - 2.5 log10(f / s^2)}.
   *
   * @param flux in the units of the manifest's zero point
   * @return mag/arcsec^2
   */
  public double magnitudeOf(double flux) {
    double scale = pixelScaleArcsec();
    return manifest.input().zeroPoint() - MAG_PER_E_FOLD * Math.log(flux / (scale * scale));
  }

  private int length(float[] stop, int at, int steps) {
    double probability = ((Stop.Predicted) manifest.profile().stop()).probability();
    double logit = Math.log(probability / (1 - probability));
    int length = 0;
    while (length < steps && (length == 0 || stop[at + length] <= logit)) {
      length++;
    }
    return length;
  }

  @Override
  public void close() {
    if (owner != null) {
      owner.close();
    }
  }
}
