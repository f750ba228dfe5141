// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.pix2prof.transforms.ReadProfiles;
import org.pix2prof.transforms.WriteProfiles;

/**
 * Hidden directory {@code .NAME-RUN} in which a run on one machine writes a table before the table
 * replaces the old one.
 *
 * @param place location of the table
 * @param directory hidden, beside the table
 */
record Staging(OutputPlace place, Path directory) {
  static Staging of(OutputPlace place, String run) {
    return new Staging(place, place.directory().resolve("." + place.name() + "-" + run));
  }

  /** Returns the location that the pipeline writes to. */
  OutputPlace staged() {
    return place.in(directory);
  }

  /** Returns the files that the pipeline wrote. */
  List<Path> files() throws IOException {
    return named(directory);
  }

  /** Returns the published files, of this run or an earlier one. */
  List<Path> oldFiles() throws IOException {
    return named(place.directory());
  }

  private List<Path> named(Path directory) throws IOException {
    Pattern names = place.names();
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            directory, file -> names.matcher(file.getFileName().toString()).matches())) {
      all.forEach(files::add);
    }
    files.sort(null);
    return files;
  }

  /** Returns the final path of a file. */
  Path target(Path file) {
    return place.directory().resolve(file.getFileName());
  }

  /** Marks that the old files are being replaced; see {@link ReadProfiles}. */
  void mark() throws IOException {
    Files.write(directory.resolve(ReadProfiles.REPLACING), new byte[0]);
  }

  boolean isMarked() {
    return Files.exists(directory.resolve(ReadProfiles.REPLACING));
  }

  void delete() throws IOException {
    delete(directory);
  }

  /**
   * Deletes the files of killed and failed runs. If one was killed while it replaced the old files,
   * its mark stays.
   */
  void deleteLeftovers() throws IOException {
    for (Path leftover : leftovers()) {
      Path mark = leftover.resolve(ReadProfiles.REPLACING);
      if (Files.exists(mark)) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(leftover)) {
          for (Path file : files) {
            if (!file.equals(mark)) {
              delete(file);
            }
          }
        }
      } else {
        delete(leftover);
      }
    }
  }

  /** Deletes the marks of earlier runs, after all files are from this run. */
  void deleteMarks() throws IOException {
    for (Path leftover : leftovers()) {
      delete(leftover);
    }
  }

  private List<Path> leftovers() throws IOException {
    Pattern names = WriteProfiles.stagingNames(place.name());
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            place.directory(),
            file ->
                names.matcher(file.getFileName().toString()).matches()
                    && !file.getFileName().equals(directory.getFileName()))) {
      all.forEach(leftovers::add);
    }
    return leftovers;
  }

  private static void delete(Path root) throws IOException {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.deleteIfExists(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, IOException failure)
                throws IOException {
              Files.deleteIfExists(directory);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      return; // Already deleted.
    }
  }
}
