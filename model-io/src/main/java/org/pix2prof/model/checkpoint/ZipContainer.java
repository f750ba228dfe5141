// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.checkpoint;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The container of PyTorch 1.6 and later: a zip with {@code NAME/data.pkl} and one uncompressed
 * entry {@code NAME/data/KEY} per storage.
 */
final class ZipContainer implements Container {
  private final ZipFile zip;
  private final String prefix;
  private final Object root;

  ZipContainer(Path file) throws IOException {
    zip = new ZipFile(file.toFile());
    try {
      prefix = prefix();
      if (zip.getEntry(prefix + "byteorder") != null
          && !"little".equals(StandardCharsets.US_ASCII.decode(read("byteorder")).toString())) {
        throw new CheckpointException("its numbers are not little-endian");
      }
      root = new StateDictUnpickler().load(new ByteBufferInputStream(read("data.pkl")));
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  private String prefix() throws CheckpointException {
    List<String> pickles =
        zip.stream()
            .map(ZipEntry::getName)
            .filter(name -> name.equals("data.pkl") || name.matches("[^/]+/data\\.pkl"))
            .toList();
    if (pickles.size() != 1) {
      throw new CheckpointException(
          "a zip with " + pickles.size() + " entries NAME/data.pkl; torch.save writes one");
    }
    return pickles.get(0).substring(0, pickles.get(0).length() - "data.pkl".length());
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public ByteBuffer storage(StorageRef storage) throws IOException {
    ByteBuffer bytes = read("data/" + storage.key());
    if (bytes.remaining() != storage.bytes()) {
      throw new CheckpointException(
          String.format(
              Locale.ROOT,
              "its entry %sdata/%s has %d bytes, not the %d of %d elements",
              prefix,
              storage.key(),
              bytes.remaining(),
              storage.bytes(),
              storage.elements()));
    }
    return bytes;
  }

  /** Reads only uncompressed entries, which cannot be larger than the file. */
  private ByteBuffer read(String name) throws IOException {
    ZipEntry entry = zip.getEntry(prefix + name);
    if (entry == null) {
      throw new CheckpointException("its entry " + prefix + name + " is missing");
    }
    if (entry.getMethod() != ZipEntry.STORED) {
      throw new CheckpointException(
          "its entry " + prefix + name + " is compressed; torch.save writes uncompressed entries");
    }
    if (entry.getSize() < 0 || entry.getSize() > LARGEST) {
      throw new CheckpointException(
          "its entry " + prefix + name + " claims " + entry.getSize() + " bytes");
    }
    try (InputStream in = zip.getInputStream(entry)) {
      byte[] bytes = in.readNBytes((int) entry.getSize());
      CRC32 crc = new CRC32();
      crc.update(bytes);
      if (bytes.length != entry.getSize() || crc.getValue() != entry.getCrc()) {
        throw new CheckpointException("its entry " + prefix + name + " is damaged or truncated");
      }
      return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    } catch (EOFException e) {
      throw new CheckpointException("its entry " + prefix + name + " is truncated", e);
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
