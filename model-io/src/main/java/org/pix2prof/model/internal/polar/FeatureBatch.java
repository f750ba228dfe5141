// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.function.Function;

/** Batch of {@link EllipseFeatures} as arrays of the engine, with the batch as first axis. */
record FeatureBatch(
    NDArray polarImage,
    NDArray radialFeatures,
    NDArray logFluxEstimates,
    NDArray firstHarmonics,
    NDArray secondHarmonics,
    NDArray ellipseGeometry) {

  static FeatureBatch of(List<EllipseFeatures> features, PolarConfig shape, NDManager manager) {
    int n = features.size();
    int r = shape.steps();
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
        gather(features, f -> f.ellipseGeometry, manager, new Shape(n, r, 6)));
  }

  private static NDArray gather(
      List<EllipseFeatures> features,
      Function<EllipseFeatures, float[]> part,
      NDManager manager,
      Shape shape) {
    FloatBuffer buffer = FloatBuffer.allocate((int) shape.size());
    for (EllipseFeatures image : features) {
      buffer.put(part.apply(image));
    }
    return manager.create(buffer.flip(), shape);
  }
}
