// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock on the output files of one name in a directory of this machine: {@code .NAME.lock}, which
 * the system releases whenever the process ends.
 */
final class OutputLock implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputLock.class);

  /** Locks of this process. Closing another channel to such a file would release the lock. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private OutputLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Takes the lock.
   *
   * @param directory existing directory
   * @param name of the output
   * @throws IOException if another run holds it, or the file cannot be created
   */
  static OutputLock take(Path directory, String name) throws IOException {
    Path file = directory.toRealPath().resolve("." + name + ".lock");
    if (!HELD.add(file)) {
      throw refused(directory, name);
    }
    try {
      FileChannel channel = null;
      while (channel == null) {
        channel = lock(file, directory, name);
      }
      return new OutputLock(file, channel);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  /** Locks the file; returns null if its last holder has deleted it meanwhile. */
  private static @Nullable FileChannel lock(Path file, Path directory, String name)
      throws IOException {
    FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE).close();
    Object before = key(file);
    FileChannel channel;
    try {
      channel = FileChannel.open(file, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      if (isTaken(channel, file)) {
        throw refused(directory, name);
      }
      if (before != GONE && Objects.equals(before, key(file))) {
        return channel;
      }
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  private static boolean isTaken(FileChannel channel, Path file) {
    try {
      FileLock lock = channel.tryLock();
      return lock == null;
    } catch (IOException e) {
      LOG.warn("{} cannot be locked on this file system; parallel runs are not detected", file, e);
      return false;
    }
  }

  private static final Object GONE = new Object();

  private static @Nullable Object key(Path file) throws IOException {
    try {
      return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException e) {
      return GONE;
    }
  }

  private static IOException refused(Path directory, String name) {
    return new IOException(
        "another run is writing to "
            + directory.resolve(name)
            + ": wait until it has ended, or give another prefix");
  }

  /** Deletes the file while holding the lock, then releases it. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
    } finally {
      HELD.remove(file);
    }
  }
}
