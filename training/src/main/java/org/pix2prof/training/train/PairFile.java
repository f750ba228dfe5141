// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.internal.references.ReferenceProfileCoder;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;
import org.pix2prof.values.Provenance;

/**
 * File of training pairs: prepared images and their reference profiles. Only the position of each
 * pair is in memory. Safe for use by several threads.
 */
final class PairFile implements AutoCloseable {
  private static final int MAGIC = 0x70327050;

  private final Path file;
  private final FileChannel channel;
  private final List<Entry> entries;

  /** Position of a pair in the file, and the names by which pairs are sorted. */
  private record Entry(long position, int length, String object, String key) {}

  /**
   * Image with its reference profile.
   *
   * @param image prepared for the network
   * @param profile reference
   */
  record Pair(PreparedImage image, ReferenceProfile profile) {}

  private PairFile(Path file, FileChannel channel, List<Entry> entries) {
    this.file = file;
    this.channel = channel;
    this.entries = entries;
  }

  /** Writes pairs in any order, from several threads. */
  static final class Writer implements AutoCloseable {
    private final Path file;
    private final Path part;
    private final DataOutputStream out;

    Writer(Path file, String input) throws IOException {
      this.file = file;
      this.part = file.resolveSibling(file.getFileName() + ".part");
      this.out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)));
      out.writeInt(MAGIC);
      out.writeUTF(input);
    }

    void add(PreparedGalaxy galaxy, ReferenceProfile profile) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      PreparedGalaxyCoder.of().encode(galaxy, bytes);
      ReferenceProfileCoder.of().encode(profile, bytes);
      synchronized (this) {
        try {
          out.writeInt(bytes.size());
          bytes.writeTo(out);
        } catch (IOException e) {
          throw new IOException(part + " cannot be written: " + e.getMessage(), e);
        }
      }
    }

    /** Publishes the file. */
    void finish() throws IOException {
      out.close();
      Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes what is not finished. */
    @Override
    public void close() throws IOException {
      out.close();
      Files.deleteIfExists(part);
    }
  }

  /**
   * Opens a file of pairs.
   *
   * @param file written by {@link Writer}
   * @param input describes what the images were prepared for
   * @throws IOException if it cannot be read, is damaged, or was prepared for another input
   */
  static PairFile open(Path file, String input) throws IOException {
    List<Entry> entries = new ArrayList<>();
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException(file + " is not a file of training pairs");
      }
      String found = in.readUTF();
      if (!found.equals(input)) {
        throw new IOException(file + " was prepared for another model");
      }
      long position = Integer.BYTES + Short.BYTES + found.getBytes(StandardCharsets.UTF_8).length;
      while (position < channel.size()) {
        int length = in.readInt();
        position += Integer.BYTES;
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
          throw new EOFException();
        }
        ByteArrayInputStream record = new ByteArrayInputStream(bytes);
        Provenance provenance = PreparedGalaxyCoder.of().decode(record).provenance();
        String object = ReferenceProfileCoder.of().decode(record).objectId();
        String band = provenance.band().orElse("");
        String key = String.join("\0", object, band, provenance.objectId(), provenance.source());
        entries.add(new Entry(position, length, object, key));
        position += length;
      }
    } catch (EOFException e) {
      channel.close();
      throw new IOException(file + " is truncated", e);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    // The writing threads have no fixed order.
    entries.sort(Comparator.comparing(Entry::key));
    return new PairFile(file, channel, entries);
  }

  int size() {
    return entries.size();
  }

  /** Returns the name of the object of a pair in the table of profiles. */
  String object(int index) {
    return entries.get(index).object;
  }

  /** Reads a pair. */
  Pair read(int index) {
    Entry entry = entries.get(index);
    ByteBuffer buffer = ByteBuffer.allocate(entry.length);
    try {
      while (buffer.hasRemaining()) {
        if (channel.read(buffer, entry.position + buffer.position()) < 0) {
          throw new EOFException(file + " is truncated");
        }
      }
      ByteArrayInputStream in = new ByteArrayInputStream(buffer.array());
      PreparedGalaxy galaxy = PreparedGalaxyCoder.of().decode(in);
      return new Pair(galaxy.image(), ReferenceProfileCoder.of().decode(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
