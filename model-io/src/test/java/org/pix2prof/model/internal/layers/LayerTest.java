// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.pix2prof.model.engine.Engines;

class LayerTest {
  private final NDManager manager = Engines.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<Layer> layers() {
    return Stream.of(
        new ConvolutionLayer(4, 24, 64, 66, 3, 1, 1, 1, 0, 1),
        new ConvolutionLayer(24, 48, 64, 34, 3, 1, 2, 1, 0, 1),
        new ConvolutionLayer(48, 48, 64, 18, 3, 1, 2, 2, 0, 2),
        new ConvolutionLayer(20, 40, 9, 7, 3, 2, 2, 1, 1, 1),
        new ConvolutionLayer(64, 128, 128, 128, 1, 2, 2, 0, 0, 1),
        new LinearLayer(213, 128, 64),
        new LinearLayer(512, 1, 1),
        new GruLayer(128, 128, 2, 64),
        new GruLayer(1, 64, 3, 1));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void engineAgreesWithPlainJava(Layer layer) {
    for (int batch : new int[] {1, 7, 32}) {
      double error = layer.worstError(batch, manager);
      assertTrue(error < 1e-5, layer + ", batch " + batch + ": " + error);
    }
  }

  /** Error that the check finds in a convolution with a changed result. */
  private double worstError(UnaryOperator<NDArray> change) {
    return new ConvolutionLayer(16, 16, 20, 18, 3, 1, 1, 1, 0, 1)
        .worstError(
            2,
            manager,
            (images, kernel, bias, sizes) ->
                change.apply(ConvolutionLayer.padded(images, kernel, bias, sizes)));
  }

  @Test
  void detectsWrongConvolution() {
    double scaled = worstError(right -> right.mul(1.01f));
    assertTrue(scaled > 1e-3, "" + scaled);
    double oneColumnOff = worstError(right -> right.get("..., 1:").concat(right.get("..., :1"), 3));
    assertTrue(oneColumnOff > 0.1, "" + oneColumnOff);
  }

  @Test
  void detectsASingleNaN() {
    assertEquals(
        Double.POSITIVE_INFINITY,
        worstError(
            right -> {
              float[] values = right.toFloatArray();
              values[values.length / 2] = Float.NaN;
              return manager.create(values, right.getShape());
            }));
  }

  @Test
  void equalSizesAreEqual() {
    assertEquals(new GruLayer(1, 64, 3, 1), new GruLayer(1, 64, 3, 1));
    assertEquals(
        new LayerCall(new LinearLayer(2, 3, 4), 5), new LayerCall(new LinearLayer(2, 3, 4), 5));
  }
}
