// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.ModelManifest.Decoder;
import org.pix2prof.model.ModelManifest.Encoder;
import org.pix2prof.model.ModelManifest.Network;
import org.pix2prof.model.fuzz.Fuzz;
import org.pix2prof.model.internal.published.PublishedWeights;

/** Damaged checkpoints are rejected in a sentence that names them. */
class CheckpointFuzzTest {
  @TempDir Path directory;
  private int files;

  @Test
  void checkpoints() {
    Network network = new Network(new Encoder.ResNet18(1, 2), new Decoder(1, 2, List.of("mu")));
    Map<String, Shape> shapes = new TreeMap<>(PublishedWeights.shapes(network));
    TorchSave save = TinyCheckpoint.save(shapes, TinyCheckpoint.weights(shapes));
    Fuzz.run(this::rejectedByName, save.zip(), save.legacy());
  }

  /** Found by seed 294: only the end record of a zip. */
  @Test
  void rejectsZipTruncatedInItsEndRecord() throws Exception {
    byte[] end = new byte[21];
    System.arraycopy(new byte[] {'P', 'K', 3, 4}, 0, end, 0, 4);
    for (int length = 4; length <= end.length; length++) {
      rejectedByName(Arrays.copyOf(end, length));
    }
  }

  @Test
  void namesTensorWithNaN() throws Exception {
    Network network = new Network(new Encoder.ResNet18(1, 2), new Decoder(1, 2, List.of("mu")));
    Map<String, Shape> shapes = new TreeMap<>(PublishedWeights.shapes(network));
    Map<String, float[]> weights = TinyCheckpoint.weights(shapes);
    weights.get("decoder.fc.bias")[0] = Float.NaN;
    Path file =
        Files.write(directory.resolve("nan.pth"), TinyCheckpoint.save(shapes, weights).zip());
    assertEquals(
        file + ": tensor decoder.fc.bias has the value NaN; expected finite weights",
        assertThrows(
                CheckpointException.class,
                () -> CheckpointImporter.importCheckpoint(file, directory.resolve("bundle")))
            .getMessage());
  }

  private void rejectedByName(byte[] bytes) throws IOException {
    // Another name each time, because a mapped file must not be truncated.
    Path file = Files.write(directory.resolve(files++ + ".pth"), bytes);
    try {
      CheckpointImporter.importCheckpoint(file, directory.resolve("bundle"));
    } catch (CheckpointException e) {
      assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    } finally {
      Files.delete(file);
    }
  }
}
