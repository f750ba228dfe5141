// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Caption;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.checkpoint.CheckpointImporter;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.preprocess.Preprocessor;

/** Network of an imported checkpoint, compared with reference results. */
final class ImportedNetwork implements AutoCloseable {
  private static final int SIZE = 256;

  private final ModelManifest manifest;
  private final NDManager manager = Engines.newManager(Device.cpu());
  private final PublishedNetwork network;
  private final List<PreparedImage> prepared = new ArrayList<>();

  /** Imports a checkpoint into a directory. */
  ImportedNetwork(Path checkpoint, Path directory) throws IOException {
    manifest = CheckpointImporter.importCheckpoint(checkpoint, directory);
    network =
        PublishedNetwork.load(manifest, ModelBundle.open(directory).tensors(manager), manager);
  }

  /** Preprocesses the next image. */
  void add(SkyImage image) throws BadImageException {
    prepared.add(Preprocessor.of(manifest.input()).prepare(image));
  }

  /** Compares the sum and the four pixels in the middle of an image. */
  void assertPrepared(JsonNode expected, int image) {
    float[] pixels = prepared.get(image).pixels();
    double sum = 0;
    double absolute = 0;
    for (float pixel : pixels) {
      sum += pixel;
      absolute += Math.abs(pixel);
    }
    assertEquals(expected.get("preprocessed_sum").asDouble(), sum, 1e-5 * absolute);
    int first = SIZE / 2 * SIZE + SIZE / 2;
    int[] middle = {first, first + 1, first + SIZE, first + SIZE + 1};
    for (int i = 0; i < middle.length; i++) {
      double value = expected.get("preprocessed_centre").get(i).asDouble();
      assertEquals(value, pixels[middle[i]], 1e-6, "image " + image + " pixel " + i);
    }
  }

  /** Compares the first elements of the latent vector. */
  void assertLatent(JsonNode expected, int image, double tolerance) {
    float[] latent = network.encode(prepared.get(image), manager).toFloatArray();
    assertEquals(8, expected.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).asDouble(), latent[i], tolerance, "image " + image + ", " + i);
    }
  }

  /**
   * Compares the profiles of all images.
   *
   * @param expected mag/arcsec^2
   * @param lengths maximum difference of the lengths
   * @param tolerance mag/arcsec^2
   */
  void assertProfiles(List<double[]> expected, int lengths, double tolerance) {
    assertEquals(expected.size(), prepared.size());
    List<Caption> captions = network.caption(prepared, manager);
    for (int i = 0; i < expected.size(); i++) {
      float[] mu = captions.get(i).mu();
      double[] golden = expected.get(i);
      assertTrue(
          Math.abs(golden.length - mu.length) <= lengths,
          "image " + i + ": " + mu.length + " steps, not " + golden.length);
      for (int step = 0; step < Math.min(golden.length, mu.length); step++) {
        assertEquals(golden[step], mu[step], tolerance, "image " + i + " step " + step);
      }
    }
  }

  @Override
  public void close() {
    network.close();
    manager.close();
  }
}
