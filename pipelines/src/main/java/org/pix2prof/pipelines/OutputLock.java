// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryNotEmptyException;
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
 * A lock on an output on this machine: the files of one name in a directory, or a whole directory.
 * It is a hidden file, which the system releases whenever the process ends.
 */
public final class OutputLock implements AutoCloseable {
  /** Name of the lock file of a whole directory. */
  public static final String OF_DIRECTORY = ".pix2prof.lock";

  private static final Logger LOG = LoggerFactory.getLogger(OutputLock.class);

  /** Locks of this process. Closing another channel to such a file would release the lock. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;
  private final boolean madeDirectory;

  private OutputLock(Path file, FileChannel channel, boolean madeDirectory) {
    this.file = file;
    this.channel = channel;
    this.madeDirectory = madeDirectory;
  }

  /**
   * Takes the lock on a directory that a run fills.
   *
   * @param directory created if missing, and then deleted if the run leaves it empty
   * @return the lock, to be closed at the end of the run
   * @throws IOException if another run holds it, or the file cannot be created
   */
  public static OutputLock ofDirectory(Path directory) throws IOException {
    boolean made = Files.notExists(directory);
    Files.createDirectories(directory);
    return take(
        directory.toRealPath().resolve(OF_DIRECTORY),
        made,
        "another run is writing to "
            + directory
            + ": wait until it has ended, or choose another directory");
  }

  /**
   * Takes the lock on the files of one name.
   *
   * @param directory existing directory
   * @param name of the output
   * @throws IOException if another run holds it, or the file cannot be created
   */
  static OutputLock take(Path directory, String name) throws IOException {
    return take(
        directory.toRealPath().resolve("." + name + ".lock"),
        false,
        "another run is writing to "
            + directory.resolve(name)
            + ": wait until it has ended, or give another prefix");
  }

  private static OutputLock take(Path file, boolean madeDirectory, String refusal)
      throws IOException {
    if (!HELD.add(file)) {
      throw new IOException(refusal);
    }
    try {
      FileChannel channel = null;
      while (channel == null) {
        channel = lock(file, refusal);
      }
      return new OutputLock(file, channel, madeDirectory);
    } catch (IOException | RuntimeException e) {
      HELD.remove(file);
      throw e;
    }
  }

  /** Locks the file; returns null if its last holder has deleted it meanwhile. */
  private static @Nullable FileChannel lock(Path file, String refusal) throws IOException {
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
        throw new IOException(refusal);
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

  /** Deletes the file while holding the lock, then releases it. */
  @Override
  public void close() throws IOException {
    try (channel) {
      Files.deleteIfExists(file);
      if (madeDirectory) {
        Files.deleteIfExists(requireNonNull(file.getParent(), "directory"));
      }
    } catch (DirectoryNotEmptyException e) {
      return; // It has the output.
    } finally {
      HELD.remove(file);
    }
  }
}
