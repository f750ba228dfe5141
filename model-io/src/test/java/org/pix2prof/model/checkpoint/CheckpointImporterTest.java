// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.Caption;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.ModelLoader;
import org.pix2prof.model.internal.published.PublishedWeights;

class CheckpointImporterTest {
  private static final Network SMALL =
      new Network(new Encoder.ResNet18(2, 8), new Decoder(2, 8, List.of("mu")));

  @TempDir Path directory;
  private final Map<String, Shape> shapes = new TreeMap<>(PublishedWeights.shapes(SMALL));
  private final Map<String, float[]> values = TinyCheckpoint.weights(shapes);

  private TorchSave checkpoint() {
    return TinyCheckpoint.save(shapes, values);
  }

  private ModelManifest importBytes(byte[] bytes) throws IOException {
    Path file = TorchSave.write(directory.resolve("small.pth"), bytes);
    return CheckpointImporter.importCheckpoint(file, directory.resolve("bundle"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void bundleHasTensorsAndPublishedSettings(boolean zip) throws IOException {
    ModelManifest written = importBytes(zip ? checkpoint().zip() : checkpoint().legacy());
    ModelBundle bundle = ModelBundle.open(directory.resolve("bundle"));
    ModelManifest manifest = bundle.manifest();
    assertEquals(written, manifest);
    assertEquals("pix2prof-sdss", manifest.name());
    assertEquals(SMALL, manifest.network());
    assertEquals(99.9, manifest.input().clipPercentile().orElseThrow());
    assertEquals(new ModelManifest.Normalisation.MinMax(2, 30), manifest.input().normalisation());
    assertEquals(new ModelManifest.Stop.Flat(100, 99, 0.01), manifest.profile().stop());
    assertEquals(1024, manifest.profile().maxLength());
    assertEquals(12, ((Number) manifest.provenance().get("epoch")).intValue());
    assertEquals(
        "imported from the PyTorch checkpoint small.pth", manifest.provenance().get("source"));
    assertFalse(manifest.provenance().toString().contains("someone"));
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Set<String> names = new TreeSet<>();
      for (NDArray array : bundle.tensors(manager)) {
        names.add(array.getName());
        assertEquals(shapes.get(array.getName()), array.getShape());
        assertArrayEquals(values.get(array.getName()), array.toFloatArray());
      }
      assertEquals(shapes.keySet(), names);
    }
  }

  @Test
  void bundleCaptionsAnImage() throws IOException {
    importBytes(checkpoint().zip());
    PreparedImage image =
        new PreparedImage(new float[256 * 256], 256, 256, 128, 128, 0, 0, 0, Set.of());
    try (CaptionModel model =
        ModelLoader.load(ModelBundle.open(directory.resolve("bundle")), Device.cpu())) {
      Caption caption = model.caption(List.of(image)).get(0);
      // A network of constant weights soon repeats one value.
      assertTrue(caption.length() > 101 && caption.length() < 1024, "" + caption.length());
      assertEquals(21, caption.mu()[50], 1);
    }
  }

  @Test
  void namesEveryMismatchedTensor() {
    shapes.remove("encoder.layer2.0.shortcut.1.running_mean");
    shapes.put("encoder.layer4.1.conv2.weight", new Shape(16, 16, 9));
    shapes.put("decoder.attention.weight", new Shape(1));
    values.put("decoder.attention.weight", new float[1]);
    CheckpointException e =
        assertThrows(CheckpointException.class, () -> importBytes(checkpoint().zip()));
    String message = e.getMessage();
    assertTrue(message.contains("small.pth is not a checkpoint of the published network"), message);
    assertTrue(message.contains("encoder.layer2.0.shortcut.1.running_mean is missing"), message);
    assertTrue(
        message.contains("encoder.layer4.1.conv2.weight has shape (16, 16, 9), not (16, 16, 3, 3)"),
        message);
    assertTrue(message.contains("decoder.attention.weight is not expected"), message);
    assertFalse(Files.exists(directory.resolve("bundle")));
  }

  @Test
  void rejectsCheckpointsOfOtherPrograms() {
    byte[] other =
        new TorchSave().begin().begin("model").floats("w", new float[1], 1).end().end().zip();
    String message = assertThrows(CheckpointException.class, () -> importBytes(other)).getMessage();
    assertTrue(message.endsWith("no state dict 'encoder'; its keys are [model]"), message);
    TorchSave empty = new TorchSave().begin().begin("encoder").end().begin("decoder").end().end();
    message = assertThrows(CheckpointException.class, () -> importBytes(empty.zip())).getMessage();
    assertTrue(message.contains("encoder.conv1.weight is missing"), message);
  }
}
