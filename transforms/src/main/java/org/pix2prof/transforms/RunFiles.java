// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.MatchResult;
import org.apache.beam.sdk.io.fs.MoveOptions.StandardMoveOptions;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;

/**
 * The files that the record {@code NAME.run} of a run lists.
 *
 * @param directory directory of the files
 * @param name beginning of their names
 */
record RunFiles(ResourceId directory, String name) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** A recorded file; the checksum is present if it was computed. */
  record Entry(long bytes, Optional<String> sha256) {}

  /**
   * Checks that no run was interrupted while it replaced the files.
   *
   * @throws IOException if a run was interrupted, or is replacing them now
   */
  void checkWhole() throws IOException {
    if (!marks().isEmpty() && record().isEmpty()) {
      throw new IOException(
          "the files of "
              + directory
              + name
              + " may be of several runs: one was interrupted while it replaced them, or is just"
              + " doing so; run it again");
    }
  }

  /**
   * Returns the files that the run lists, by name; those of other directories by full name.
   *
   * @return empty if there is no record, or it lists no files
   * @throws IOException if the record cannot be read
   */
  Map<String, Entry> entries() throws IOException {
    Map<String, Entry> entries = new LinkedHashMap<>();
    Optional<JsonNode> record = record();
    if (record.isPresent()) {
      for (JsonNode file : record.get().path("files")) {
        entries.put(
            file.path("name").asText(),
            new Entry(
                file.path("bytes").asLong(), Optional.ofNullable(file.path("sha256").textValue())));
      }
    }
    return entries;
  }

  /** Returns the full name of the record. */
  String file() {
    return directory.resolve(name + ".run", StandardResolveOptions.RESOLVE_FILE).toString();
  }

  /** Deletes the record, because its files are replaced. */
  void delete() throws IOException {
    if (record().isPresent()) {
      FileSystems.delete(
          List.of(FileSystems.matchNewResource(file(), false)),
          StandardMoveOptions.IGNORE_MISSING_FILES);
    }
  }

  /** Deletes the marks of interrupted runs, because all files are of one run again. */
  void deleteMarks() throws IOException {
    for (Path mark : marks()) {
      Files.deleteIfExists(mark);
    }
  }

  /** Another file with that name is not a record. */
  private Optional<JsonNode> record() throws IOException {
    List<MatchResult.Metadata> match =
        FileSystems.match(file(), EmptyMatchTreatment.ALLOW).metadata();
    if (match.isEmpty() || match.get(0).resourceId().isDirectory()) {
      return Optional.empty();
    }
    try (InputStream in = BeamFiles.open(match.get(0).resourceId())) {
      return Optional.of(MAPPER.readTree(in)).filter(node -> node.has("started"));
    } catch (FileNotFoundException | JsonProcessingException | CharConversionException e) {
      return Optional.empty();
    }
  }

  private List<Path> marks() throws IOException {
    if (!directory.getScheme().equals("file")) {
      return List.of();
    }
    Pattern staging = OutputFiles.stagingNames(name);
    List<Path> marks = new ArrayList<>();
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(
            Path.of(directory.toString()),
            file -> staging.matcher(file.getFileName().toString()).matches())) {
      for (Path staged : all) {
        Path mark = staged.resolve(ReadProfiles.REPLACING);
        if (Files.exists(mark)) {
          marks.add(mark);
        }
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    return marks;
  }
}
