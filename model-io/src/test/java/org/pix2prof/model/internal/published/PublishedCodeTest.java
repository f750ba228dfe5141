// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.published;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.testing.PlainFits;
import org.pix2prof.model.testing.SharedData;

/**
 * Compares an imported checkpoint of full size with the results of the published code on the same
 * images.
 */
@Tag("slow")
class PublishedCodeTest {
  private static final int IMAGES = 4;

  @TempDir static Path directory;
  private static ImportedNetwork network;
  private static JsonNode expected;

  @BeforeAll
  static void load() throws Exception {
    Path checkpoint = SharedData.path("golden/checkpoint.pth");
    expected = new ObjectMapper().readTree(SharedData.path("golden/expected.json").toFile());
    network = new ImportedNetwork(checkpoint, directory);
    for (int i = 0; i < IMAGES; i++) {
      Path file = SharedData.path("golden/golden-" + i + ".fits");
      network.add(PlainFits.read(file, 0.396, 22.5));
    }
  }

  @AfterAll
  static void close() {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void preprocessesLikeThePublishedCode() {
    for (int i = 0; i < IMAGES; i++) {
      network.assertPrepared(expected.get("golden-" + i), i);
    }
  }

  @Test
  void encodesLikeThePublishedCode() {
    for (int i = 0; i < IMAGES; i++) {
      network.assertLatent(expected.get("golden-" + i).get("latent_first8"), i, 1e-3);
    }
  }

  @Test
  void decodesLikeThePublishedCode() throws IOException {
    List<double[]> profiles = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      Path file = SharedData.path("golden/golden-" + i + ".profile.txt");
      profiles.add(Files.readAllLines(file).stream().mapToDouble(Double::parseDouble).toArray());
    }
    network.assertProfiles(profiles, 2, 2e-3);
  }
}
