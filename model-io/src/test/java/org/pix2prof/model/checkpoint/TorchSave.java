// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes files of {@code torch.save}, opcode by opcode, also invalid ones. */
final class TorchSave {
  private final Map<String, byte[]> storages = new LinkedHashMap<>();
  private final Map<String, Integer> elements = new LinkedHashMap<>();
  private final ByteArrayOutputStream pickle = new ByteArrayOutputStream();

  TorchSave() {
    op(0x80, 2);
  }

  /** Opcodes as bytes, one per character. */
  static byte[] pickled(String opcodes) {
    return opcodes.getBytes(StandardCharsets.ISO_8859_1);
  }

  TorchSave op(int... opcodes) {
    for (int opcode : opcodes) {
      pickle.write(opcode);
    }
    return this;
  }

  TorchSave raw(String opcodes) {
    pickle.writeBytes(pickled(opcodes));
    return this;
  }

  TorchSave text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    op('X');
    pickle.writeBytes(little(4).putInt(bytes.length).array());
    pickle.writeBytes(bytes);
    return this;
  }

  TorchSave number(long number) {
    op(0x8a, 8);
    pickle.writeBytes(little(8).putLong(number).array());
    return this;
  }

  TorchSave tuple(long... numbers) {
    op('(');
    for (long number : numbers) {
      number(number);
    }
    return op('t');
  }

  TorchSave global(String module, String name) {
    return raw("c" + module + "\n" + name + "\n");
  }

  /** Opens the outermost dict. */
  TorchSave begin() {
    return op('}', '(');
  }

  /** Opens a dict as an entry of the open one. */
  TorchSave begin(String key) {
    return text(key).global("collections", "OrderedDict").op(')', 'R', '(');
  }

  /** Closes the open dict. */
  TorchSave end() {
    return op('u');
  }

  /** A storage of the container. */
  TorchSave storage(String key, int count, byte[] bytes) {
    storages.put(key, bytes);
    elements.put(key, count);
    return this;
  }

  /** Adds a view of a storage to the open dict. */
  TorchSave tensor(
      String name, String type, String key, long count, long offset, long[] shape, long[] strides) {
    text(name).global("torch._utils", "_rebuild_tensor_v2").op('(');
    op('(').text("storage").global("torch", type + "Storage").text(key).text("cpu").number(count);
    op('t', 'Q').number(offset).tuple(shape).tuple(strides).op(0x89);
    return global("collections", "OrderedDict").op(')', 'R', 't', 'R');
  }

  /** Adds a tensor with its own storage to the open dict. */
  TorchSave floats(String name, float[] values, long... shape) {
    ByteBuffer bytes = little(4 * values.length);
    for (float value : values) {
      bytes.putFloat(value);
    }
    String key = String.valueOf(storages.size());
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int axis = shape.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape[axis];
    }
    storage(key, values.length, bytes.array());
    return tensor(name, "Float", key, values.length, 0, shape, strides);
  }

  byte[] zip() {
    return zip(ZipEntry.STORED);
  }

  byte[] zip(int method) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("saved/data.pkl", pickle());
    storages.forEach((key, bytes) -> entries.put("saved/data/" + key, bytes));
    entries.put("saved/version", pickled("3\n"));
    return zip(entries, method);
  }

  static byte[] zip(Map<String, byte[]> entries, int method) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        CRC32 crc = new CRC32();
        crc.update(file.getValue());
        entry.setMethod(method);
        entry.setSize(file.getValue().length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(file.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  byte[] legacy() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] magic = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
    out.writeBytes(new byte[] {(byte) 0x80, 2, (byte) 0x8a, (byte) magic.length});
    for (int i = magic.length - 1; i >= 0; i--) {
      out.write(magic[i]);
    }
    out.write('.');
    out.writeBytes(new TorchSave().number(1001).intPickle());
    out.writeBytes(new TorchSave().begin().text("little_endian").op(0x88).end().pickle());
    out.writeBytes(pickle());
    TorchSave keys = new TorchSave().op(']', '(');
    storages.keySet().forEach(keys::text);
    out.writeBytes(keys.op('e').pickle());
    storages.forEach(
        (key, bytes) -> {
          out.writeBytes(little(8).putLong(elements.get(key)).array());
          out.writeBytes(bytes);
        });
    return out.toByteArray();
  }

  /** Pickle of the version, which PyTorch writes as a short integer. */
  private byte[] intPickle() {
    return new byte[] {(byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.'};
  }

  byte[] pickle() {
    ByteArrayOutputStream ended = new ByteArrayOutputStream();
    ended.writeBytes(pickle.toByteArray());
    ended.write('.');
    return ended.toByteArray();
  }

  static Path write(Path file, byte[] bytes) {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
