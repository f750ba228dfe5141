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
 * The files of one output, {@code PREFIX-SSSSS-of-NNNNN.EXT}, and how a new set of them takes the
 * place of an old one.
 *
 * <p>A set is first written whole to a hidden folder beside the output. {@link #replace} then
 * deletes every old file, and only after that moves the new ones in. So at any moment the output is
 * the old set, a part of the old set, a part of the new set or the new set, and a part is seen by
 * the numbers that are missing from its names.
 *
 * <p>An output may also be one file, {@code NAME.EXT}, which takes the place of the old one at
 * once.
 *
 * @param folder where the output is
 * @param staging hidden folder in {@code folder} where the new set is written first
 * @param name what the names of the files begin with
 * @param suffix what they end with
 * @param single whether the output is the one file {@code NAME.EXT}
 */
record OutputFiles(String folder, String staging, String name, String suffix, boolean single)
    implements Serializable {
  private static final Logger LOG = LoggerFactory.getLogger(OutputFiles.class);

  /** The folder that Beam's windowed writes leave behind. */
  private static final String BEAM_TEMP = ".temp-beam";

  private static final DateTimeFormatter TIME =
      DateTimeFormat.forPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZoneUTC();
  private static final String WINDOW_AND_PANE =
      "(?<window>(\\d{8,}T\\d{6}\\.\\d{3}Z-\\d{8,}T\\d{6}\\.\\d{3}Z-)?(\\d+-)?)";

  /**
   * Checks the text of a prefix, without looking at any file system.
   *
   * @throws IllegalArgumentException if it names a folder or a pattern
   */
  static String checkPrefix(String prefix) {
    if (prefix.isEmpty() || prefix.endsWith("/") || prefix.endsWith("\\")) {
      throw new IllegalArgumentException(
          "an output prefix must end in the beginning of a file name, such as out/profiles, not '"
              + prefix
              + "'");
    }
    if (Pattern.compile("[*?\\[\\]{}]").matcher(prefix).find()) {
      throw new IllegalArgumentException(
          "an output prefix is a plain path, not a pattern: '" + prefix + "'");
    }
    return prefix;
  }

  /**
   * The files of a prefix.
   *
   * @param prefix folder and beginning of the name, at any Beam file system
   * @param suffix with its dot
   */
  static OutputFiles of(String prefix, String suffix) {
    return of(prefix, suffix, UUID.randomUUID().toString());
  }

  /**
   * The format of one file.
   *
   * @throws IllegalArgumentException if its extension is none of a format
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
   * Names an output that is one file.
   *
   * @param file name with its extension, at any Beam file system
   */
  static OutputFiles ofFile(String file) {
    String suffix = file.substring(file.lastIndexOf('.'));
    OutputFiles files = of(file.substring(0, file.length() - suffix.length()), suffix);
    return new OutputFiles(files.folder, files.staging, files.name, suffix, true);
  }

  /** The same output, which windows are added to, run after run: all stage in one folder. */
  OutputFiles forWindows() {
    return of(folder + name, suffix, "windows");
  }

  /** Folder and beginning of the names, or the one file. */
  String place() {
    return folder + name + (single ? suffix : "");
  }

  private static OutputFiles of(String prefix, String suffix, String run) {
    ResourceId resource = FileSystems.matchNewResource(checkPrefix(prefix), false);
    ResourceId folder = resource.getCurrentDirectory();
    String name = resource.getFilename();
    ResourceId staging =
        folder.resolve("." + name + "-" + run, StandardResolveOptions.RESOLVE_DIRECTORY);
    return new OutputFiles(folder.toString(), staging.toString(), name, suffix, false);
  }

  /** Name of one file, with its window and pane where they are not the only ones. */
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

  /** Final name of a file of a set. */
  private String fileName(int shards, int shard) {
    return single ? name + suffix : name + '-' + numbers(shard, shards) + suffix;
  }

  private static String time(Instant time) {
    return TIME.print(time);
  }

  /**
   * Replaces whatever an earlier run left, its record too, by the staged files, which have their
   * final names already. Can be repeated after a failure at any point: what was moved in already
   * stays.
   *
   * @param staged files of the staging folder
   * @return where they are now
   * @throws IOException if the file system fails, or a staged file is gone
   */
  List<String> replace(Iterable<String> staged) throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    for (String file : staged) {
      names.put(file, FileSystems.matchNewResource(file, false).getFilename());
    }
    return replace(names);
  }

  /**
   * Replaces as {@link #replace(Iterable)} does, and numbers the files anew in the order of their
   * names.
   *
   * @param staged files of the staging folder, under any names
   * @return where they are now
   * @throws IOException if the file system fails, or a staged file is gone
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
      moves.put(file.getValue(), new Move(from, inFolder(file.getValue()), exists(from)));
    }
    RunFiles run = new RunFiles(FileSystems.matchNewResource(folder, true), name);
    run.delete();
    deleteOld(moves);
    move(moves.values());
    for (Move move : moves.values()) {
      if (!exists(move.to)) {
        throw new FileNotFoundException(
            "output file " + move.to + " is incomplete: its staged file " + move.from + " is gone");
      }
    }
    run.deleteMarks();
    removeStaging();
    return moves.values().stream().map(move -> move.to.toString()).sorted().toList();
  }

  private record Move(ResourceId from, ResourceId to, boolean pending) {}

  /**
   * Moves one staged file to its place, over whatever is there. Can be repeated: a staged file that
   * is gone was moved by an earlier attempt.
   *
   * <p>Where both are gone, whoever reads the output may have taken the file between two attempts,
   * or somebody has emptied the staging folder. That cannot be told, and to fail would be to fail
   * at every repeat, so it is counted.
   *
   * @param staged file of the staging folder
   * @param fileName final name, without the folder
   * @param missing counts the files of which nothing is left
   * @return where it is now, or was
   * @throws IOException if the file system fails
   */
  String publish(String staged, String fileName, Counter missing) throws IOException {
    ResourceId from = FileSystems.matchNewResource(staged, false);
    ResourceId to = inFolder(fileName);
    if (exists(from)) {
      FileSystems.rename(List.of(from), List.of(to), StandardMoveOptions.IGNORE_MISSING_FILES);
    } else if (!exists(to)) {
      missing.inc();
      LOG.warn("{} is missing, and so is {}, from which it is made", to, from);
    }
    return to.toString();
  }

  /**
   * Writes a file to the staging folder, under a name that no other attempt has.
   *
   * @param fileName what its name begins with
   * @param sink for the format
   * @param elements to write
   * @return where it is
   * @throws IOException if it cannot be written; names the output and the reason
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

  /** Some file systems fail with unchecked exceptions, such as where there are no credentials. */
  private static WritableByteChannel create(ResourceId file) throws IOException {
    try {
      return FileSystems.create(file, MimeTypes.BINARY);
    } catch (RuntimeException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /**
   * Names that {@link #fileName} gives. Their groups are {@code window} (with the pane; empty where
   * there is neither), {@code shard}, {@code shards} and {@code suffix}.
   *
   * @param name what they begin with
   * @param suffix what they end with, as a regular expression
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
   * Names of the hidden folders in which runs stage the files of a name.
   *
   * @param name what the names of the files begin with
   */
  static Pattern stagingNames(String name) {
    return Pattern.compile(
        Pattern.quote("." + name + "-") + "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  /** Deletes what this class could have written under this prefix, and nothing else. */
  private void deleteOld(Map<String, Move> moves) throws IOException {
    if (single) {
      if (moves.isEmpty()) {
        FileSystems.delete(
            List.of(inFolder(name + suffix)), StandardMoveOptions.IGNORE_MISSING_FILES);
      }
      return; // The move replaces it at once.
    }
    Pattern own = names(name, Pattern.quote(suffix));
    List<ResourceId> old = new ArrayList<>();
    String pattern = inFolder(name + "-").toString() + "*" + suffix;
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
    ResourceId folder = FileSystems.matchNewResource(staging, true);
    try {
      List<ResourceId> left = new ArrayList<>();
      FileSystems.match(folder + "*", EmptyMatchTreatment.ALLOW).metadata().stream()
          .map(MatchResult.Metadata::resourceId)
          .filter(file -> !file.isDirectory())
          .forEach(left::add); // Of attempts that failed.
      FileSystems.delete(left, StandardMoveOptions.IGNORE_MISSING_FILES);
      for (ResourceId empty :
          List.of(folder.resolve(BEAM_TEMP, StandardResolveOptions.RESOLVE_DIRECTORY), folder)) {
        FileSystems.delete(List.of(empty), StandardMoveOptions.IGNORE_MISSING_FILES);
      }
    } catch (IOException e) {
      LOG.warn("The output is complete, but the folder {} could not be removed", staging, e);
    }
  }

  private ResourceId inFolder(String fileName) {
    return FileSystems.matchNewResource(folder, true)
        .resolve(fileName, StandardResolveOptions.RESOLVE_FILE);
  }

  private static boolean exists(ResourceId file) throws IOException {
    return !FileSystems.match(file.toString(), EmptyMatchTreatment.ALLOW).metadata().isEmpty();
  }
}
