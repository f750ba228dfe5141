// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.bundle.NetworkLimits;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.internal.published.PublishedWeights;

/**
 * Converts a checkpoint of the published training code into a model bundle. The checkpoint is a
 * dict with the state dicts {@code encoder} and {@code decoder}. Width, latent length and number of
 * layers come from the tensors; everything else is as published (MNRAS 503, 96, section 2).
 */
public final class CheckpointImporter {
  private CheckpointImporter() {}

  /**
   * Writes a bundle.
   *
   * @param file the checkpoint, in either of PyTorch's containers
   * @param output directory of the bundle, created if missing
   * @return the manifest of the bundle
   * @throws CheckpointException if the file is not a checkpoint of the published network; the
   *     message names each tensor that is missing, unexpected or of another shape
   * @throws IOException if the file cannot be read or the bundle cannot be written
   */
  public static ModelManifest importCheckpoint(Path file, Path output) throws IOException {
    try (PyTorchCheckpoint checkpoint = PyTorchCheckpoint.open(file);
        NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, CheckpointTensor> tensors = new TreeMap<>();
      for (String part : List.of("encoder", "decoder")) {
        checkpoint
            .stateDict(part)
            .forEach((name, tensor) -> tensors.put(part + "." + name, tensor));
      }
      Network network = network(file, tensors);
      NDList weights = new NDList();
      for (String name : PublishedWeights.shapes(network).keySet()) {
        weights.add(array(file, name, tensors.get(name), manager));
      }
      return ModelBundle.write(output, manifest(network, file, checkpoint.facts()), weights);
    }
  }

  /** The network that the tensors belong to, after a check of all tensors. */
  private static Network network(Path file, Map<String, CheckpointTensor> tensors)
      throws CheckpointException {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> shapes.put(name, new Shape(tensor.shape())));
    int width = first(shapes, "encoder.conv1.weight", 64);
    int latent = first(shapes, "encoder.fc1.bias", 512);
    int layers = 0;
    while (shapes.containsKey("decoder.gru.weight_hh_l" + layers)) {
      layers++;
    }
    try {
      Network network =
          new Network(
              new Encoder.ResNet18(width, latent),
              new Decoder(layers == 0 ? 3 : layers, latent, List.of("mu")));
      PublishedWeights.check(network, shapes);
      long parameters = NetworkLimits.parameters(PublishedWeights.shapes(network));
      if (parameters > NetworkLimits.MAX_PARAMETERS) {
        throw new CheckpointException(
            file
                + " has "
                + parameters
                + " weights; expected at most "
                + NetworkLimits.MAX_PARAMETERS);
      }
      return network;
    } catch (IllegalArgumentException e) {
      throw new CheckpointException(
          file + " is not a checkpoint of the published network: " + e.getMessage(), e);
    }
  }

  /** Length of a tensor's first axis, or the published length if it has none. */
  private static int first(Map<String, Shape> shapes, String name, int published) {
    Shape shape = shapes.get(name);
    return shape == null || shape.dimension() == 0 ? published : (int) shape.get(0);
  }

  private static NDArray array(Path file, String name, CheckpointTensor tensor, NDManager manager)
      throws IOException {
    double[] values = tensor.values();
    float[] floats = new float[values.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) values[i];
      if (!Float.isFinite(floats[i])) {
        throw new CheckpointException(
            file
                + ": tensor "
                + name
                + " has the value "
                + values[i]
                + "; expected finite weights");
      }
    }
    NDArray array = manager.create(floats, new Shape(tensor.shape()));
    array.setName(name);
    return array;
  }

  private static ModelManifest manifest(Network network, Path file, Map<String, Object> facts) {
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("source", "imported from the PyTorch checkpoint " + file.getFileName());
    provenance.put("paper", "Smith et al. 2021, MNRAS 503, 96 (arXiv:2010.00622)");
    provenance.put("licence", "that of the checkpoint");
    if (facts.get("epoch") instanceof Number epoch) {
      provenance.put("epoch", epoch.intValue());
    }
    return new ModelManifest(
        "pix2prof-sdss",
        "1.0.0",
        ModelManifest.Format.SAFETENSORS,
        "weights.safetensors",
        "",
        new ModelManifest.Input(
            256,
            256,
            0.396,
            22.5,
            List.of("g", "r", "i"),
            OptionalDouble.of(99.9),
            ModelManifest.Sky.NONE,
            ModelManifest.Centre.IMAGE,
            ModelManifest.Missing.ZERO,
            new ModelManifest.Normalisation.MinMax(2, 30)),
        network,
        new ModelManifest.Profile(
            new ModelManifest.Radius.Linear(0.396),
            1024,
            new ModelManifest.Stop.Flat(100, 99, 0.01)),
        provenance);
  }
}
