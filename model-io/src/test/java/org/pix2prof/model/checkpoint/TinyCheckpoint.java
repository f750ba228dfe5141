// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.internal.published.PublishedWeights;

/** Checkpoints of small networks of the published kind. */
public final class TinyCheckpoint {
  private TinyCheckpoint() {}

  /** Random weights that give a profile near 21 mag/arcsec^2. */
  static Map<String, float[]> weights(Map<String, Shape> shapes) {
    Random random = new Random(3);
    Map<String, float[]> values = new TreeMap<>();
    shapes.forEach(
        (name, shape) -> {
          float[] tensor = new float[(int) shape.size()];
          for (int i = 0; i < tensor.length; i++) {
            tensor[i] = name.endsWith("running_var") ? 1 : (float) random.nextGaussian() / 4;
          }
          values.put(name, tensor);
        });
    values.get("decoder.fc.bias")[0] = 21;
    return values;
  }

  /** A checkpoint with the metadata that the published training code saves. */
  static TorchSave save(Map<String, Shape> shapes, Map<String, float[]> values) {
    TorchSave save = new TorchSave().begin();
    for (String part : List.of("encoder", "decoder")) {
      save.begin(part);
      shapes.forEach(
          (name, shape) -> {
            if (name.startsWith(part + ".")) {
              String inDict = name.substring(part.length() + 1);
              save.floats(inDict, values.get(name), shape.getShape());
            }
          });
      if (part.equals("encoder")) {
        save.floats("bn1.num_batches_tracked", new float[] {7});
      }
      save.end();
    }
    return save.text("epoch").number(12).text("logdir").text("/home/someone/logs").end();
  }

  /**
   * Writes the checkpoint of width 1 that the tests of pipelines read.
   *
   * @param args the file: {@code pipelines/src/test/resources/tiny.pth}
   */
  public static void main(String[] args) {
    Network network = new Network(new Encoder.ResNet18(1, 2), new Decoder(1, 2, List.of("mu")));
    Map<String, Shape> shapes = new TreeMap<>(PublishedWeights.shapes(network));
    TorchSave.write(Path.of(args[0]), save(shapes, weights(shapes)).legacy());
  }
}
