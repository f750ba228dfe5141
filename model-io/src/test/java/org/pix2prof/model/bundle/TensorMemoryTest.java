// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.model.engine.Engines;

class TensorMemoryTest {
  private static final int TENSORS = 100;

  @Test
  void convertedTensorOutlivesItsSource(@TempDir Path directory) throws Exception {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      writeNumbers(directory, manager);
      NDManager network = manager.newSubManager();
      Map<String, NDArray> weights = new HashMap<>();
      try (NDList tensors = ModelBundle.open(directory).tensors(manager)) {
        for (NDArray tensor : tensors) {
          NDArray weight = tensor.toType(DataType.FLOAT32, true);
          weight.attach(network);
          weights.put(tensor.getName(), weight);
        }
      }

      overwriteFreedMemory();

      for (int i = 0; i < TENSORS; i++) {
        assertEquals(i, weights.get("t" + i).toFloatArray()[0], "tensor t" + i);
      }
    }
  }

  private static void awaitGarbageCollection() throws InterruptedException {
    ReferenceQueue<Object> collected = new ReferenceQueue<>();
    PhantomReference<Object> garbage = new PhantomReference<>(new Object(), collected);
    System.gc();
    assertSame(garbage, collected.remove(10_000));
  }

  private static void writeNumbers(Path directory, NDManager manager) throws Exception {
    NDList numbers = new NDList();
    for (int i = 0; i < TENSORS; i++) {
      NDArray array = manager.full(new Shape(16), i, DataType.FLOAT32);
      array.setName("t" + i);
      numbers.add(array);
    }
    ModelBundle.write(
        directory, ManifestJson.read(Manifests.PUBLISHED.getBytes(UTF_8), "a"), numbers);
  }

  /** Frees unreachable buffers by garbage collection and overwrites their memory. */
  private static void overwriteFreedMemory() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      awaitGarbageCollection();
      for (int i = 0; i < 20 * TENSORS; i++) {
        ByteBuffer taken = ByteBuffer.allocateDirect(64);
        while (taken.hasRemaining()) {
          taken.put((byte) 0x7E);
        }
      }
    }
  }
}
