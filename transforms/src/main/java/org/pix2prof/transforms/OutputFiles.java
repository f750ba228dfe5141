// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Serializable;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.GlobalWindow;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.PaneInfo;
import org.apache.beam.sdk.util.MimeTypes;
import org.joda.time.Instant;
import org.joda.time.format.DateTimeFormat;
import org.joda.time.format.DateTimeFormatter;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of one output, {@code PREFIX-SSSSS-of-NNNNN.EXT}, and the replacement of an old set by
 * a new one.
 *
 * <p>A set is first written to a hidden staging directory beside the output. {@link #replace} then
 * deletes all old files, and after that moves the new ones into place. At any time the output is
 * therefore the old set, a part of it, a part of the new set, or the new set. A partial set has
 * gaps in its shard numbers.
 *
 * <p>An output may also be one file, {@code NAME.EXT}, which atomically replaces the old one.
 *
 * @param directory directory of the output
 * @param staging hidden staging directory in {@code directory}
 * @param name beginning of the file names
 * @param suffix end of the file names
 * @param single true if the output is the one file {@code NAME.EXT}
 */
record OutputFiles(String directory, String staging, String name, String suffix, boolean single)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputFiles.class);

  /** Directory that Beam's windowed writes leave behind. */
  private static final String BEAM_TEMP = ".temp-beam";

  private static final DateTimeFormatter TIME =
      DateTimeFormat.forPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZoneUTC();
  private static final String WINDOW_AND_PANE =
      "(?<window>(\\d{8,}T\\d{6}\\.\\d{3}Z-\\d{8,}T\\d{6}\\.\\d{3}Z-)?(\\d+-)?)";

  /**
   * Checks the text of a prefix, without access to a file system.
   *
   * @throws IllegalArgumentException if the prefix is a directory or a pattern
   */
  static String checkPrefix(String prefix) {
    if (prefix.isEmpty() || prefix.endsWith("/") || prefix.endsWith("\\")) {
      throw new IllegalArgumentException(
          "an output prefix must end in the beginning of a file name, such as out/profiles, not '"
              + prefix
              + "'");
    }
    if (!FilePatterns.isPlainPath(prefix)) {
      throw new IllegalArgumentException(
          "an output prefix is a plain path, not a pattern: '" + prefix + "'");
    }
    return prefix;
  }

  /**
   * Returns the files of a prefix.
   *
   * @param prefix directory and beginning of the file names, on any Beam file system
   * @param suffix suffix with its dot
   */
  static OutputFiles of(String prefix, String suffix) {
    return of(prefix, suffix, UUID.randomUUID().toString());
  }

  /**
   * Returns the format of a file.
   *
   * @throws IllegalArgumentException if no format has the extension
   */
  static Format format(String file) {
    return Format.ofFile(file)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the extension of '"
                        + file
                        + "' is not that of a format: expected "
                        + Arrays.stream(Format.values())
                            .map(Format::suffix)
                            .collect(Collectors.joining(", "))));
  }

  /**
   * Returns an output of one file.
   *
   * @param file file name with extension, on any Beam file system
   */
  static OutputFiles ofFile(String file) {
    String suffix = file.substring(file.lastIndexOf('.'));
    OutputFiles files = of(file.substring(0, file.length() - suffix.length()), suffix);
    return new OutputFiles(files.directory, files.staging, files.name, suffix, true);
  }

  /**
   * Returns the same output for windows. All runs add windows to it and share a staging directory.
   */
  OutputFiles forWindows() {
    return of(directory + name, suffix, "windows");
  }

  /** Returns the prefix, or the name of the one file. */
  String place() {
    return directory + name + (single ? suffix : "");
  }

  private static OutputFiles of(String prefix, String suffix, String run) {
    ResourceId resource = FileSystems.matchNewResource(checkPrefix(prefix), false);
    ResourceId directory = resource.getCurrentDirectory();
    String name = resource.getFilename();
    ResourceId staging =
        directory.resolve("." + name + "-" + run, StandardResolveOptions.RESOLVE_DIRECTORY);
    return new OutputFiles(directory.toString(), staging.toString(), name, suffix, false);
  }

  /** Returns a file name, with the window and the pane unless there is only one. */
  String fileName(BoundedWindow window, PaneInfo pane, int shards, int shard) {
    StringBuilder file = new StringBuilder(name).append('-');
    if (window instanceof IntervalWindow interval) {
      file.append(time(interval.start())).append('-').append(time(interval.end())).append('-');
    } else if (window != GlobalWindow.INSTANCE) {
      throw new IllegalArgumentException(
          "files can be named after interval windows only, not " + window.getClass().getName());
    }
    if (!(pane.isFirst() && pane.isLast())) {
      file.append(pane.getIndex()).append('-');
    }
    return file.append(numbers(shard, shards)).append(suffix).toString();
  }

  private static String numbers(int shard, int shards) {
    return String.format(Locale.ROOT, "%05d-of-%05d", shard, shards);
  }

  /** Returns the final name of a file of a set. */
  private String fileName(int shards, int shard) {
    return single ? name + suffix : name + '-' + numbers(shard, shards) + suffix;
  }

  private static String time(Instant time) {
    return TIME.print(time);
  }

  /**
   * Replaces the output of an earlier run, and its record, by the staged files, which already have
   * their final names. Can be repeated after a failure at any point: files that were moved stay.
   *
   * @param staged files in the staging directory
   * @return final file names
   * @throws IOException if the file system fails, or a staged file is missing
   */
  List<String> replace(Iterable<String> staged) throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    for (String file : staged) {
      names.put(file, FileSystems.matchNewResource(file, false).getFilename());
    }
    return replace(names);
  }

  /**
   * Replaces as {@link #replace(Iterable)} does, and renumbers the files in the order of their
   * names.
   *
   * @param staged files in the staging directory, with any names
   * @return final file names
   * @throws IOException if the file system fails, or a staged file is missing
   */
  List<String> replaceNumbered(Iterable<String> staged) throws IOException {
    TreeSet<String> sorted = new TreeSet<>();
    staged.forEach(sorted::add);
    Map<String, String> names = new LinkedHashMap<>();
    for (String file : sorted) {
      names.put(file, fileName(sorted.size(), names.size()));
    }
    return replace(names);
  }

  private List<String> replace(Map<String, String> finalNames) throws IOException {
    Map<String, Move> moves = new LinkedHashMap<>();
    for (Map.Entry<String, String> file : finalNames.entrySet()) {
      ResourceId from = FileSystems.matchNewResource(file.getKey(), false);
      moves.put(file.getValue(), new Move(from, inDirectory(file.getValue()), exists(from)));
    }
    RunFiles run = new RunFiles(FileSystems.matchNewResource(directory, true), name);
    run.delete();
    deleteOld(moves);
    move(moves.values());
    for (Move move : moves.values()) {
      if (!exists(move.to)) {
        throw new FileNotFoundException(
            "output file "
                + move.to
                + " is incomplete: its staged file "
                + move.from
                + " is missing");
      }
    }
    run.deleteMarks();
    removeStaging();
    return moves.values().stream().map(move -> move.to.toString()).sorted().toList();
  }

  private record Move(ResourceId from, ResourceId to, boolean pending) {}

  /**
   * Moves one staged file to its final name and replaces an old file. Can be repeated: a missing
   * staged file was moved by an earlier attempt.
   *
   * <p>If both files are missing, a reader may have removed the output between two attempts, or
   * someone has emptied the staging directory. These cases cannot be distinguished, and a failure
   * would repeat on every retry, so the file is only counted.
   *
   * @param staged file in the staging directory
   * @param fileName final name, without the directory
   * @param missing counter of missing files
   * @return final file name
   * @throws IOException if the file system fails
   */
  String publish(String staged, String fileName, Counter missing) throws IOException {
    ResourceId from = FileSystems.matchNewResource(staged, false);
    ResourceId to = inDirectory(fileName);
    if (exists(from)) {
      FileSystems.rename(List.of(from), List.of(to), StandardMoveOptions.IGNORE_MISSING_FILES);
    } else if (!exists(to)) {
      missing.inc();
      LOG.warn("{} is missing, and so is its staged file {}", to, from);
    }
    return to.toString();
  }

  /**
   * Writes a file to the staging directory, with a name unique to this attempt.
   *
   * @param fileName beginning of the name
   * @param sink sink of the format
   * @param elements elements to write
   * @return name of the staged file
   * @throws IOException if the file cannot be written; names the output and the reason
   */
  <T> String stage(String fileName, FileIO.Sink<T> sink, Iterable<T> elements) throws IOException {
    ResourceId file =
        FileSystems.matchNewResource(staging, true)
            .resolve(fileName + "." + UUID.randomUUID(), StandardResolveOptions.RESOLVE_FILE);
    try (WritableByteChannel channel = create(file)) {
      sink.open(channel);
      for (T element : elements) {
        sink.write(element);
      }
      sink.flush();
    } catch (IOException e) {
      throw new IOException("cannot write " + place() + ": " + e.getMessage(), e);
    }
    return file.toString();
  }

  /**
   * Creates a file. Some file systems throw unchecked exceptions, for example without credentials.
   */
  private static WritableByteChannel create(ResourceId file) throws IOException {
    try {
      return FileSystems.create(file, MimeTypes.BINARY);
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Returns the pattern of the names of {@link #fileName}. Its groups are {@code window} (with the
   * pane; empty without either), {@code shard}, {@code shards} and {@code suffix}.
   *
   * @param name beginning of the names
   * @param suffix end of the names, as a regular expression
   */
  static Pattern names(String name, String suffix) {
    return Pattern.compile(
        Pattern.quote(name + "-")
            + WINDOW_AND_PANE
            + "(?<shard>\\d{5,})-of-(?<shards>\\d{5,})(?<suffix>"
            + suffix
            + ")");
  }

  /**
   * Returns the pattern of the names of staging directories.
   *
   * @param name beginning of the file names
   */
  static Pattern stagingNames(String name) {
    return Pattern.compile(
        Pattern.quote("." + name + "-") + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  /** Deletes the files that this class may have written under this prefix, and no others. */
  private void deleteOld(Map<String, Move> moves) throws IOException {
    if (single) {
      if (moves.isEmpty()) {
        FileSystems.delete(
            List.of(inDirectory(name + suffix)), StandardMoveOptions.IGNORE_MISSING_FILES);
      }
      return; // The move replaces it atomically.
    }
    Pattern own = names(name, Pattern.quote(suffix));
    List<ResourceId> old = new ArrayList<>();
    String pattern = inDirectory(name + "-").toString() + "*" + suffix;
    for (MatchResult.Metadata file :
        FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata()) {
      String fileName = file.resourceId().getFilename();
      Move move = moves.get(fileName);
      boolean movedInAlready = move != null && !move.pending;
      if (own.matcher(fileName).matches() && !movedInAlready) {
        old.add(file.resourceId());
      }
    }
    FileSystems.delete(old, StandardMoveOptions.IGNORE_MISSING_FILES);
  }

  private static void move(Iterable<Move> moves) throws IOException {
    List<ResourceId> from = new ArrayList<>();
    List<ResourceId> to = new ArrayList<>();
    for (Move move : moves) {
      if (move.pending) {
        from.add(move.from);
        to.add(move.to);
      }
    }
    if (!from.isEmpty()) {
      FileSystems.rename(from, to, StandardMoveOptions.IGNORE_MISSING_FILES);
    }
  }

  private void removeStaging() {
    ResourceId directory = FileSystems.matchNewResource(staging, true);
    try {
      List<ResourceId> left = new ArrayList<>();
      FileSystems.match(directory + "*", EmptyMatchTreatment.ALLOW).metadata().stream()
          .map(MatchResult.Metadata::resourceId)
          .filter(file -> !file.isDirectory())
          .forEach(left::add); // From failed attempts.
      FileSystems.delete(left, StandardMoveOptions.IGNORE_MISSING_FILES);
      for (ResourceId empty :
          List.of(
              directory.resolve(BEAM_TEMP, StandardResolveOptions.RESOLVE_DIRECTORY), directory)) {
        FileSystems.delete(List.of(empty), StandardMoveOptions.IGNORE_MISSING_FILES);
      }
    } catch (IOException e) {
      LOG.warn("The output is complete, but the directory {} could not be removed", staging, e);
    }
  }

  private ResourceId inDirectory(String fileName) {
    return FileSystems.matchNewResource(directory, true)
        .resolve(fileName, StandardResolveOptions.RESOLVE_FILE);
  }

  private static boolean exists(ResourceId file) throws IOException {
    return !FileSystems.match(file.toString(), EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }
}
