// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.Provenance;

class PairFileTest {
  @TempDir private Path directory;
  private Path file;

  private static void add(PairFile.Writer writer, String object, float value) throws IOException {
    float[] pixels = {value, Float.NaN, 0, -1e-3f};
    writer.add(
        PreparedGalaxy.of(
            Provenance.of(object + "#r", Optional.of("r"), object + ".fits", 0),
            new PreparedImage(pixels, 2, 2, 0.5, 0.5, 0, 0, 1, Set.of())),
        new ReferenceProfile(
            object,
            Optional.of("r"),
            new double[] {1, 2},
            new double[] {value, 21},
            Optional.empty()));
  }

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("pairs.bin");
    try (PairFile.Writer writer = new PairFile.Writer(file, "model")) {
      add(writer, "b", 2);
      add(writer, "a", 1);
      writer.finish();
    }
  }

  @Test
  void readsPairsInTheOrderOfTheirNames() throws IOException {
    try (PairFile pairs = PairFile.open(file, "model")) {
      assertEquals(2, pairs.size());
      assertEquals("a", pairs.object(0));
      PairFile.Pair pair = pairs.read(1);
      assertArrayEquals(new float[] {2, Float.NaN, 0, -1e-3f}, pair.image().pixels());
      assertEquals("b", pair.profile().objectId());
      assertArrayEquals(new double[] {2, 21}, pair.profile().mu());
    }
  }

  @Test
  void leavesNoPartOfAnUnfinishedFile() throws IOException {
    Path other = directory.resolve("other.bin");
    try (PairFile.Writer writer = new PairFile.Writer(other, "model")) {
      add(writer, "a", 1);
    }
    assertFalse(Files.exists(other));
    try (var files = Files.list(directory)) {
      assertEquals(1, files.count());
    }
  }

  @Test
  void rejectsDamagedAndForeignFiles() throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    assertMessage("was prepared for another model", "another");
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 1));
    assertMessage("pairs.bin is truncated", "model");
    bytes[0]++;
    Files.write(file, bytes);
    assertMessage("pairs.bin is not a file of training pairs", "model");
  }

  private void assertMessage(String expected, String input) {
    String message = assertThrows(IOException.class, () -> PairFile.open(file, input)).getMessage();
    assertTrue(message.contains(expected), message);
  }
}
