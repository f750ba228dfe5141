// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Function;

/**
 * Batch of {@link EllipseFeatures} as arrays of the engine, with the batch as first axis.
 *
 * @param polarImage as in the features, like those without description
 * @param radialFeatures as there
 * @param logFluxEstimates as there
 * @param firstHarmonics as there
 * @param secondHarmonics as there
 * @param ellipseGeometry as there
 * @param ofHeads further features of networks that take images in their own pixels or have heads;
 *     null for others
 */
record FeatureBatch(
    NDArray polarImage,
    NDArray radialFeatures,
    NDArray logFluxEstimates,
    NDArray firstHarmonics,
    NDArray secondHarmonics,
    NDArray ellipseGeometry,
    OfHeads ofHeads) {

  /**
   * Features that not every network needs.
   *
   * @param fluxEstimates as in {@link EllipseFeatures}
   * @param rowScale as there
   * @param arcLength as there
   * @param skyUncertain {@code [batch][1]}: 1 if the sky was measured, 0 if it is given
   * @param target as {@link Candidates#features}
   */
  record OfHeads(
      NDArray fluxEstimates,
      NDArray rowScale,
      NDArray arcLength,
      NDArray skyUncertain,
      NDArray target) {}

  /** Gathers the features of galaxies with the same number of rows. */
  static FeatureBatch of(
      List<EllipseFeatures> features,
      List<EllipseState> states,
      PolarConfig shape,
      NDManager manager) {
    int n = features.size();
    int r = features.get(0).steps;
    return new FeatureBatch(
        gather(
            features,
            f -> f.polarImage,
            manager,
            new Shape(n, EllipseFeatures.CHANNELS, r, shape.angles())),
        gather(features, f -> f.radialFeatures, manager, new Shape(n, r, EllipseFeatures.FEATURES)),
        gather(
            features,
            f -> f.logFluxEstimates,
            manager,
            new Shape(n, r, IsophoteStatistics.ESTIMATES)),
        gather(
            features, f -> f.firstHarmonics, manager, new Shape(n, r, EllipseFeatures.VECTORS, 2)),
        gather(
            features, f -> f.secondHarmonics, manager, new Shape(n, r, EllipseFeatures.VECTORS, 2)),
        gather(features, f -> f.ellipseGeometry, manager, new Shape(n, r, 6)),
        shape.nativePixels() || !shape.heads().isEmpty()
            ? ofHeads(features, states, shape, manager)
            : null);
  }

  private static OfHeads ofHeads(
      List<EllipseFeatures> features,
      List<EllipseState> states,
      PolarConfig shape,
      NDManager manager) {
    int n = features.size();
    int r = features.get(0).steps;
    return new OfHeads(
        gather(
            features, f -> f.fluxEstimates, manager, new Shape(n, r, IsophoteStatistics.ESTIMATES)),
        gather(features, f -> f.rowScale, manager, new Shape(n, r, 2)),
        gather(features, EllipseFeatures::arcLength, manager, new Shape(n, r, shape.angles())),
        gather(states, s -> new float[] {s.skyIsUncertain() ? 1 : 0}, manager, new Shape(n, 1)),
        gather(
            states,
            EllipseState::targetFeatures,
            manager,
            new Shape(n, PolarConfig.TARGET_FEATURES)));
  }

  private static <T> NDArray gather(
      List<T> galaxies, Function<T, float[]> part, NDManager manager, Shape shape) {
    FloatBuffer buffer = FloatBuffer.allocate((int) shape.size());
    for (T galaxy : galaxies) {
      buffer.put(part.apply(galaxy));
    }
    return manager.create(buffer.flip(), shape);
  }
}
