// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.Map;
import org.pix2prof.model.internal.layers.PaddedConvolution;

/**
 * Forward pass of the network, from {@link FeatureBatch} to {@link NetworkOutput}. It is a function
 * of the weights, so that training and inference run the same code.
 *
 * <p>Directions enter only through vectors (harmonics over the angle) and leave as sums of these
 * vectors, with coefficients that depend only on rotation-invariant features. So a rotated or
 * mirrored galaxy gets the same profile and rotated or mirrored ellipses, up to the sampling.
 */
final class PolarLayers {
  private final PolarConfig shape;
  private final Map<String, NDArray> weights;

  PolarLayers(PolarConfig shape, Map<String, NDArray> weights) {
    this.shape = shape;
    this.weights = weights;
  }

  NetworkOutput forward(FeatureBatch features) {
    NDArray maps = encode(features.polarImage());
    NDArray harmonics = harmonics(maps);
    NDArray rows = rows(maps, harmonics, features);
    NDArray heads = decode(rows);
    PolarConfig.Heads at = shape.heads();

    NDArray first = harmonics.get("..., 0:2").concat(features.firstHarmonics(), 2);
    NDArray second =
        ownFrame(harmonics.get("..., 2:4"), features.ellipseGeometry())
            .concat(features.secondHarmonics(), 2);
    return new NetworkOutput(
        logFlux(heads, features.logFluxEstimates()),
        heads.get("..., 1").clip(-7, 2),
        heads.get("..., 2"),
        shapeCorrection(
            heads.get("..., {}:{}", at.shape(), at.flattening()),
            heads.get("..., {}:{}", at.flattening(), at.total()),
            second,
            features.ellipseGeometry()),
        shift(
            heads.get("..., {}", at.shift()),
            heads.get("..., {}:{}", at.shift() + 1, at.shape()),
            first,
            features.ellipseGeometry()));
  }

  /** {@code [batch][channels][steps][angles / 8]}. */
  private NDArray encode(NDArray polarImage) {
    NDArray x = PaddedConvolution.padImages(polarImage);
    for (PolarConfig.Convolution c : shape.convolutions()) {
      NDArray y = convolve(x, c);
      boolean residual = c.in() == c.out() && c.stride() == 1;
      x = Activation.relu(residual ? y.add(x) : y);
    }
    return x.getShape().get(1) == shape.channels() ? x : x.get(":, :{}", shape.channels());
  }

  private NDArray convolve(NDArray x, PolarConfig.Convolution c) {
    long last = x.getShape().get(3);
    NDArray around =
        NDArrays.concat(new NDList(x.get("..., {}:", last - 1), x, x.get("..., :1")), 3);
    NDManager manager = x.getManager();
    return PaddedConvolution.convolve(
        around,
        PaddedConvolution.padKernel(weights.get(c.name() + ".weight"), manager),
        PaddedConvolution.padBias(weights.get(c.name() + ".bias"), manager),
        new Shape(1, c.stride()),
        new Shape(c.dilation(), 0),
        new Shape(c.dilation(), 1));
  }

  /** {@code [batch][steps][channels][cos 1, sin 1, cos 2, sin 2]}. */
  private static NDArray harmonics(NDArray maps) {
    int angles = (int) maps.getShape().get(3);
    float[] basis = new float[angles * 4];
    for (int j = 0; j < angles; j++) {
      double phi = 2 * Math.PI * j / angles;
      basis[4 * j] = (float) (2 * Math.cos(phi) / angles);
      basis[4 * j + 1] = (float) (2 * Math.sin(phi) / angles);
      basis[4 * j + 2] = (float) (2 * Math.cos(2 * phi) / angles);
      basis[4 * j + 3] = (float) (2 * Math.sin(2 * phi) / angles);
    }
    NDArray waves = maps.getManager().create(basis, new Shape(angles, 4));
    return maps.matMul(waves).transpose(0, 2, 1, 3);
  }

  /** Rotation-invariant features of each row: {@code [batch][steps][hidden]}. */
  private NDArray rows(NDArray maps, NDArray harmonics, FeatureBatch features) {
    NDArray amplitude1 = length(harmonics.get("..., 0:2"));
    NDArray amplitude2 = length(harmonics.get("..., 2:4"));
    NDArray inputs =
        NDArrays.concat(
            new NDList(
                maps.mean(new int[] {3}).swapAxes(1, 2),
                maps.max(new int[] {3}).swapAxes(1, 2),
                amplitude1,
                amplitude2,
                features.radialFeatures(),
                features.logFluxEstimates().div(4)),
            2);
    return Activation.relu(linear(inputs, "encoder.row"));
  }

  private static NDArray length(NDArray vectors) {
    return vectors.square().sum(new int[] {3}).add(1e-4f).sqrt();
  }

  /** {@code [batch][steps][heads]}. */
  private NDArray decode(NDArray rows) {
    NDArray overall = rows.mean(new int[] {1}).concat(rows.max(new int[] {1}), 1);
    NDArray latent = Activation.tanh(linear(overall, "encoder.latent"));
    NDArray state = latent.expandDims(0).repeat(0, shape.layers());
    NDList parameters = new NDList();
    for (int l = 0; l < shape.layers(); l++) {
      parameters.add(weights.get("decoder.gru.weight_ih_l" + l));
      parameters.add(weights.get("decoder.gru.weight_hh_l" + l));
      parameters.add(weights.get("decoder.gru.bias_ih_l" + l));
      parameters.add(weights.get("decoder.gru.bias_hh_l" + l));
    }
    NDArray caption =
        rows.getNDArrayInternal()
            .gru(rows, state, parameters, true, shape.layers(), 0, false, false, true)
            .head();
    NDArray hidden = Activation.relu(linear(caption.concat(rows, 2), "decoder.hidden"));
    return linear(hidden, "decoder.heads");
  }

  /** Weighted mean of the row's brightness estimates, plus a correction. */
  private NDArray logFlux(NDArray heads, NDArray brightness) {
    int from = shape.heads().blend();
    NDArray blend = heads.get("..., {}:{}", from, from + IsophoteStatistics.ESTIMATES).softmax(-1);
    return blend.mul(brightness).sum(new int[] {2}).add(heads.get("..., 0"));
  }

  private static NDArray ownFrame(NDArray vectors, NDArray frame) {
    NDArray cos = frame.get("..., 0:1");
    NDArray sin = frame.get("..., 1:2");
    NDArray x = vectors.get("..., 0");
    NDArray y = vectors.get("..., 1");
    return x.mul(cos)
        .add(y.mul(sin))
        .expandDims(3)
        .concat(y.mul(cos).sub(x.mul(sin)).expandDims(3), 3);
  }

  /**
   * Correction to eta. It is isotropic for a circle; the flatter the ellipse, the more a rotation
   * differs from a change of flattening.
   */
  private static NDArray shapeCorrection(
      NDArray gain, NDArray turning, NDArray vectors, NDArray frame) {
    NDArray along = gain.mul(vectors.get("..., 0")).sum(new int[] {2});
    NDArray flattening = frame.get("..., 5:6");
    NDArray across =
        gain.add(turning.mul(flattening)).mul(vectors.get("..., 1")).sum(new int[] {2});
    NDArray cos = frame.get("..., 0");
    NDArray sin = frame.get("..., 1");
    NDArray x = along.mul(cos).sub(across.mul(sin));
    NDArray y = along.mul(sin).add(across.mul(cos));
    return x.expandDims(2).concat(y.expandDims(2), 2);
  }

  /**
   * Correction to the common centre: the weighted mean over the rows; inner rows have more weight.
   */
  private static NDArray shift(NDArray trust, NDArray gain, NDArray vectors, NDArray frame) {
    NDArray x = gain.mul(vectors.get("..., 0")).sum(new int[] {2});
    NDArray y = gain.mul(vectors.get("..., 1")).sum(new int[] {2});
    NDArray sxx = frame.get("..., 2");
    NDArray sxy = frame.get("..., 3");
    NDArray syy = frame.get("..., 4");
    NDArray dx = sxx.mul(x).add(sxy.mul(y));
    NDArray dy = sxy.mul(x).add(syy.mul(y));
    NDArray size = sxx.add(syy).log();
    NDArray weight = trust.sub(size.mul(2)).softmax(1);
    return dx.mul(weight)
        .sum(new int[] {1}, true)
        .concat(dy.mul(weight).sum(new int[] {1}, true), 1);
  }

  private NDArray linear(NDArray x, String name) {
    return Linear.linear(x, weights.get(name + ".weight"), weights.get(name + ".bias"))
        .singletonOrThrow();
  }
}
