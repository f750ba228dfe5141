// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import static java.util.Objects.requireNonNull;

import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A directory that other users cannot write to, even if they can write to its parent. On file
 * systems without owners and modes it is an ordinary directory.
 */
public final class PrivateDirectory {
  private static final Set<PosixFilePermission> MODE = PosixFilePermissions.fromString("rwx------");
  private static final Set<PosixFilePermission> OTHERS_WRITE =
      EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
  private static final int ROOT = 0;

  /**
   * Creates the directory, or checks the existing one.
   *
   * @param directory path of the directory
   * @param variable environment variable that names another directory, for messages
   * @return the directory
   * @throws java.nio.file.FileSystemException if the directory cannot be created
   * @throws IOException if the path is a link or a file, or belongs to a user other than this one
   *     and root
   */
  public static Path make(Path directory, String variable) throws IOException {
    Path above = requireNonNull(directory.toAbsolutePath().getParent(), "parent directory");
    Files.createDirectories(above);
    try {
      if (isPosix(above)) {
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(MODE);
        return Files.createDirectory(directory, mode);
      }
      return Files.createDirectory(directory);
    } catch (FileAlreadyExistsException e) {
      check(directory, variable);
      return directory;
    }
  }

  private static void check(Path directory, String variable) throws IOException {
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      throw refused(
          directory, Files.isSymbolicLink(directory) ? "is a link" : "is a file", variable);
    }
    if (!isPosix(directory)) {
      return;
    }
    Object owner = Files.getAttribute(directory, "unix:uid", LinkOption.NOFOLLOW_LINKS);
    boolean own = owner.equals((int) new UnixSystem().getUid());
    if (!own && !owner.equals(ROOT)) {
      throw refused(directory, "belongs to another user", variable);
    }
    Set<PosixFilePermission> mode =
        Files.readAttributes(directory, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .permissions();
    if (mode.stream().anyMatch(OTHERS_WRITE::contains)) {
      if (!own) {
        throw refused(directory, "can be written by other users", variable);
      }
      Files.setPosixFilePermissions(directory, MODE);
    }
  }

  private static boolean isPosix(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix");
  }

  private static IOException refused(Path directory, String why, String variable) {
    return new IOException(
        directory
            + " "
            + why
            + ", and is not used as a cache: remove it, or name another directory with the"
            + " environment variable "
            + variable);
  }

  private PrivateDirectory() {}
}
