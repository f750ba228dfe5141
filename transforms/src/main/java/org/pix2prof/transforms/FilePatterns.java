// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.FileIO.ReadMatches.DirectoryTreatment;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;

/** File patterns, a setting of every transform that reads files. */
final class FilePatterns {
  /** First character of a wildcard. */
  static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  private static final Pattern WILDCARD_OR_ITS_END = Pattern.compile("[*?\\[\\]{}]");

  /** Returns true if a path has a wildcard. */
  static boolean hasWildcard(String path) {
    return WILDCARD.matcher(path).find();
  }

  /** Returns true if a path has no character of a wildcard, as the path of an output must. */
  static boolean isPlainPath(String path) {
    return !WILDCARD_OR_ITS_END.matcher(path).find();
  }

  /**
   * Checks and copies patterns.
   *
   * @throws IllegalArgumentException if there are none, or one is blank
   */
  static List<String> check(List<String> patterns) {
    List<String> copy = List.copyOf(requireNonNull(patterns, "patterns"));
    if (copy.isEmpty() || copy.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("patterns must name files, not " + copy);
    }
    return copy;
  }

  /**
   * Returns the patterns of a transform.
   *
   * @param transform its name
   * @throws IllegalArgumentException if they are not set
   */
  static List<String> require(@Nullable List<String> patterns, String transform) {
    if (patterns == null) {
      throw new IllegalArgumentException(transform + " needs from(pattern)");
    }
    return patterns;
  }

  /**
   * Lists and opens files without decompressing them. A directory is skipped if a pattern has
   * wildcards, and an error otherwise.
   */
  static PCollection<ReadableFile> open(PBegin input, List<String> patterns) {
    boolean named = patterns.stream().noneMatch(FilePatterns::hasWildcard);
    return input
        .apply("Match", MatchFiles.of(patterns))
        .apply(
            "Open",
            FileIO.readMatches()
                .withCompression(Compression.UNCOMPRESSED)
                .withDirectoryTreatment(
                    named ? DirectoryTreatment.PROHIBIT : DirectoryTreatment.SKIP));
  }

  /** Adds the patterns to the display data of a transform. */
  static void display(
      DisplayData.Builder builder, String key, String label, @Nullable List<String> patterns) {
    builder.addIfNotNull(
        DisplayData.item(key, patterns == null ? null : String.join(",", patterns))
            .withLabel(label));
  }

  private FilePatterns() {}
}
