// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import org.pix2prof.model.engine.Engines;

/**
 * Prints the maximum errors that the check finds in a convolution of 20 channels: padded, unpadded,
 * and padded with uninitialised channels, which the faulty kernels read. The last number is the
 * maximum error of the second over all its values.
 */
final class UnpaddedConvolution {
  private static final int BATCH = 4;
  private static final ConvolutionLayer LAYER =
      new ConvolutionLayer(20, 20, 16, 18, 3, 1, 1, 1, 0, 1);

  public static void main(String[] args) {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      System.out.printf(
          "%s %s %s %s%n",
          LAYER.worstError(BATCH, manager),
          LAYER.worstError(BATCH, manager, UnpaddedConvolution::convolve),
          LAYER.worstError(BATCH, manager, UnpaddedConvolution::readUnwritten),
          difference(manager));
    }
  }

  private static NDArray convolve(
      NDArray images, NDArray kernel, NDArray bias, ConvolutionLayer layer) {
    return Conv2d.conv2d(images, kernel, bias, layer.stride(), layer.padding(), layer.dilation())
        .singletonOrThrow();
  }

  private static NDArray readUnwritten(
      NDArray images, NDArray kernel, NDArray bias, ConvolutionLayer layer) {
    NDManager manager = images.getManager();
    NDArray unwritten =
        manager.create(
            new Shape(BATCH, 12, images.getShape().get(2), layer.width()), DataType.FLOAT32);
    return ConvolutionLayer.padded(images.concat(unwritten, 1), kernel, bias, layer);
  }

  /** Compares the engine's convolution with the padded one, value by value. */
  private static double difference(NDManager manager) {
    NDArray images = new Values(0, 1).array(manager, BATCH, 20, 16, 18);
    NDArray kernel = new Values(1000, 0.1).array(manager, 20, 20, 3, 3);
    NDArray bias = new Values(2000, 1).array(manager, 20);
    float[] engine = convolve(images, kernel, bias, LAYER).toFloatArray();
    float[] padded =
        ConvolutionLayer.padded(images, kernel, bias, LAYER).get(":, :20").toFloatArray();
    double worst = 0;
    for (int i = 0; i < engine.length; i++) {
      double error = Math.abs(engine[i] - padded[i]);
      worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : Math.max(worst, error);
    }
    return worst;
  }

  private UnpaddedConvolution() {}
}
