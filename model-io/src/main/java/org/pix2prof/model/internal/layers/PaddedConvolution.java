package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;

/**
 * Two-dimensional convolution over numbers of planes that every kernel of the engine computes
 * right: multiples of {@value #MULTIPLE}, filled up with zeros.
 *
 * <p>oneDNN stores planes in blocks of its vector length, up to 16 floats. Where the number of
 * planes is not a multiple of that, version 3.7.1 reads the unwritten rest of the last block, so
 * that results are wrong or NaN on some processors. Planes of zeros leave the result as it is, and
 * the gradient of the padded weights is that of the weights.
 *
 * <p>PyTorch takes NNPACK in place of oneDNN for one small image. NNPACK does not start on every
 * processor and complains on standard error, so such an image is convolved twice in one batch.
 */
public final class PaddedConvolution {
  /** Numbers of planes are multiples of this, the widest block of oneDNN. */
  public static final int MULTIPLE = 16;

  /** PyTorch prefers NNPACK for one image of at most so many values. */
  private static final int SMALL_IMAGE = 20480;

  private PaddedConvolution() {}

  /**
   * Rounds a number of planes up.
   *
   * @param planes at least 1
   * @return the next multiple of {@value #MULTIPLE}
   */
  public static int padded(int planes) {
    return (planes + MULTIPLE - 1) / MULTIPLE * MULTIPLE;
  }

  /**
   * Pads the planes of images.
   *
   * @param images {@code [batch, planes, height, width]}
   * @return the same with more planes of zeros, or the images themselves if they need none
   */
  public static NDArray padImages(NDArray images) {
    return pad(images, images.getManager(), 1);
  }

  /**
   * Pads the planes of a kernel.
   *
   * @param kernel {@code [planes out, planes in, height, width]}
   * @param manager owner of the result where it is a new array
   * @return the same with more planes of zeros, or the kernel itself if it needs none
   */
  public static NDArray padKernel(NDArray kernel, NDManager manager) {
    return pad(kernel, manager, 0, 1);
  }

  /**
   * Pads a bias.
   *
   * @param bias {@code [planes out]}
   * @param manager owner of the result where it is a new array
   * @return the same with more zeros, or the bias itself if it needs none
   */
  public static NDArray padBias(NDArray bias, NDManager manager) {
    return pad(bias, manager, 0);
  }

  /**
   * Convolves.
   *
   * @param images {@code [batch, planes in, height, width]}
   * @param kernel {@code [planes out, planes in, height, width]}
   * @param bias {@code [planes out]}
   * @param stride over height and width
   * @param padding zeros on either side of height and width
   * @param dilation over height and width
   * @return {@code [batch, planes out, height, width]}, owned by the manager of the images
   * @throws IllegalArgumentException if a number of planes is not a multiple of {@value #MULTIPLE}
   */
  public static NDArray convolve(
      NDArray images, NDArray kernel, NDArray bias, Shape stride, Shape padding, Shape dilation) {
    long in = kernel.getShape().get(1);
    long out = kernel.getShape().get(0);
    if (in % MULTIPLE != 0 || out % MULTIPLE != 0) {
      throw new IllegalArgumentException(
          "a convolution of " + in + " to " + out + " planes is not padded to " + MULTIPLE);
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
    // Two numbers an axis, the last axis first.
    long[] padding = new long[2 * shape.dimension()];
    long added = 0;
    for (int axis : axes) {
      int planes = Math.toIntExact(shape.get(axis));
      padding[2 * (last - axis) + 1] = padded(planes) - planes;
      added += padded(planes) - planes;
    }
    if (added == 0) {
      return array;
    }
    NDArray result = array.pad(new Shape(padding), 0);
    result.attach(manager);
    return result;
  }
}
