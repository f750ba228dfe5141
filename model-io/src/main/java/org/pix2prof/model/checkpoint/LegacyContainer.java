// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The container of PyTorch before 1.6: pickles of a magic number, a protocol version, machine
 * information, the object and the list of storage keys, then for each key the number of elements
 * (int64) and the elements.
 */
final class LegacyContainer implements Container {
  private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final int PROTOCOL = 1001;

  private final Map<String, ByteBuffer> storages = new HashMap<>();
  private final Object root;

  LegacyContainer(Path file) throws IOException {
    ByteBuffer bytes;
    try (FileChannel channel = FileChannel.open(file)) {
      bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    }
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    ByteBufferInputStream in = new ByteBufferInputStream(bytes);
    if (!MAGIC.equals(new StateDictUnpickler().load(in))) {
      throw new CheckpointException("it does not begin like a file of torch.save");
    }
    Object protocol = new StateDictUnpickler().load(in);
    if (!Integer.valueOf(PROTOCOL).equals(protocol)) {
      throw new CheckpointException("its protocol is not " + PROTOCOL);
    }
    if (!(new StateDictUnpickler().load(in) instanceof Map<?, ?> machine)
        || !Boolean.TRUE.equals(machine.get("little_endian"))) {
      throw new CheckpointException("its numbers are not little-endian");
    }
    StateDictUnpickler unpickler = new StateDictUnpickler();
    root = unpickler.load(in);
    if (!(new StateDictUnpickler().load(in) instanceof List<?> keys)) {
      throw new CheckpointException("the list of its storages is missing");
    }
    for (Object key : keys) {
      StorageRef storage = key instanceof String ? unpickler.storages().get(key) : null;
      if (storage == null) {
        throw new CheckpointException("it has a storage that no tensor refers to");
      }
      storages.put(storage.key(), slice(bytes, storage));
    }
  }

  private static ByteBuffer slice(ByteBuffer bytes, StorageRef storage) throws CheckpointException {
    if (bytes.remaining() < Long.BYTES) {
      throw new CheckpointException("it is truncated before the storage " + storage.key());
    }
    long elements = bytes.getLong();
    if (elements != storage.elements()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "its storage %s has %d elements, not %d as its tensors require",
              storage.key(),
              elements,
              storage.elements()));
    }
    if (elements > bytes.remaining() / storage.type().size) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "it is truncated: %d bytes are left for the %d elements of the storage %s",
              bytes.remaining(),
              elements,
              storage.key()));
    }
    int size = (int) storage.bytes();
    ByteBuffer slice = bytes.slice(bytes.position(), size).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + size);
    return slice;
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer storage(StorageRef storage) throws CheckpointException {
    ByteBuffer bytes = storages.get(storage.key());
    if (bytes == null) {
      throw new CheckpointException("its storage " + storage.key() + " is missing");
    }
    return bytes;
  }

  @Override
  public void close() {}
}
