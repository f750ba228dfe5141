// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pix2prof.model.internal.layers.PaddedConvolution;

/**
 * ResNet-18 with the CIFAR stem, for inference: batch normalisation is folded into the preceding
 * convolutions.
 */
final class ResNetEncoder {
  /** PyTorch's default epsilon of batch normalisation. */
  private static final float EPSILON = 1e-5f;

  private final Convolution stem;
  private final List<Residual> blocks = new ArrayList<>();
  private final NDArray weight;
  private final NDArray bias;

  /**
   * Folds the weights.
   *
   * @param weights by name
   * @param owner manager of the encoder's arrays
   */
  ResNetEncoder(Map<String, NDArray> weights, NDManager owner) {
    stem = Convolution.folded(weights, "encoder.conv1", "encoder.bn1", 1);
    for (int layer = 1; layer <= PublishedWeights.STRIDES.length; layer++) {
      for (int block = 0; block < PublishedWeights.BLOCKS; block++) {
        String name = "encoder.layer" + layer + "." + block + ".";
        int stride = block == 0 ? PublishedWeights.STRIDES[layer - 1] : 1;
        blocks.add(
            new Residual(
                Convolution.folded(weights, name + "conv1", name + "bn1", stride),
                Convolution.folded(weights, name + "conv2", name + "bn2", 1),
                weights.containsKey(name + "shortcut.0.weight")
                    ? Convolution.folded(weights, name + "shortcut.0", name + "shortcut.1", stride)
                    : null));
      }
    }
    weight = weights.get("encoder.fc1.weight");
    bias = weights.get("encoder.fc1.bias");
    stem.attach(owner);
    blocks.forEach(block -> block.attach(owner));
    weight.attach(owner);
    bias.attach(owner);
  }

  /**
   * Encodes an image. One image at a time is fastest on a CPU, because the first activations of one
   * image already fill its cache.
   *
   * @param image [1, 1, height, width]
   * @return [1, latent], owned by the manager of the image
   */
  NDArray encode(NDArray image) {
    NDArray x;
    try (NDArray padded = PaddedConvolution.padImages(image)) {
      x = stem.rectified(padded);
    }
    for (Residual block : blocks) {
      NDArray next = block.apply(x);
      x.close();
      x = next;
    }
    try (NDArray features = x;
        NDArray pooled = Pool.globalAvgPool2d(features);
        NDArray means = pooled.get(":, :{}", weight.getShape().get(1))) {
      return Linear.linear(means, weight, bias).singletonOrThrow();
    }
  }

  /** {@code relu(second(relu(first(x))) + shortcut(x))}; no shortcut is the identity. */
  private record Residual(Convolution first, Convolution second, Convolution shortcut) {
    void attach(NDManager owner) {
      first.attach(owner);
      second.attach(owner);
      if (shortcut != null) {
        shortcut.attach(owner);
      }
    }

    NDArray apply(NDArray x) {
      try (NDArray inner = first.rectified(x);
          NDArray sum = second.apply(inner)) {
        if (shortcut == null) {
          sum.addi(x);
        } else {
          try (NDArray projected = shortcut.apply(x)) {
            sum.addi(projected);
          }
        }
        return Activation.relu(sum);
      }
    }
  }

  private record Convolution(NDArray weight, NDArray bias, Shape stride, Shape padding) {

    /**
     * Folds the following batch normalisation, with its running statistics, into the convolution.
     */
    static Convolution folded(Map<String, NDArray> weights, String conv, String bn, int stride) {
      NDArray kernel = weights.get(conv + ".weight");
      NDArray scale =
          weights.get(bn + ".weight").div(weights.get(bn + ".running_var").add(EPSILON).sqrt());
      NDArray shift = weights.get(bn + ".bias").sub(weights.get(bn + ".running_mean").mul(scale));
      int padding = (int) kernel.getShape().get(2) / 2;
      NDManager manager = kernel.getManager();
      return new Convolution(
          PaddedConvolution.padKernel(kernel.mul(scale.reshape(-1, 1, 1, 1)), manager),
          PaddedConvolution.padBias(shift, manager),
          new Shape(stride, stride),
          new Shape(padding, padding));
    }

    void attach(NDManager owner) {
      weight.attach(owner);
      bias.attach(owner);
    }

    NDArray apply(NDArray x) {
      return PaddedConvolution.convolve(x, weight, bias, stride, padding, new Shape(1, 1));
    }

    NDArray rectified(NDArray x) {
      try (NDArray y = apply(x)) {
        return Activation.relu(y);
      }
    }
  }
}
