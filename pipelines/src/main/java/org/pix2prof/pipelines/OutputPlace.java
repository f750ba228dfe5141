// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteProfiles.Format;

/**
 * Location of one table: the files of a prefix, {@code PREFIX-SSSSS-of-NNNNN.EXT}, or one file.
 *
 * @param path prefix, or name of the file
 * @param format of the files
 * @param single whether it is one file
 */
record OutputPlace(String path, Format format, boolean single) {

  /**
   * Creates the location: one file if the path has the extension of the format, otherwise the files
   * of a prefix.
   */
  static OutputPlace of(String path, Format format) {
    return new OutputPlace(path, format, Format.ofFile(path).filter(format::equals).isPresent());
  }

  /**
   * Returns the prefix, or the file's name without its extension, from which companions are named.
   */
  String base() {
    return single ? path.substring(0, path.lastIndexOf('.')) : path;
  }

  /** Returns the extension with its dot, as the user spelt it. */
  private String extension() {
    return single ? path.substring(path.lastIndexOf('.')) : format.suffix();
  }

  /** Returns the location of another table of the same form, named after this one. */
  OutputPlace companion(String suffix) {
    return new OutputPlace(base() + suffix + (single ? extension() : ""), format, single);
  }

  /** Returns the location as text for messages. */
  String shown() {
    return single ? path : path + "-*" + extension();
  }

  /** Returns whether both have the same files. */
  boolean isSameAs(OutputPlace other) {
    return single == other.single
        && format == other.format
        && resource().toString().equals(other.resource().toString());
  }

  /** Returns whether the location is on this machine. */
  boolean isLocal() {
    return resource().getScheme().equals("file");
  }

  /** Returns the directory; only for a local location. */
  Path directory() {
    return local().getParent();
  }

  /** Returns the last part of {@link #base}; only for a local location. */
  String name() {
    String name = local().getFileName().toString();
    return single ? name.substring(0, name.length() - extension().length()) : name;
  }

  /** Returns the same names in another directory; only for a local location. */
  OutputPlace in(Path directory) {
    return new OutputPlace(directory.resolve(local().getFileName()).toString(), format, single);
  }

  /** Returns a pattern of the names of its files. */
  Pattern names() {
    String file = resource().getFilename();
    return single ? Pattern.compile(Pattern.quote(file)) : WriteProfiles.names(file, format);
  }

  /** Returns the existing files, on any file system. */
  List<MatchResult.Metadata> files() throws IOException {
    Pattern names = names();
    return FileSystems.match(single ? path : path + "-*" + extension(), EmptyMatchTreatment.ALLOW)
        .metadata()
        .stream()
        .filter(file -> names.matcher(file.resourceId().getFilename()).matches())
        .toList();
  }

  private Path local() {
    return Path.of(resource().toString()).toAbsolutePath().normalize();
  }

  private ResourceId resource() {
    return FileSystems.matchNewResource(path, false);
  }
}
