package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteProfiles.Format;

/**
 * The files of one table: those of a prefix, {@code PREFIX-SSSSS-of-NNNNN.EXT}, or one file.
 *
 * @param path prefix, or name of the file
 * @param format of the files
 * @param single whether it is one file
 */
record OutputPlace(String path, Format format, boolean single) {

  /** One file where the path has the extension of the format, files of a prefix otherwise. */
  static OutputPlace of(String path, Format format) {
    return new OutputPlace(path, format, Format.ofFile(path).filter(format::equals).isPresent());
  }

  /** The prefix, or the file's name without its extension: what companions are named after. */
  String base() {
    return single ? path.substring(0, path.lastIndexOf('.')) : path;
  }

  /** Extension with its dot, as the user spelt it. */
  private String extension() {
    return single
        ? path.substring(path.lastIndexOf('.'))
        : "." + format.name().toLowerCase(Locale.ROOT);
  }

  /** The place of another table of the same form, named after this one. */
  OutputPlace companion(String suffix) {
    return new OutputPlace(base() + suffix + (single ? extension() : ""), format, single);
  }

  /** For people. */
  String shown() {
    return single ? path : path + "-*" + extension();
  }

  /** Whether both have the same files. */
  boolean isSameAs(OutputPlace other) {
    return single == other.single
        && format == other.format
        && resource().toString().equals(other.resource().toString());
  }

  /** Whether it is on this machine. */
  boolean isLocal() {
    return resource().getScheme().equals("file");
  }

  /** The directory; only of a local place. */
  Path directory() {
    return local().getParent();
  }

  /** Last part of {@link #base}; only of a local place. */
  String name() {
    String name = local().getFileName().toString();
    return single ? name.substring(0, name.length() - extension().length()) : name;
  }

  /** The same names in another directory; only of a local place. */
  OutputPlace in(Path directory) {
    return new OutputPlace(directory.resolve(local().getFileName()).toString(), format, single);
  }

  /** The names of its files. */
  Pattern names() {
    String file = resource().getFilename();
    return single ? Pattern.compile(Pattern.quote(file)) : WriteProfiles.names(file, format);
  }

  /** The files that are there, on any file system. */
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
