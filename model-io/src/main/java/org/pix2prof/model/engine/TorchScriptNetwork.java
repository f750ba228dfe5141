// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.engine;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.pix2prof.model.Caption;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Stop;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.InvalidModelException;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.CaptionNetwork;
import org.pix2prof.model.internal.StopRule;
import org.pix2prof.model.internal.layers.LayerCall;

/**
 * A scripted PyTorch module {@code forward(float[B,1,H,W], int steps) -> float[B,steps,C]}. Channel
 * 0 is mu; channel 1, if any, is its standard deviation. The module returns the requested number of
 * steps; this class applies the manifest's stop rule.
 */
final class TorchScriptNetwork implements CaptionNetwork {
  private final ModelManifest manifest;
  private final Stop.Flat stop;
  private final Model model;
  private final PtSymbolBlock module;

  private TorchScriptNetwork(ModelManifest manifest, Stop.Flat stop, Model model) {
    this.manifest = manifest;
    this.stop = stop;
    this.model = model;
    this.module = (PtSymbolBlock) model.getBlock();
  }

  /**
   * Loads the module.
   *
   * @param manager determines the device
   * @throws InvalidModelException if it is not a scripted module
   */
  static TorchScriptNetwork load(ModelBundle bundle, NDManager manager) throws IOException {
    ModelManifest manifest = bundle.manifest();
    byte[] weights = bundle.weights();
    Model model = Model.newInstance(manifest.name(), manager.getDevice(), "PyTorch");
    try {
      model.load(new ByteArrayInputStream(weights));
      TorchScriptNetwork network =
          new TorchScriptNetwork(manifest, (Stop.Flat) manifest.profile().stop(), model);
      JniUtils.enableInferenceMode(network.module);
      return network;
    } catch (MalformedModelException | EngineException e) {
      model.close();
      throw new InvalidModelException(
          bundle.location()
              + ": "
              + manifest.weights()
              + " is not a TorchScript module: "
              + e.getMessage(),
          e);
    } catch (IOException | RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public int steps(int width, int height) {
    return manifest.profile().maxLength();
  }

  /** Returns none: the layers inside a module are unknown. */
  @Override
  public List<LayerCall> layers(int steps, int batch) {
    return List.of();
  }

  @Override
  public Question question() {
    return new Question(
        manifest.input().width(), manifest.input().height(), manifest.profile().maxLength());
  }

  @Override
  public List<Caption> caption(List<PreparedImage> images, int maxLength, NDManager manager) {
    int pixels = manifest.input().height() * manifest.input().width();
    FloatBuffer buffer = FloatBuffer.allocate(images.size() * pixels);
    images.forEach(image -> buffer.put(image.pixels()));
    NDArray input =
        manager.create(
            buffer.flip(),
            new Shape(images.size(), 1, manifest.input().height(), manifest.input().width()));
    int steps = manifest.profile().maxLength();
    NDArray output = forward((PtNDArray) input, steps, (PtNDManager) manager);
    int channels = channels(output, images.size(), steps);
    float[] values = output.toFloatArray();
    List<Caption> captions = new ArrayList<>(images.size());
    for (int i = 0; i < images.size(); i++) {
      captions.add(caption(values, i * steps * channels, channels, Math.min(maxLength, steps)));
    }
    return captions;
  }

  private NDArray forward(PtNDArray input, int steps, PtNDManager manager) {
    try (IValue image = IValue.from(input);
        IValue length = IValue.from((long) steps);
        IValue result = module.forward(image, length)) {
      NDList output = result.toNDList(manager);
      if (output.size() != 1) {
        throw new IllegalStateException(
            manifest.name() + ": forward gives " + output.size() + " values, not one tensor");
      }
      return output.head();
    }
  }

  private int channels(NDArray output, int batch, int steps) {
    Shape shape = output.getShape();
    boolean fine =
        output.getDataType() == DataType.FLOAT32
            && shape.dimension() == 3
            && shape.get(0) == batch
            && shape.get(1) == steps
            && (shape.get(2) == 1 || shape.get(2) == 2);
    if (!fine) {
      throw new IllegalStateException(
          manifest.name()
              + ": forward gives "
              + output.getDataType()
              + " "
              + shape
              + ", not float32 ("
              + batch
              + ", "
              + steps
              + ", 1 or 2)");
    }
    return (int) shape.get(2);
  }

  private Caption caption(float[] values, int offset, int channels, int maxLength) {
    StopRule rule = new StopRule(stop, maxLength);
    float[] muErr = new float[maxLength];
    for (int at = offset; !rule.ended(); at += channels) {
      muErr[rule.length()] = values[at + channels - 1];
      rule.append(values[at]);
    }
    return new Caption(rule.values(), channels == 2 ? Arrays.copyOf(muErr, rule.length()) : null);
  }

  @Override
  public void close() {
    model.close();
  }
}
