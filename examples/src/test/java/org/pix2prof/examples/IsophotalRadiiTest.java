package org.pix2prof.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.values.ModelRef;

class IsophotalRadiiTest {
  @Test
  void interpolatesWhereTheProfilePassesTheIsophote() {
    float[] radius = {1, 2, 4, 8};
    assertEquals(3, IsophotalRadii.radius(radius, new float[] {20, 24.5f, 25.5f, 27}), 1e-6);
    assertEquals(2, IsophotalRadii.radius(radius, new float[] {20, 25, 25.5f, 27}), 1e-6);
    assertEquals(
        6, IsophotalRadii.radius(radius, new float[] {25.5f, 24, 24.5f, 25.5f}), 1e-6, "the last");
  }

  @Test
  void aProfileThatDoesNotPassItHasNoRadius() {
    float[] radius = {1, 2};
    assertTrue(Float.isNaN(IsophotalRadii.radius(radius, new float[] {20, 24})));
    assertTrue(Float.isNaN(IsophotalRadii.radius(radius, new float[] {26, 27})));
    assertTrue(Float.isNaN(IsophotalRadii.radius(new float[] {1}, new float[] {25})));
  }

  @Test
  void writesARowForEverySampleGalaxy(@TempDir Path folder) throws IOException {
    String manifest = ModelRef.DEFAULT_URI.substring("classpath:".length()) + "manifest.json";
    assumeTrue(ModelRef.class.getResource(manifest) != null, "the default model is not built in");
    IsophotalRadii.main(
        new String[] {"data/*.fits.gz", folder + "/radii", "--targetParallelism=1"});
    try (var files = Files.list(folder)) {
      List<String> rows =
          files
              .flatMap(file -> lines(file).stream())
              .filter(line -> !line.startsWith("object_id,"))
              .sorted()
              .toList();
      assertEquals(6, rows.size(), rows.toString());
      String[] first = rows.get(0).split(",");
      assertEquals("sim-2010-000000", first[0]);
      assertEquals("g", first[1]);
      // Where its true profile, in data/truth.csv, passes 25 mag/arcsec^2.
      assertEquals(13.15, Double.parseDouble(first[2]), 0.7);
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void needsAPatternAndAPrefix() {
    assertThrows(
        IllegalArgumentException.class, () -> IsophotalRadii.main(new String[] {"*.fits"}));
  }
}
