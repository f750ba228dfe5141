// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.model.checkpoint.TorchSave.little;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import net.razorvine.pickle.Unpickler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PyTorchCheckpointTest {
  /** Files that src/test/scripts/make_golden.py writes. */
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @TempDir Path directory;

  private static TorchSave sample() {
    return new TorchSave()
        .begin()
        .begin("encoder")
        .floats("matrix", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
        .storage(
            "v",
            6,
            little(24)
                .putFloat(1)
                .putFloat(2)
                .putFloat(3)
                .putFloat(4)
                .putFloat(5)
                .putFloat(6)
                .array())
        .tensor("transposed", "Float", "v", 6, 0, new long[] {3, 2}, new long[] {1, 3})
        .tensor("slice", "Float", "v", 6, 2, new long[] {2}, new long[] {2})
        .tensor("scalar", "Float", "v", 6, 5, new long[] {}, new long[] {})
        .tensor("empty", "Float", "v", 6, 0, new long[] {0, 3}, new long[] {3, 1})
        .storage(
            "h",
            5,
            little(10)
                .putShort((short) 0x3800)
                .putShort((short) 0xbd00)
                .putShort((short) 1)
                .putShort((short) 0x7c00)
                .putShort((short) 0x7bff)
                .array())
        .tensor("half", "Half", "h", 5, 0, new long[] {5}, new long[] {1})
        .storage("b", 2, little(4).putShort((short) 0x3fc0).putShort((short) 0xc020).array())
        .tensor("bfloat16", "BFloat16", "b", 2, 0, new long[] {2}, new long[] {1})
        .storage("d", 1, little(8).putDouble(1 / 3.).array())
        .tensor("double", "Double", "d", 1, 0, new long[] {1}, new long[] {1})
        .storage("l", 1, little(8).putLong(123456789012L).array())
        .tensor("long", "Long", "l", 1, 0, new long[] {}, new long[] {})
        .storage("i", 2, little(8).putInt(-7).putInt(8).array())
        .tensor("int", "Int", "i", 2, 0, new long[] {2}, new long[] {1})
        .storage("s", 1, little(2).putShort((short) -300).array())
        .tensor("short", "Short", "s", 1, 0, new long[] {1}, new long[] {1})
        .storage("c", 2, new byte[] {-1, 2})
        .tensor("int8", "Char", "c", 2, 0, new long[] {2}, new long[] {1})
        .storage("u", 2, new byte[] {-1, 2})
        .tensor("uint8", "Byte", "u", 2, 0, new long[] {2}, new long[] {1})
        .storage("o", 2, new byte[] {0, 1})
        .tensor("bool", "Bool", "o", 2, 0, new long[] {2}, new long[] {1})
        .end()
        // The metadata that state_dict() adds to its dict.
        .op('}')
        .text("_metadata")
        .op('}', 's', 'b')
        .text("epoch")
        .number(160)
        .text("logdir")
        .text("logs/é/")
        .text("encoder_op")
        .op(']')
        .end();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void readsEveryTypeAndLayoutInBothContainers(boolean zip) throws IOException {
    try (PyTorchCheckpoint checkpoint = open(zip ? sample().zip() : sample().legacy())) {
      assertEquals(Map.of("epoch", 160L, "logdir", "logs/é/"), checkpoint.facts());
      Map<String, CheckpointTensor> tensors = checkpoint.stateDict("encoder");
      assertEquals(14, tensors.size());
      assertTensor(tensors.get("matrix"), new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
      assertTensor(tensors.get("transposed"), new long[] {3, 2}, 1, 4, 2, 5, 3, 6);
      assertTensor(tensors.get("slice"), new long[] {2}, 3, 5);
      assertTensor(tensors.get("scalar"), new long[] {}, 6);
      assertTensor(tensors.get("empty"), new long[] {0, 3});
      double infinity = Double.POSITIVE_INFINITY;
      assertTensor(tensors.get("half"), new long[] {5}, 0.5, -1.25, 0x1p-24, infinity, 65504);
      assertTensor(tensors.get("bfloat16"), new long[] {2}, 1.5, -2.5);
      assertTensor(tensors.get("double"), new long[] {1}, 1 / 3.);
      assertTensor(tensors.get("long"), new long[] {}, 123456789012.);
      assertTensor(tensors.get("int"), new long[] {2}, -7, 8);
      assertTensor(tensors.get("short"), new long[] {1}, -300);
      assertTensor(tensors.get("int8"), new long[] {2}, -1, 2);
      assertTensor(tensors.get("uint8"), new long[] {2}, 255, 2);
      assertTensor(tensors.get("bool"), new long[] {2}, 0, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"small-zip.pth", "small-legacy.pth"})
  void readsFilesWrittenByPyTorch(String name) throws IOException {
    try (PyTorchCheckpoint checkpoint = PyTorchCheckpoint.open(GOLDEN.resolve(name))) {
      Map<String, CheckpointTensor> encoder = checkpoint.stateDict("encoder");
      double[] ramp = new double[36];
      Arrays.setAll(ramp, i -> i / 8.);
      assertTensor(encoder.get("conv1.weight"), new long[] {4, 1, 3, 3}, ramp);
      assertTensor(encoder.get("bn1.num_batches_tracked"), new long[] {}, 123456789012.);
      assertTensor(encoder.get("view"), new long[] {4, 3}, 0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11);
      assertTensor(encoder.get("slice"), new long[] {4}, 3, 4, 5, 6);
      assertTensor(encoder.get("half"), new long[] {2}, 0.5, -1.25);
      assertTensor(encoder.get("double"), new long[] {1}, 1 / 3.);
      assertTensor(checkpoint.stateDict("decoder").get("fc.bias"), new long[] {1}, 22);
      assertEquals(Map.of("epoch", 3, "logdir", "logs/x/"), checkpoint.facts());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "posix, system",
    "builtins, eval",
    "builtins, bytearray",
    "collections, Counter",
    "datetime, date",
    "torch, Size",
    "torch._utils, _rebuild_parameter",
    "torch._utils, _rebuild_tensor_v2x",
    "some.where, Registered"
  })
  void rejectsOtherClassesByName(String module, String name) {
    Unpickler.registerConstructor(
        "some.where",
        "Registered",
        args -> {
          throw new AssertionError("built an object that no state dict needs");
        });
    String named = module + "." + name + ", which no state dict needs";
    assertRefused(dict().global(module, name).text("rm").op(0x85, 'R').end(), named);
    assertRefused(dict().global(module, name).op(')', 0x81).end(), named);
    assertRefused(dict().text(module).text(name).op(0x93, ')', 'R').end(), named);
    assertRefused(dict().raw("(i" + module + "\n" + name + "\n").end(), named);
    // Even if nothing is built from it.
    assertRefused(dict().global(module, name).end(), named);
  }

  @Test
  void rejectsMisuseOfAllowedClasses() {
    assertRefused(dict().global("torch", "FloatStorage").op(')', 'R').end(), "a storage inside");
    assertRefused(
        dict().global("collections", "OrderedDict").op(']', 0x85, 'R').end(), "OrderedDict made");
    assertRefused(
        dict().global("torch._utils", "_rebuild_tensor_v2").op(')', 'R').end(),
        "a tensor without a storage");
    assertRefused(dict().raw("(icollections\nOrderedDict\n").end(), "collections.OrderedDict");
    assertRefused(dict().text("module").op(0x85, 'Q').end(), "not that of a storage");
    assertRefused(dict().number(1).op('}', 'b').end(), "not a dict");
  }

  @Test
  void rejectsOtherOpcodes() {
    assertRefused(dict().raw("(oX").end(), "opcode 0x6f");
    assertRefused(dict().raw("\u0082\u0001").end(), "opcode 0x82");
    assertRefused(dict().raw("P1\n").end(), "opcode 0x50");
    assertRefused(dict().raw("\u008e\u00ff\u00ff\u00ff\u007f\0\0\0\0").end(), "opcode 0x8e");
  }

  @Test
  void rejectsSelfReferencingKeys() {
    assertRefused(new TorchSave().raw("]q\0h\0a}h\0Ns"), "neither a string nor a number");
  }

  @ParameterizedTest
  @CsvSource({
    // count, offset, length, stride
    "4, 0, 5, 1",
    "4, 1, 4, 1",
    "4, 0, 3, 2",
    "4, -1, 2, 1",
    "4, 3, 2, -1",
    "4, 0, -1, 1",
    "4, 0, 9, 0",
    "4, 4611686018427387904, 4, 1",
    "4, 0, 4611686018427387904, 1",
    "4, 0, 3, 4611686018427387904"
  })
  void rejectsTensorsOutsideTheirStorage(long count, long offset, long length, long stride) {
    TorchSave save =
        new TorchSave()
            .begin()
            .begin("encoder")
            .storage("0", 4, new byte[16])
            .tensor("t", "Float", "0", count, offset, new long[] {length}, new long[] {stride})
            .end()
            .end();
    assertRefused(save, "is not inside its storage of 4 elements");
  }

  @Test
  void rejectsStoragesLargerThanTheFile() {
    assertRefused(claiming(1L << 60, 16), "claims 1152921504606846976 elements");
    assertRefused(claiming(-4, 16), "claims -4 elements");
    assertRefused(claiming(1 << 30, 16), "");
    assertRefused(claiming(4, 15), "");
    assertRefused(dict().op('X').raw("\u00ff\u00ff\u00ff\u007f").end(), "ends too early");
  }

  private static TorchSave claiming(long count, int bytes) {
    return new TorchSave()
        .begin()
        .begin("encoder")
        .storage("0", (int) count, new byte[bytes])
        .tensor("t", "Float", "0", count, 0, new long[] {4}, new long[] {1})
        .end()
        .end();
  }

  @Test
  void rejectsImpossibleZipEntries() {
    byte[] zip = claiming(4, 16).zip();
    // Both sizes of the storage's entry in the central directory, which has the last occurrence of
    // its name.
    byte[] name = TorchSave.pickled("saved/data/0");
    int at = zip.length - name.length;
    while (!Arrays.equals(zip, at, at + name.length, name, 0, name.length)) {
      at--;
    }
    byte[] huge = zip.clone();
    for (int size : new int[] {at - 26, at - 22}) {
      Arrays.fill(huge, size, size + 3, (byte) 0xff);
      huge[size + 3] = 0x7f;
    }
    refusal(huge);
    byte[] flipped = claiming(4, 16).zip();
    int storage = new String(flipped, StandardCharsets.ISO_8859_1).indexOf("data/0") + 6;
    flipped[storage] ^= 1;
    assertTrue(refusal(flipped).contains("its entry saved/data/0 is damaged"));
    assertTrue(refusal(claiming(4, 16).zip(ZipEntry.DEFLATED)).contains("is compressed"));
    byte[] pickle = claiming(4, 16).pickle();
    assertTrue(
        refusal(TorchSave.zip(Map.of("a/data.pkl", pickle), ZipEntry.STORED))
            .contains("its entry a/data/0 is missing"));
    assertTrue(
        refusal(TorchSave.zip(Map.of("readme", pickle), ZipEntry.STORED))
            .contains("0 entries NAME/data.pkl"));
    assertTrue(
        refusal(
                TorchSave.zip(
                    Map.of("a/data.pkl", pickle, "a/byteorder", TorchSave.pickled("big")),
                    ZipEntry.STORED))
            .contains("not little-endian"));
  }

  @Test
  void rejectsEveryTruncation() {
    for (byte[] whole : List.of(sample().legacy(), sample().zip())) {
      for (int length = 0; length < whole.length; length += 1 + length / 60) {
        refusal(Arrays.copyOf(whole, length));
      }
    }
  }

  @Test
  void readsOrRejectsDamagedFiles() throws IOException {
    Random random = new Random(5);
    for (byte[] whole : List.of(sample().legacy(), sample().zip())) {
      for (int trial = 0; trial < 200; trial++) {
        byte[] damaged = whole.clone();
        for (int i = 0; i <= trial % 3; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try {
          readAll(damaged);
        } catch (CheckpointException e) {
          assertTrue(e.getMessage().contains("damaged.pth"), e.getMessage());
        }
      }
    }
  }

  @Test
  void rejectsOtherFiles() {
    assertTrue(refusal(new byte[0]).contains("does not begin like a file of torch.save"));
    assertTrue(refusal(TorchSave.pickled("SIMPLE  = T")).contains("does not begin"));
    assertTrue(refusal(new TorchSave().number(5).zip()).contains("it has no dict"));
    assertThrows(
        NoSuchFileException.class, () -> PyTorchCheckpoint.open(directory.resolve("none.pth")));
  }

  @Test
  void namesMissingStateDictAndExistingKeys() throws IOException {
    try (PyTorchCheckpoint checkpoint = open(sample().zip())) {
      CheckpointException e =
          assertThrows(CheckpointException.class, () -> checkpoint.stateDict("decoder"));
      assertTrue(
          e.getMessage()
              .endsWith(
                  "no state dict 'decoder'; its keys are [encoder, encoder_op, epoch, logdir]"),
          e.getMessage());
    }
    try (PyTorchCheckpoint checkpoint =
        open(new TorchSave().begin().begin("encoder").text("lr").number(1).end().end().zip())) {
      CheckpointException e =
          assertThrows(CheckpointException.class, () -> checkpoint.stateDict("encoder"));
      assertTrue(e.getMessage().endsWith("'lr' of the state dict 'encoder' is not a tensor"));
    }
  }

  private static TorchSave dict() {
    return new TorchSave().begin().text("encoder");
  }

  private PyTorchCheckpoint open(byte[] bytes) throws IOException {
    return PyTorchCheckpoint.open(TorchSave.write(directory.resolve("damaged.pth"), bytes));
  }

  private void readAll(byte[] bytes) throws IOException {
    try (PyTorchCheckpoint checkpoint = open(bytes)) {
      for (CheckpointTensor tensor : checkpoint.stateDict("encoder").values()) {
        tensor.values();
      }
    }
  }

  private String refusal(byte[] bytes) {
    String message = assertThrows(CheckpointException.class, () -> readAll(bytes)).getMessage();
    assertTrue(message.contains("damaged.pth"), message);
    return message;
  }

  private void assertRefused(TorchSave save, String reason) {
    for (byte[] bytes : List.of(save.zip(), save.legacy())) {
      String message = refusal(bytes);
      assertTrue(message.contains(reason), message);
    }
  }

  private static void assertTensor(CheckpointTensor tensor, long[] shape, double... values)
      throws IOException {
    assertArrayEquals(shape, tensor.shape());
    assertArrayEquals(values, tensor.values());
  }
}
