// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.transforms.WriteProfiles.Format;

/**
 * Record of a completed run, written beside its profiles as the JSON file {@code PREFIX.run}.
 *
 * @param started start time, ISO 8601 in UTC
 * @param seconds duration from the first step to the last
 * @param runner of the pipeline
 * @param images number of images read, {@link RunCounts#images}
 * @param profiles number of profiles written
 * @param badRecords unusable images and files by reason
 * @param badRecordsPrefix prefix of their list; null if the first one would have ended the run
 * @param hdusSkipped HDUs without science images, by kind
 * @param positionsOutside catalogue positions on no frame that are not bad records
 * @param masksMissing images of a survey without their mask
 * @param profilesAssumed profiles with an assumed quantity that their images do not give, by
 *     quantity
 * @param profilesDoubtful profiles whose calibration cannot be trusted
 * @param captionSeconds duration from the first image at the model to the last profile, without the
 *     start-up; 0 if unknown
 * @param runId identifier of the run; null in records of earlier versions
 * @param files written; null if they are unknown
 */
record RunRecord(
    String started,
    double seconds,
    String runner,
    long images,
    long profiles,
    Map<String, Long> badRecords,
    String badRecordsPrefix,
    Map<String, Long> hdusSkipped,
    long positionsOutside,
    long masksMissing,
    Map<String, Long> profilesAssumed,
    long profilesDoubtful,
    double captionSeconds,
    String runId,
    List<RunFile> files) {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(SerializationFeature.INDENT_OUTPUT);

  private static final Pattern GLOB = Pattern.compile("[*?\\[{]");

  private static final Pattern SHARD = Pattern.compile("(?<prefix>.+)-\\d{5,}-of-\\d{5,}\\.[a-z]+");

  static RunRecord of(CaptionOptions options, Instant started, double seconds, RunCounts counts) {
    return new RunRecord(
        started.toString(),
        seconds,
        options.getRunner().getSimpleName(),
        counts.images(),
        counts.profiles(),
        counts.badByReason(),
        options.getBadRecords(),
        counts.skippedByReason(),
        counts.outside(),
        counts.missingMasks(),
        counts.assumedByWhat(),
        counts.doubtful(),
        counts.captionSeconds(),
        null,
        null);
  }

  /** Returns the same record with the run's identifier and files. */
  RunRecord with(String runId, List<RunFile> files) {
    return new RunRecord(
        started,
        seconds,
        runner,
        images,
        profiles,
        badRecords,
        badRecordsPrefix,
        hdusSkipped,
        positionsOutside,
        masksMissing,
        profilesAssumed,
        profilesDoubtful,
        captionSeconds,
        runId,
        files);
  }

  /** Writes the record to a file of this machine. */
  void write(Path file) throws IOException {
    try {
      Files.write(file, MAPPER.writeValueAsBytes(this));
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + Failures.reason(e), e);
    }
  }

  /** Reads the record of an earlier run, of this or another version, if it is one. */
  static Optional<RunRecord> ofEarlierRun(Path file) {
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(
              MAPPER
                  .reader()
                  .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                  .readValue(file.toFile(), RunRecord.class))
          .filter(RunRecord::isUsable);
    } catch (IOException e) {
      return Optional.empty(); // It is replaced anyway.
    }
  }

  /** Returns whether all values that are needed are there: a record is a file like any other. */
  private boolean isUsable() {
    return started != null
        && runner != null
        && badRecords != null
        && !badRecords.containsValue(null)
        && (files == null || files.stream().allMatch(RunRecord::isUsable));
  }

  private static boolean isUsable(RunFile file) {
    // A NUL would make the name an invalid path.
    return file != null
        && file.table() != null
        && file.name() != null
        && file.name().indexOf('\0') < 0;
  }

  /** Writes the record beside the profiles of a prefix and replaces that of an earlier run. */
  void write(String prefix) throws IOException {
    byte[] json = MAPPER.writeValueAsBytes(this);
    try (OutputStream out =
        Channels.newOutputStream(
            FileSystems.create(
                FileSystems.matchNewResource(file(prefix), false), "application/json"))) {
      out.write(json);
    }
  }

  /**
   * Reads the record beside profiles.
   *
   * @param profiles their prefix, or a file or pattern of files of one prefix
   * @return the record; empty if there is none
   * @throws IOException if it exists but cannot be read; names the file
   */
  static Optional<RunRecord> read(String profiles) throws IOException {
    Optional<RunRecord> record =
        GLOB.matcher(profiles).find() ? Optional.empty() : ofPrefix(profiles);
    if (record.isPresent()) {
      return record;
    }
    Set<String> prefixes = new TreeSet<>();
    for (ResourceId file : match(profiles)) {
      String name = file.getFilename();
      Matcher shard = SHARD.matcher(name);
      if (shard.matches()) {
        prefixes.add(file.getCurrentDirectory() + shard.group("prefix"));
      } else if (Format.ofFile(name).isPresent()) {
        prefixes.add(file.getCurrentDirectory() + name.substring(0, name.lastIndexOf('.')));
      }
    }
    return prefixes.size() == 1 ? ofPrefix(prefixes.iterator().next()) : Optional.empty();
  }

  /**
   * Checks that lists of bad records belong to this run, if the record lists its files.
   *
   * @throws IOException if a list does not; names it
   */
  void checkBadRecords(OutputPlace place) throws IOException {
    if (files == null) {
      return;
    }
    for (MatchResult.Metadata file : place.files()) {
      String full = file.resourceId().toString();
      boolean own =
          files.stream()
              .filter(f -> f.table().equals(RunFile.BAD_RECORDS))
              .filter(f -> full.equals(f.name()) || full.endsWith("/" + f.name()))
              .anyMatch(f -> f.bytes() == file.sizeBytes());
      if (!own) {
        throw new IOException(
            full
                + " is not from the run that wrote the profiles, according to its record: run"
                + " caption again, or give the --badRecords of that run");
      }
    }
  }

  private static List<ResourceId> match(String pattern) throws IOException {
    return FileSystems.match(pattern, EmptyMatchTreatment.ALLOW).metadata().stream()
        .map(MatchResult.Metadata::resourceId)
        .toList();
  }

  private static Optional<RunRecord> ofPrefix(String prefix) throws IOException {
    List<ResourceId> match = match(file(prefix));
    if (match.isEmpty()) {
      return Optional.empty();
    }
    try (InputStream in = Channels.newInputStream(FileSystems.open(match.get(0)))) {
      RunRecord record = MAPPER.readValue(in, RunRecord.class);
      if (record == null || !record.isUsable()) {
        throw new IOException("values are missing");
      }
      return Optional.of(record);
    } catch (FileNotFoundException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IOException(file(prefix) + ": not the record of a run: " + e.getMessage(), e);
    }
  }

  private static String file(String prefix) {
    return prefix + ".run";
  }
}
