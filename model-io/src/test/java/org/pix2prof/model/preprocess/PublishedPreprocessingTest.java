// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.model.testing.PlainFits;
import org.pix2prof.model.testing.SharedData;

/** Compares the published network's input value by value. */
class PublishedPreprocessingTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void equalsThePublishedCode(int number) throws Exception {
    Path golden = SharedData.path("golden");
    JsonNode expected =
        new ObjectMapper()
            .readTree(golden.resolve("expected.json").toFile())
            .get("golden-" + number);
    SkyImage image = PlainFits.read(golden.resolve("golden-" + number + ".fits"), 0.396, 22.5);
    PreparedImage prepared = Preprocessor.of(Inputs.published(256)).prepare(image);

    double sum = 0;
    for (float v : prepared.pixels()) {
      sum += v;
    }
    double expectedSum = expected.get("preprocessed_sum").asDouble();
    assertEquals(expectedSum, sum, 1e-5 * Math.abs(expectedSum));
    int[] offsets = {0, 1, 256, 257};
    for (int i = 0; i < 4; i++) {
      assertEquals(
          (float) expected.get("preprocessed_centre").get(i).asDouble(),
          prepared.pixels()[128 * 256 + 128 + offsets[i]],
          1e-7f);
    }
  }

  /**
   * Expected values computed from the definition, pixel by pixel, on an image that all steps
   * change.
   */
  @Test
  void followsTheDefinition() throws Exception {
    int height = 61;
    int width = 75;
    float[] pixels = new float[width * height];
    Random random = new Random(1);
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (float) Math.exp(2 * random.nextGaussian());
    }
    float[] sorted = pixels.clone();
    java.util.Arrays.sort(sorted);
    double rank = (sorted.length - 1) * 0.999;
    int below = (int) rank;
    double limit = sorted[below] + (sorted[below + 1] - sorted[below]) * (rank - below);

    int size = 32;
    PreparedImage prepared =
        Preprocessor.of(Inputs.published(size))
            .prepare(new SkyImage(pixels, width, height, 0.396, 22.5));

    int clipped = 0;
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        double flux = pixels[(y + height / 2 - size / 2) * width + x + height / 2 - size / 2];
        clipped += flux > limit ? 1 : 0;
        double value = (Math.min(flux, limit) - 2) / 28;
        assertEquals(value, prepared.pixels()[y * size + x], 1e-6 * Math.max(1, Math.abs(value)));
      }
    }
    assertEquals(true, clipped > 0, "the crop must have clipped pixels");
    assertEquals(0, prepared.skySigma());
    assertEquals(java.util.Set.of(), prepared.flags());
  }
}
