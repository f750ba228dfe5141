// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.engine.Engines;

class PaddedConvolutionTest {
  private static final Shape ONE = new Shape(1, 1);

  private final NDManager manager = Engines.newManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  private NDArray convolve(NDArray images, NDArray kernel, NDArray bias) {
    return PaddedConvolution.convolve(
        PaddedConvolution.padImages(images),
        PaddedConvolution.padKernel(kernel, manager),
        PaddedConvolution.padBias(bias, manager),
        ONE,
        ONE,
        ONE);
  }

  /** The engine's kernels for 4 channels are correct: oneDNN has a separate layout for so few. */
  private NDArray unpadded(NDArray images, NDArray kernel, NDArray bias) {
    return Conv2d.conv2d(images, kernel, bias, ONE, ONE, ONE).singletonOrThrow();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void padsChannelsWithZeros(int batch) {
    NDArray images = new Values(0, 1).array(manager, batch, 4, 6, 5);
    NDArray kernel = new Values(7, 1).array(manager, 16, 4, 3, 3);
    NDArray bias = new Values(9, 1).array(manager, 16);
    NDArray some = kernel.get(":3");
    NDArray padded = convolve(images, some, bias.get(":3"));
    assertEquals(new Shape(batch, 16, 6, 5), padded.getShape());
    assertArrayEquals(
        unpadded(images, kernel, bias).get(":, :3").toFloatArray(),
        padded.get(":, :3").toFloatArray(),
        1e-5f);
    assertEquals(0, padded.get(":, 3:").abs().max().getFloat());
  }

  @Test
  void doesNotPadMultiplesOf16() {
    NDArray kernel = manager.ones(new Shape(32, 16, 3, 3));
    assertSame(kernel, PaddedConvolution.padKernel(kernel, manager));
    NDArray images = manager.ones(new Shape(2, 48, 4, 4));
    assertSame(images, PaddedConvolution.padImages(images));
    assertEquals(16, PaddedConvolution.padded(1));
    assertEquals(16, PaddedConvolution.padded(16));
    assertEquals(32, PaddedConvolution.padded(17));
  }

  @Test
  void rejectsOtherNumbersOfChannels() {
    NDArray images = manager.ones(new Shape(2, 20, 4, 4));
    NDArray kernel = manager.ones(new Shape(16, 20, 3, 3));
    NDArray bias = manager.ones(new Shape(16));
    assertThrows(
        IllegalArgumentException.class,
        () -> PaddedConvolution.convolve(images, kernel, bias, ONE, ONE, ONE));
  }

  /** Small images keep the error of the difference quotient small. */
  @Test
  void gradientGoesThroughThePadding() {
    NDArray images = new Values(0, 1).array(manager, 2, 4, 4, 3);
    NDArray kernel = new Values(7, 1).array(manager, 5, 4, 3, 3);
    NDArray bias = new Values(9, 1).array(manager, 5);
    kernel.setRequiresGradient(true);
    bias.setRequiresGradient(true);
    try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
      gradients.backward(convolve(images, kernel, bias).square().sum());
    }
    float[] ofKernel = kernel.getGradient().toFloatArray();
    float[] ofBias = bias.getGradient().toFloatArray();
    assertEquals(kernel.getShape().size(), ofKernel.length);
    for (int i = 0; i < ofKernel.length; i += 17) {
      assertEquals(slope(images, kernel, bias, true, i), ofKernel[i], 0.02 * size(ofKernel));
    }
    for (int i = 0; i < ofBias.length; i++) {
      assertEquals(slope(images, kernel, bias, false, i), ofBias[i], 0.02 * size(ofBias));
    }
  }

  private static double size(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value * value;
    }
    return Math.sqrt(sum / values.length);
  }

  private double slope(NDArray images, NDArray kernel, NDArray bias, boolean ofKernel, int at) {
    return (loss(images, kernel, bias, ofKernel, at, 0.01f)
            - loss(images, kernel, bias, ofKernel, at, -0.01f))
        / 0.02;
  }

  private double loss(
      NDArray images, NDArray kernel, NDArray bias, boolean ofKernel, int at, float change) {
    float[] k = kernel.toFloatArray();
    float[] b = bias.toFloatArray();
    (ofKernel ? k : b)[at] += change;
    return convolve(
            images, manager.create(k, kernel.getShape()), manager.create(b, bias.getShape()))
        .square()
        .sum()
        .getFloat();
  }
}
