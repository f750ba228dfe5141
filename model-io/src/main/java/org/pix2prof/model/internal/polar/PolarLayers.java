// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pix2prof.model.ModelManifest.Head;
import org.pix2prof.model.internal.Photometry;
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
  /** Logit of a row without samples. */
  private static final float NEVER = -1e9f;

  /** Brightest row that a correction of the sky can be a fraction of, sky standard deviations. */
  private static final float BRIGHTEST_SKY = 30;

  /** Limit of a sample's deviation in the mean that leaves out other sources, row units. */
  private static final double MAX_DEVIATION = 12;

  private final PolarConfig shape;
  private final Map<String, NDArray> weights;

  PolarLayers(PolarConfig shape, Map<String, NDArray> weights) {
    this.shape = shape;
    this.weights = weights;
  }

  NetworkOutput forward(FeatureBatch features) {
    Maps all = encode(features.polarImage());
    NDArray maps = all.last();
    NDArray harmonics = harmonics(maps);
    NDArray rows = rows(maps, harmonics, features);
    NDArray latent = latent(rows, features);
    NDArray heads = decode(rows, latent);
    PolarConfig.Outputs at = shape.outputs();
    NDArray contamination =
        shape.has(Head.CONTAMINATION) ? contamination(all.coarse(), features.polarImage()) : null;
    NDArray sky = shape.has(Head.SKY) ? sky(heads, features) : null;

    NDArray first = harmonics.get("..., 0:2").concat(features.firstHarmonics(), 2);
    NDArray second =
        ownFrame(harmonics.get("..., 2:4"), features.ellipseGeometry())
            .concat(features.secondHarmonics(), 2);
    return new NetworkOutput(
        logFlux(heads, features, contamination, sky),
        heads.get("..., 1").clip(-7, 2),
        heads.get("..., 2"),
        shapeCorrection(
            heads.get("..., {}:{}", at.shape(), at.flattening()),
            heads.get("..., {}:{}", at.flattening(), at.sky()),
            second,
            features.ellipseGeometry()),
        shift(
            heads.get("..., {}", at.shift()),
            heads.get("..., {}:{}", at.shift() + 1, at.shape()),
            first,
            features.ellipseGeometry()),
        sky,
        contamination,
        shape.has(Head.TARGET) ? target(latent, features) : null);
  }

  /**
   * Outputs of convolutions, {@code [batch][channels][steps][columns]}.
   *
   * @param coarse of the one before the last, with a quarter of them
   * @param last of the last one, with an eighth
   */
  private record Maps(NDArray coarse, NDArray last) {}

  private Maps encode(NDArray polarImage) {
    List<NDArray> maps = new ArrayList<>();
    NDArray x = PaddedConvolution.padImages(polarImage);
    for (PolarConfig.Convolution c : shape.convolutions()) {
      NDArray y = convolve(x, c);
      boolean residual = c.in() == c.out() && c.stride() == 1;
      x = Activation.relu(residual ? y.add(x) : y);
      maps.add(x);
    }
    return new Maps(
        channels(maps.get(maps.size() - 2), shape.channels()), channels(x, shape.channels()));
  }

  /** Drops the padded channels. */
  private static NDArray channels(NDArray maps, int count) {
    return maps.getShape().get(1) == count ? maps : maps.get(":, :{}", count);
  }

  /** Logit of the share of other sources in each sample: {@code [batch][steps][angles]}. */
  private NDArray contamination(NDArray maps, NDArray polarImage) {
    NDArray coarse = linear(maps.transpose(0, 2, 3, 1), "contamination.coarse");
    Shape size = coarse.getShape();
    NDArray fine = linear(polarImage.transpose(0, 2, 3, 1), "contamination.fine").squeeze(3);
    return coarse.reshape(size.get(0), size.get(1), size.get(2) * size.get(3)).add(fine);
  }

  /**
   * Sky that was subtracted in excess, {@code [batch]}: a fraction of the brightness of the rows
   * that the network chooses, which are usually those in the border of the image.
   */
  private NDArray sky(NDArray heads, FeatureBatch features) {
    int at = shape.outputs().sky();
    NDArray present = present(features);
    NDArray weight =
        heads.get("..., {}", at).add(present.sub(1).mul(-NEVER)).softmax(1).mul(present);
    NDArray flux =
        features
            .logFluxEstimates()
            .get("..., {}", IsophoteStatistics.CLIPPED)
            .exp()
            .minimum(BRIGHTEST_SKY);
    return weight
        .mul(flux)
        .mul(heads.get("..., {}", at + 1))
        .sum(new int[] {1})
        .mul(features.ofHeads().skyUncertain().squeeze(1));
  }

  /** Logit of the source at the centre being the target: {@code [batch]}. */
  private NDArray target(NDArray latent, FeatureBatch features) {
    NDArray inputs = latent.concat(features.ofHeads().target(), 1);
    NDArray hidden = Activation.relu(linear(inputs, "target.hidden"));
    return linear(hidden, "target.logit").squeeze(1);
  }

  /** 1 for rows with samples, otherwise 0: {@code [batch][steps]}. */
  private static NDArray present(FeatureBatch features) {
    return features.ofHeads().arcLength().sum(new int[] {2}).gt(0).toType(DataType.FLOAT32, false);
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

  /**
   * {@code [batch][hidden]}. Where images have any size, rows without samples do not count, so that
   * their number does not matter.
   */
  private NDArray latent(NDArray rows, FeatureBatch features) {
    NDArray mean;
    NDArray max;
    if (shape.nativePixels()) {
      NDArray present = present(features).expandDims(2);
      mean = rows.mul(present).sum(new int[] {1}).div(present.sum(new int[] {1}).maximum(1));
      max = rows.mul(present).max(new int[] {1});
    } else {
      mean = rows.mean(new int[] {1});
      max = rows.max(new int[] {1});
    }
    return Activation.tanh(linear(mean.concat(max, 1), "encoder.latent"));
  }

  /** {@code [batch][steps][outputs]}. */
  private NDArray decode(NDArray rows, NDArray latent) {
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
  private NDArray logFlux(
      NDArray heads, FeatureBatch features, NDArray contamination, NDArray sky) {
    int from = shape.outputs().blend();
    NDArray blend = heads.get("..., {}:{}", from, from + shape.estimates()).softmax(-1);
    NDArray brightness = features.logFluxEstimates();
    if (contamination != null || sky != null) {
      NDArray flux = features.ofHeads().fluxEstimates();
      if (contamination != null) {
        flux = flux.concat(cleanMean(features, contamination).expandDims(2), 2);
      }
      if (sky != null) {
        flux = flux.add(sky.reshape(sky.size(), 1, 1));
      }
      brightness = softLog(flux);
    }
    return blend.mul(brightness).sum(new int[] {2}).add(heads.get("..., 0"));
  }

  /**
   * Mean flux of each row, weighted by arc length and by the share that is not of other sources:
   * {@code [batch][steps]}, in the sky's standard deviation.
   */
  private static NDArray cleanMean(FeatureBatch features, NDArray contamination) {
    float most = (float) Photometry.asinh(MAX_DEVIATION);
    NDArray asinh = features.polarImage().get(":, 1").clip(-most, most);
    NDArray deviation = asinh.exp().sub(asinh.neg().exp()).div(2);
    NDArray weight = Activation.sigmoid(contamination.neg()).mul(features.ofHeads().arcLength());
    NDArray mean =
        weight.mul(deviation).sum(new int[] {2}).div(weight.sum(new int[] {2}).add(1e-3f));
    NDArray scale = features.ofHeads().rowScale();
    return mean.mul(scale.get("..., 1")).add(scale.get("..., 0"));
  }

  /** As {@link EllipseFeatures#logFlux}: {@code ln F + asinh(flux / 2 F)}. */
  private static NDArray softLog(NDArray flux) {
    float floor = (float) EllipseFeatures.FLOOR;
    NDArray asinh = Photometry.asinh(flux.div(2 * floor));
    return asinh.add((float) Math.log(floor)).maximum((float) Math.log(floor) - 3);
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
