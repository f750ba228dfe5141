// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Two-dimensional convolution with padded channels. Every kernel of the engine is correct for
 * multiples of {@value #MULTIPLE} channels, so the missing channels are zeros.
 *
 * <p>oneDNN stores channels in blocks of its vector length, up to 16 floats. If the number of
 * channels is not a multiple of that, version 3.7.1 reads the uninitialised rest of the last block,
 * so results are wrong or NaN on some processors. Channels of zeros do not change the result, and
 * the gradient of the padded weights is that of the weights.
 *
 * <p>PyTorch uses NNPACK instead of oneDNN for one small image. NNPACK does not start on every
 * processor and then prints an error, so such an image is convolved twice in one batch.
 */
public final class PaddedConvolution {
  /** Divisor of all channel counts: the widest block of oneDNN. */
  public static final int MULTIPLE = 16;

  /** Maximum size of an image for which PyTorch prefers NNPACK. */
  private static final int SMALL_IMAGE = 20480;

  private PaddedConvolution() {}

  /**
   * Rounds a number of channels up.
   *
   * @param channels at least 1
   * @return the next multiple of {@value #MULTIPLE}
   */
  public static int padded(int channels) {
    return (channels + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  /**
   * Pads the channels of images.
   *
   * @param images {@code [batch, channels, height, width]}
   * @return the same with additional channels of zeros, or the images themselves if they need none
   */
  public static NDArray padImages(NDArray images) {
    return pad(images, images.getManager(), 1);
  }

  /**
   * Pads the channels of a kernel.
   *
   * @param kernel {@code [channels out, channels in, height, width]}
   * @param manager owner of the result if it is a new array
   * @return the same with additional channels of zeros, or the kernel itself if it needs none
   */
  public static NDArray padKernel(NDArray kernel, NDManager manager) {
    return pad(kernel, manager, 0, 1);
  }

  /**
   * Pads a bias.
   *
   * @param bias {@code [channels out]}
   * @param manager owner of the result if it is a new array
   * @return the same with additional zeros, or the bias itself if it needs none
   */
  public static NDArray padBias(NDArray bias, NDManager manager) {
    return pad(bias, manager, 0);
  }

  /**
   * Computes the convolution.
   *
   * @param images {@code [batch, channels in, height, width]}
   * @param kernel {@code [channels out, channels in, height, width]}
   * @param bias {@code [channels out]}
   * @param stride vertical and horizontal
   * @param padding zeros on both sides of height and width
   * @param dilation vertical and horizontal
   * @return {@code [batch, channels out, height, width]}, owned by the manager of the images
   * @throws IllegalArgumentException if a number of channels is not a multiple of {@value
   *     #MULTIPLE}
   */
  public static NDArray convolve(
      NDArray images, NDArray kernel, NDArray bias, Shape stride, Shape padding, Shape dilation) {
    long in = kernel.getShape().get(1);
    long out = kernel.getShape().get(0);
    if (in % MULTIPLE != 0 || out % MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "a convolution of " + in + " to " + out + " channels is not padded to " + MULTIPLE);
    }
    if (images.getShape().get(0) > 1 || images.size() > SMALL_IMAGE) {
      return Conv2d.conv2d(images, kernel, bias, stride, padding, dilation).singletonOrThrow();
    }
    try (NDArray twice = images.concat(images, 0);
        NDArray results =
            Conv2d.conv2d(twice, kernel, bias, stride, padding, dilation).singletonOrThrow()) {
      return results.get("0:1");
    }
  }

  private static NDArray pad(NDArray array, NDManager manager, int... axes) {
    Shape shape = array.getShape();
    int last = shape.dimension() - 1;
    // Two numbers per axis, the last axis first.
    long[] padding = new long[2 * shape.dimension()];
    long added = 0;
    for (int axis : axes) {
      int channels = Math.toIntExact(shape.get(axis));
      padding[2 * (last - axis) + 1] = padded(channels) - channels;
      added += padded(channels) - channels;
    }
    if (added == 0) {
      return array;
    }
    NDArray result = array.pad(new Shape(padding), 0);
    result.attach(manager);
    return result;
  }
}
