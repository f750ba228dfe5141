// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import static java.util.stream.StreamSupport.stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.SkyImage;

/**
 * Compares a small checkpoint with PyTorch's results, see src/test/scripts/make_golden.py. {@link
 * PublishedCodeTest} does the same with a checkpoint of full size.
 */
class PyTorchResultsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir static Path directory;
  private static ImportedNetwork network;
  private static JsonNode expected;

  @BeforeAll
  static void load() throws Exception {
    network = new ImportedNetwork(GOLDEN.resolve("network.pth"), directory);
    expected = new ObjectMapper().readTree(GOLDEN.resolve("expected.json").toFile());
    for (int i = 0; i < expected.size(); i++) {
      JsonNode image = expected.get(i);
      network.add(image(i, image.get("width").asInt(), image.get("height").asInt()));
    }
  }

  @AfterAll
  static void close() {
    network.close();
  }

  @Test
  void preprocessesLikeNumPy() {
    for (int i = 0; i < expected.size(); i++) {
      network.assertPrepared(expected.get(i), i);
    }
  }

  @Test
  void encodesLikePyTorch() {
    for (int i = 0; i < expected.size(); i++) {
      network.assertLatent(expected.get(i).get("latent"), i, 1e-4);
    }
  }

  @Test
  void decodesLikePyTorch() {
    List<double[]> profiles = new ArrayList<>();
    for (JsonNode image : expected) {
      profiles.add(
          stream(image.get("mu").spliterator(), false).mapToDouble(JsonNode::asDouble).toArray());
    }
    network.assertProfiles(profiles, 0, 1e-3);
  }

  /** The image of the script, made with divisions only, so that both have the same floats. */
  private static SkyImage image(int number, int width, int height) {
    float[] pixels = new float[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double dx = x - width / 2.0 - number;
        double dy = y - height / 2.0 + 2 * number;
        double noise = (7 * x + 13 * y + 5 * number) % 11;
        double galaxy = 60 / (1 + (dx * dx + dy * dy) / (40 + 200 * number));
        pixels[y * width + x] = (float) (galaxy + noise / 8);
      }
    }
    return new SkyImage(pixels, width, height, 0.396, 22.5);
  }
}
