// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.pix2prof.model.internal.Photometry;
import org.pix2prof.model.internal.polar.Ellipses;
import org.pix2prof.model.internal.polar.NetworkOutput;

/**
 * Loss of a network output: absolute error of the surface brightness and its Laplace likelihood,
 * distance of the ellipses' shapes and centre from the true ones, cross-entropy of the profile's
 * end, of the other sources' share in each sample and of the choice of the target, and error of the
 * sky. Steps beyond the end of the true profile contribute to the end only, and sources that are
 * not the target to the choice only. Unknown true values and missing heads contribute nothing.
 */
final class Loss {
  private static final float LIKELIHOOD_WEIGHT = 0.3f;
  private static final float SHAPE_WEIGHT = 0.5f;
  private static final float CENTRE_WEIGHT = 0.1f;
  private static final float STOP_WEIGHT = 0.2f;
  private static final float CONTAMINATION_WEIGHT = 0.2f;
  private static final float SKY_WEIGHT = 0.05f;
  private static final float TARGET_WEIGHT = 0.1f;

  /** Error of the sky, in its standard deviation, up to which its loss is linear. */
  private static final float SKY_SOFTENING = 0.05f;

  /** Weight of the first iteration, which mainly finds the ellipses. */
  private static final float FIRST_ITERATION_WEIGHT = 0.3f;

  /**
   * The parts of a loss.
   *
   * @param total to minimise, a scalar
   * @param mu mean absolute error of final iterations, mag/arcsec^2
   * @param shape mean distance of eta from the truth
   * @param contamination mean cross-entropy of the other sources' share
   * @param sky mean error of the sky, asinh scale
   * @param target mean cross-entropy of the choice of the target
   */
  record Value(
      NDArray total,
      NDArray mu,
      NDArray shape,
      NDArray contamination,
      NDArray sky,
      NDArray target) {}

  private Loss() {}

  static Value of(
      List<TrainingSample> samples, NetworkOutput output, int lastIteration, NDManager manager) {
    int n = samples.size();
    int steps = (int) output.logFlux().getShape().get(1);
    float[] logFlux = new float[n * steps];
    float[] weight = new float[n * steps];
    float[] last = new float[n * steps];
    float[] inside = new float[n * steps];
    float[] shape = new float[n * steps * 2];
    float[] shapeKnown = new float[n * steps];
    float[] centre = new float[n * 2];
    float[] centreKnown = new float[n];
    float[] target = new float[n];
    for (int k = 0; k < n; k++) {
      TrainingSample sample = samples.get(k);
      target[k] = sample.isTarget() ? 1 : 0;
      Ellipses now = sample.ellipse.ellipses();
      if (sample.isTarget() && !Double.isNaN(sample.centreX)) {
        centre[2 * k] = (float) (sample.centreX - now.centreX());
        centre[2 * k + 1] = (float) (sample.centreY - now.centreY());
        centreKnown[k] = 1;
      }
      for (int i = 0; i < Math.min(sample.length, steps); i++) {
        int at = k * steps + i;
        inside[at] = 1;
        if (!Float.isNaN(sample.logFlux[i])) {
          logFlux[at] = sample.logFlux[i];
          last[at] = sample.iterations + 1 >= lastIteration ? 1 : 0;
          weight[at] = sample.iterations == 0 ? FIRST_ITERATION_WEIGHT : 1;
        }
        if (!Float.isNaN(sample.etaX[i])) {
          shape[2 * at] = sample.etaX[i] - now.etaX()[i];
          shape[2 * at + 1] = sample.etaY[i] - now.etaY()[i];
          shapeKnown[at] = 1;
        }
      }
    }
    Shape grid = new Shape(n, steps);
    NDArray weights = manager.create(weight, grid);
    NDArray valid = manager.create(inside, grid);
    NDArray error =
        output.logFlux().sub(manager.create(logFlux, grid)).mul((float) MAG_PER_E_FOLD).abs();
    NDArray scale = output.logScale();
    NDArray likelihood = error.mul(scale.neg().exp()).add(scale);
    NDArray brightness = mean(error.add(likelihood.mul(LIKELIHOOD_WEIGHT)), weights);
    NDArray shapeError =
        distance(output.shape().sub(manager.create(shape, new Shape(n, steps, 2))), 0.02f);
    NDArray shapes = mean(shapeError, manager.create(shapeKnown, grid));
    NDArray targets = manager.create(target, new Shape(n));
    NDArray centres =
        mean(
            distance(output.shift().sub(manager.create(centre, new Shape(n, 2))), 0.1f),
            manager.create(centreKnown, new Shape(n)));
    NDArray ends =
        mean(
            crossEntropy(output.stop(), valid.neg().add(1)),
            targets.expandDims(1).mul(valid.onesLike()));
    NDArray shares = shares(samples, output, manager);
    NDArray skies = skies(samples, output, manager);
    NDArray choices = choices(samples, output, targets, manager);
    return new Value(
        brightness
            .add(shapes.mul(SHAPE_WEIGHT))
            .add(centres.mul(CENTRE_WEIGHT))
            .add(ends.mul(STOP_WEIGHT))
            .add(shares.mul(CONTAMINATION_WEIGHT))
            .add(skies.mul(SKY_WEIGHT))
            .add(choices.mul(TARGET_WEIGHT)),
        mean(error, manager.create(last, grid)),
        shapes,
        shares,
        skies,
        choices);
  }

  private static NDArray shares(
      List<TrainingSample> samples, NetworkOutput output, NDManager manager) {
    if (output.contamination() == null) {
      return manager.create(0f);
    }
    Shape shape = output.contamination().getShape();
    int steps = (int) shape.get(1);
    int angles = (int) shape.get(2);
    float[] share = new float[(int) shape.size()];
    float[] known = new float[samples.size() * steps];
    for (int k = 0; k < samples.size(); k++) {
      TrainingSample sample = samples.get(k);
      if (sample.otherLight != null) {
        sample.ellipse.share(sample.otherLight, share, k * steps * angles);
        Arrays.fill(known, k * steps, k * steps + Math.min(sample.length, steps), 1);
      }
    }
    return mean(
        crossEntropy(output.contamination(), manager.create(share, shape)),
        manager
            .create(known, new Shape(samples.size(), steps, 1))
            .mul(output.contamination().onesLike()));
  }

  private static NDArray skies(
      List<TrainingSample> samples, NetworkOutput output, NDManager manager) {
    if (output.sky() == null) {
      return manager.create(0f);
    }
    float[] sky = new float[samples.size()];
    float[] known = new float[sky.length];
    for (int k = 0; k < sky.length; k++) {
      TrainingSample sample = samples.get(k);
      if (sample.isTarget() && !Float.isNaN(sample.sky)) {
        sky[k] = (float) Photometry.asinh(sample.sky / SKY_SOFTENING);
        known[k] = 1;
      }
    }
    return mean(
        Photometry.asinh(output.sky().div(SKY_SOFTENING)).sub(manager.create(sky)).abs(),
        manager.create(known));
  }

  private static NDArray choices(
      List<TrainingSample> samples, NetworkOutput output, NDArray targets, NDManager manager) {
    if (output.target() == null) {
      return manager.create(0f);
    }
    float[] first = new float[samples.size()];
    for (int k = 0; k < first.length; k++) {
      TrainingSample sample = samples.get(k);
      first[k] = sample.iterations == 0 && !Double.isNaN(sample.centreX) ? 1 : 0;
    }
    return mean(crossEntropy(output.target(), targets), manager.create(first));
  }

  private static NDArray mean(NDArray values, NDArray weights) {
    return values.mul(weights).sum().div(weights.sum().add(1e-6f));
  }

  private static NDArray distance(NDArray vectors, float softening) {
    int axis = vectors.getShape().dimension() - 1;
    return vectors.square().sum(new int[] {axis}).add(softening * softening).sqrt();
  }

  private static NDArray crossEntropy(NDArray logit, NDArray target) {
    return logit.maximum(0).sub(logit.mul(target)).add(logit.abs().neg().exp().add(1).log());
  }
}
