// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/**
 * A {@link PaddedConvolution}.
 *
 * @param in channels of the input before padding
 * @param out channels of the output before padding
 * @param height of the input, pixels
 * @param width of the input, pixels
 * @param kernel side of the kernel, pixels
 * @param strideY vertical stride
 * @param strideX horizontal stride
 * @param paddingY zeros above and below
 * @param paddingX zeros left and right
 * @param dilationY vertical dilation
 */
public record ConvolutionLayer(
    int in,
    int out,
    int height,
    int width,
    int kernel,
    int strideY,
    int strideX,
    int paddingY,
    int paddingX,
    int dilationY)
    implements Layer {

  /** Number of compared outputs. */
  private static final int SAMPLES = 48;

  /** Maximum number of multiplications in a check; fewer rows of a larger layer are checked. */
  private static final long MOST_PRODUCTS = 5_000_000;

  /** Minimum number of checked rows. */
  private static final int LEAST_ROWS = 8;

  /** Implementation of a convolution. */
  @FunctionalInterface
  interface Convolver {
    NDArray convolve(NDArray images, NDArray kernel, NDArray bias, ConvolutionLayer layer);
  }

  @Override
  public double worstError(int batch, NDManager manager) {
    return worstError(batch, manager, ConvolutionLayer::padded);
  }

  /** Checks another implementation. */
  double worstError(int batch, NDManager parent, Convolver convolver) {
    int rows = rows(batch);
    Values pixels = new Values(0, 1);
    Values weights = new Values(1000, Math.sqrt(3.0 / (in * kernel * kernel)));
    Values biases = new Values(2000, 1);
    try (NDManager manager = parent.newSubManager()) {
      NDArray output =
          convolver.convolve(
              pixels.array(manager, batch, in, rows, width),
              weights.array(manager, out, in, kernel, kernel),
              biases.array(manager, out),
              this);
      Shape shape = output.getShape();
      int outHeight = (int) shape.get(2);
      int outWidth = (int) shape.get(3);
      float[] values = output.toFloatArray();
      if (!Finite.all(values)) {
        return Double.POSITIVE_INFINITY;
      }
      double worst = 0;
      Values places = new Values(3000, 1);
      for (int sample = 0; sample < SAMPLES; sample++) {
        int n = place(places.at(3L * sample), batch);
        int y = place(places.at(3L * sample + 1), outHeight);
        int x = place(places.at(3L * sample + 2), outWidth);
        int channel = (int) ((long) sample * out / SAMPLES);
        double expected = biases.at(channel) + sum(pixels, weights, rows, n, channel, y, x);
        int at = (int) (((n * shape.get(1) + channel) * outHeight + y) * outWidth + x);
        worst = Math.max(worst, Math.abs(values[at] - expected));
      }
      return worst;
    }
  }

  /** Pads and convolves, as networks do. */
  static NDArray padded(NDArray images, NDArray kernel, NDArray bias, ConvolutionLayer layer) {
    NDManager manager = images.getManager();
    return PaddedConvolution.convolve(
        PaddedConvolution.padImages(images),
        PaddedConvolution.padKernel(kernel, manager),
        PaddedConvolution.padBias(bias, manager),
        layer.stride(),
        layer.padding(),
        layer.dilation());
  }

  /** Vertical and horizontal stride. */
  Shape stride() {
    return new Shape(strideY, strideX);
  }

  /** Zeros on both sides of height and width. */
  Shape padding() {
    return new Shape(paddingY, paddingX);
  }

  /** Vertical and horizontal dilation. */
  Shape dilation() {
    return new Shape(dilationY, 1);
  }

  private int rows(int batch) {
    long row =
        (long) batch
            * PaddedConvolution.padded(in)
            * PaddedConvolution.padded(out)
            * kernel
            * kernel
            * (width / strideX)
            / strideY;
    return (int) Math.min(height, Math.max(LEAST_ROWS, MOST_PRODUCTS / Math.max(1, row)));
  }

  /** Maps a value between -1 and 1 to an index. */
  private static int place(float value, int size) {
    return Math.min(size - 1, (int) ((value + 1) / 2 * size));
  }

  private double sum(Values pixels, Values weights, int rows, int n, int channel, int y, int x) {
    double sum = 0;
    for (int c = 0; c < in; c++) {
      for (int i = 0; i < kernel; i++) {
        int row = y * strideY - paddingY + i * dilationY;
        if (row < 0 || row >= rows) {
          continue;
        }
        for (int j = 0; j < kernel; j++) {
          int column = x * strideX - paddingX + j;
          if (column >= 0 && column < width) {
            long pixel = (((long) n * in + c) * rows + row) * width + column;
            long weight = (((long) channel * in + c) * kernel + i) * kernel + j;
            sum += (double) pixels.at(pixel) * weights.at(weight);
          }
        }
      }
    }
    return sum;
  }

  @Override
  public String toString() {
    return "convolution of "
        + in
        + " to "
        + out
        + " channels, "
        + height
        + " x "
        + width
        + ", stride "
        + strideY
        + " x "
        + strideX;
  }
}
