// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.DeriveStructure;
import org.pix2prof.transforms.LocalRunner;
import org.pix2prof.transforms.WriteBadRecords;
import org.pix2prof.transforms.WriteProfiles;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.transforms.WriteStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes to files with a common prefix.
 *
 * @param profiles location of the profiles
 * @param structure location of the structural parameters, if they are written
 * @param bad location of the bad records, if they are recorded
 * @param shards maximum files per table; 0 lets the runner choose
 * @param local whether one process on this machine writes everything
 * @param watching whether files of windows are added, run after run
 */
record FileOutput(
    OutputPlace profiles,
    Optional<OutputPlace> structure,
    Optional<OutputPlace> bad,
    int shards,
    boolean local,
    boolean watching)
    implements CaptionOutput {

  /**
   * Suffix of the structural parameters. It begins with an underscore, so that {@code PREFIX-*}
   * matches profiles only.
   */
  static final String STRUCTURE = "_structure";

  /**
   * Creates the output from the options.
   *
   * @throws UsageException if the files cannot be written, or two outputs have the same names
   */
  static FileOutput of(CaptionOptions options) throws UsageException {
    // Paths are checked before the pipeline, which registers the file systems, is created.
    FileSystems.setDefaultPipelineOptions(options);
    checkPath("output", options.getOutput());
    if (options.getBadRecords() != null) {
      checkPath("badRecords", options.getBadRecords());
    }
    OutputPlace profiles = OutputPlace.of(options.getOutput(), format(options));
    Optional<OutputPlace> structure =
        options.isStructure() ? Optional.of(profiles.companion(STRUCTURE)) : Optional.empty();
    FileOutput output =
        new FileOutput(
            profiles,
            structure,
            bad(options),
            shards(options, profiles),
            LocalRunner.isChosenBy(options) && profiles.isLocal(),
            options.getWatch() != null);
    if (LocalRunner.isChosenBy(options)) {
      output.checkDirectories();
    }
    if (output.watching) {
      output.checkWindows();
    }
    output.checkDifferent();
    return output;
  }

  private static void checkPath(String option, String path) throws UsageException {
    try {
      WriteBadRecords.to(path);
      FileSystems.matchNewResource(path, false);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--" + option + "=" + path + ": " + e.getMessage());
    }
  }

  private static Format format(CaptionOptions options) throws UsageException {
    Optional<Format> extension = Format.ofFile(options.getOutput());
    if (options.getFormat() == null) {
      return extension.orElse(Format.PARQUET);
    }
    Format format = options.getFormat().files();
    if (extension.isPresent() && extension.get() != format) {
      throw new UsageException(
          "--output="
              + options.getOutput()
              + " is a file of another format than --format="
              + format.name().toLowerCase(Locale.ROOT)
              + ": give only one of them");
    }
    return format;
  }

  private static Optional<OutputPlace> bad(CaptionOptions options) throws UsageException {
    String bad = options.getBadRecords();
    if (bad == null) {
      return Optional.empty();
    }
    if (Format.ofFile(bad).filter(format -> format != Format.JSON).isPresent()) {
      throw new UsageException(
          "--badRecords="
              + bad
              + " must be a prefix, or a file that ends in .json: bad records are JSON lines");
    }
    return Optional.of(OutputPlace.of(bad, Format.JSON));
  }

  private static int shards(CaptionOptions options, OutputPlace profiles) throws UsageException {
    Integer shards = options.getShards();
    if (shards == null) {
      return 0;
    }
    if (shards < 1) {
      throw new UsageException("--shards must be 1 or more, not " + shards);
    }
    if (shards > 1 && profiles.single()) {
      throw new UsageException(
          "--output="
              + profiles.path()
              + " is one file, not --shards="
              + shards
              + ": give a prefix and --format");
    }
    return shards;
  }

  private void checkDirectories() throws UsageException {
    checkDirectory("output", profiles);
    if (bad.isPresent()) {
      checkDirectory("badRecords", bad.get());
    }
  }

  private static void checkDirectory(String option, OutputPlace place) throws UsageException {
    OutputDirectory.check(option, place.path());
    if (place.single() && place.isLocal() && Files.isDirectory(Path.of(place.path()))) {
      throw new UsageException(
          "--" + option + "=" + place.path() + " cannot be written: it is a directory");
    }
  }

  private void checkWindows() throws UsageException {
    Optional<OutputPlace> single =
        Stream.concat(Stream.of(profiles), bad.stream()).filter(OutputPlace::single).findFirst();
    if (single.isPresent()) {
      throw new UsageException(
          "--watch writes a file for each window: give a prefix in place of the file "
              + single.get().path()
              + (single.get() == profiles ? ", and --format" : ""));
    }
  }

  private void checkDifferent() throws UsageException {
    if (bad.isEmpty()) {
      return;
    }
    if (profiles.isSameAs(bad.get())) {
      throw new UsageException(
          "--badRecords must differ from --output with --format=json: both are "
              + (profiles.single() ? profiles.path() : "PREFIX-*.json"));
    }
    if (structure.isPresent() && structure.get().isSameAs(bad.get())) {
      throw new UsageException(
          "--badRecords must differ from "
              + structure.get().path()
              + " with --format=json and --structure: both are "
              + (profiles.single() ? structure.get().path() : "PREFIX-*.json"));
    }
  }

  @Override
  public Session start(CaptionOptions options, Console console) throws IOException {
    return local ? LocalSession.start(this, options, console) : new RemoteSession(this);
  }

  /** Returns the output locations by table. */
  Map<String, OutputPlace> tables() {
    Map<String, OutputPlace> tables = new LinkedHashMap<>();
    tables.put(RunFile.PROFILES, profiles);
    structure.ifPresent(place -> tables.put(RunFile.STRUCTURE, place));
    bad.ifPresent(place -> tables.put(RunFile.BAD_RECORDS, place));
    return tables;
  }

  /** Writes the profiles and, if requested, their structural parameters. */
  void write(PCollection<SurfaceBrightnessProfile> input) {
    WriteProfiles write = WriteProfiles.create().withNumShards(shards);
    input.apply(
        "WriteProfiles",
        profiles.single()
            ? write.toFile(profiles.path())
            : write.to(profiles.path()).withFormat(profiles.format()));
    if (structure.isPresent()) {
      input
          .apply("DeriveStructure", DeriveStructure.create())
          .apply("WriteStructure", writeStructure(structure.get()));
    }
  }

  private WriteStructure writeStructure(OutputPlace place) {
    WriteStructure write = WriteStructure.create().withNumShards(shards);
    return place.single()
        ? write.toFile(place.path())
        : write.to(place.path()).withFormat(place.format());
  }

  /** Writes the bad records. */
  PTransform<PCollection<BadRecord>, PCollection<String>> writeBadRecords() {
    OutputPlace place = bad.orElseThrow();
    return place.single() ? WriteBadRecords.toFile(place.path()) : WriteBadRecords.to(place.path());
  }

  @Override
  public List<String> places() {
    return Stream.concat(Stream.of(profiles), structure.stream()).map(OutputPlace::shown).toList();
  }

  @Override
  public Optional<String> badPlace() {
    return bad.map(OutputPlace::shown);
  }
}
