// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.MatchResult;

/**
 * A pattern with {@code **} for local files. Links are followed, but each directory and each file
 * is listed once, with a name without links if there is one. Beam would follow a loop of links 40
 * times, until the system refuses the name.
 */
final class RecursiveGlob {
  private static final Pattern LOCAL = Pattern.compile("(?:file:/*(?=/))?(?<path>[^:]+|/.*)");

  private final Path root;
  private final PathMatcher matcher;
  private final Set<Path> listed = new HashSet<>();
  private final Deque<Path> plain = new ArrayDeque<>();
  private final Deque<Path> linked = new ArrayDeque<>();
  private final List<Path> fileLinks = new ArrayList<>();
  private final Map<Path, Path> found = new LinkedHashMap<>();
  private final List<Path> dangling = new ArrayList<>();

  private RecursiveGlob(Path root, PathMatcher matcher) {
    this.root = root;
    this.matcher = matcher;
  }

  /**
   * Lists the files of a pattern.
   *
   * @return empty if the pattern is not local or lacks {@code **}
   * @throws IOException if a directory cannot be listed, except because of its mode
   */
  static Optional<RecursiveGlob> list(String pattern) throws IOException {
    Matcher local = LOCAL.matcher(pattern);
    if (File.separatorChar != '/' || !pattern.contains("**") || !local.matches()) {
      return Optional.empty();
    }
    String path = Path.of("").toAbsolutePath().resolve(local.group("path")).toString();
    int glob = FilePatterns.WILDCARD.matcher(path).results().findFirst().get().start();
    Path root = Path.of(path.substring(0, path.lastIndexOf('/', glob) + 1));
    RecursiveGlob files =
        new RecursiveGlob(root, root.getFileSystem().getPathMatcher("glob:" + path));
    files.walk();
    return Optional.of(files);
  }

  /** Returns the files as Beam's metadata. */
  List<MatchResult.Metadata> files() throws IOException {
    List<MatchResult.Metadata> files = new ArrayList<>();
    for (Path file : found.values()) {
      try {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        files.add(
            MatchResult.Metadata.builder()
                .setResourceId(FileSystems.matchNewResource(file.toString(), false))
                .setIsReadSeekEfficient(true)
                .setSizeBytes(attributes.size())
                .setLastModifiedMillis(attributes.lastModifiedTime().toMillis())
                .build());
      } catch (NoSuchFileException e) {
        continue; // The file has disappeared since it was listed.
      }
    }
    return files;
  }

  /** Returns the dangling links that the pattern matches. */
  List<Path> danglingLinks() {
    return dangling;
  }

  private void walk() throws IOException {
    if (Files.isDirectory(root)) {
      plain.add(root);
    }
    while (!plain.isEmpty() || !linked.isEmpty()) {
      Path directory = plain.isEmpty() ? linked.remove() : plain.remove();
      Path real = directory.toRealPath();
      if (listed.add(real)) {
        list(directory, real);
      }
    }
    for (Path link : fileLinks) {
      found.putIfAbsent(link.toRealPath(), link);
    }
  }

  private void list(Path directory, Path real) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        add(entry, real);
      }
    } catch (AccessDeniedException | NoSuchFileException e) {
      return; // Skipped, as in Beam.
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void add(Path entry, Path realDirectory) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return;
    }
    if (attributes.isDirectory()) {
      plain.add(entry);
    } else if (attributes.isSymbolicLink() && Files.isDirectory(entry)) {
      linked.add(entry);
    } else if (!matcher.matches(entry)) {
      return;
    } else if (attributes.isRegularFile()) {
      found.putIfAbsent(realDirectory.resolve(entry.getFileName()), entry);
    } else if (attributes.isSymbolicLink() && Files.isRegularFile(entry)) {
      fileLinks.add(entry);
    } else if (attributes.isSymbolicLink() && !Files.exists(entry)) {
      dangling.add(entry);
    }
  }
}
