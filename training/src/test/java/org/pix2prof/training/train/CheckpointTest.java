// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.engine.Engines;

/** Damaged checkpoints of training runs are rejected in a sentence that names the file. */
class CheckpointTest {
  private static final Checkpoint.Run RUN = new Checkpoint.Run(1, 2, "MIXED", "", "");

  @TempDir private Path directory;
  private final NDManager manager = Engines.newManager(Device.cpu());
  private Path file;
  private byte[] bytes;

  private Adam adam(String... names) {
    Map<String, NDArray> weights = new LinkedHashMap<>();
    for (String name : names) {
      weights.put(name, manager.create(new float[] {1, -2}));
    }
    return new Adam(weights, manager);
  }

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("checkpoint.bin");
    Checkpoint.of(RUN, adam("w"), 7, 1.5).write(directory);
    bytes = Files.readAllBytes(file);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  private void restore(byte[] content, Adam into) throws IOException {
    Files.write(file, content);
    Checkpoint.read(directory).orElseThrow().restore(into, manager, directory);
  }

  private void rejected(byte[] content, String why) {
    IOException e = assertThrows(IOException.class, () -> restore(content, adam("w")));
    assertTrue(e.getMessage().startsWith(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(why), e.getMessage());
  }

  private int stateAt() {
    return bytes.length - Checkpoint.of(RUN, adam("w"), 7, 1.5).arrays().length;
  }

  @Test
  void readsWhatItWrote() throws IOException {
    assertEquals(RUN, Checkpoint.read(directory).orElseThrow().run());
    Adam adam = adam("w");
    adam.mean().get("w").muli(0);
    restore(bytes, adam);
    assertArrayEquals(new float[] {1, -2}, adam.mean().get("w").toFloatArray());
  }

  @Test
  void rejectsTruncatedFile() {
    for (int length = 0; length < bytes.length; length++) {
      rejected(Arrays.copyOf(bytes, length), "damaged");
    }
    rejected(Arrays.copyOf(bytes, bytes.length + 1), "does not have the");
  }

  @Test
  void rejectsImpossibleNumbers() {
    for (int from = stateAt(), at = from - 28; at < from; at += 8) {
      byte[] negative = bytes.clone();
      negative[at] |= (byte) 0x80;
      rejected(negative, "is damaged: ");
    }
  }

  /** The engine's own reader allocated what the header declares. */
  @Test
  void rejectsHeaderOfOptimiserState() {
    byte[] huge = bytes.clone();
    ByteBuffer.wrap(huge).order(ByteOrder.LITTLE_ENDIAN).putLong(stateAt(), 1L << 30);
    rejected(huge, "its header length is 1073741824 bytes");
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    rejected(
        text.replaceFirst("\\[2\\]", "[9]").getBytes(StandardCharsets.ISO_8859_1),
        "of F32 [9] has 8 bytes");
    byte[] nan = bytes.clone();
    nan[nan.length - 1] = 0x7f;
    nan[nan.length - 2] = (byte) 0xc0;
    rejected(nan, "has the value NaN");
  }

  @Test
  void rejectsStateOfAnotherNetwork() {
    for (Adam other : new Adam[] {adam("v"), adam("w", "v")}) {
      String message =
          assertThrows(IllegalArgumentException.class, () -> restore(bytes, other)).getMessage();
      assertTrue(message.startsWith("the checkpoint"), message);
    }
  }
}
