// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.EmptyMatchTreatment;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.transforms.MatchFiles;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.transforms.ReadProfiles;
import org.pix2prof.transforms.WriteBadRecords;
import org.pix2prof.transforms.WriteProfiles.Format;
import org.pix2prof.transforms.WriteReport;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.RunSummary;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** The command {@code report}, which shows profiles on a page. */
@AutoService(Command.class)
public final class ReportCommand implements Command {
  @Override
  public String name() {
    return "report";
  }

  @Override
  public String summary() {
    return "shows profiles and their images on a page in the browser";
  }

  @Override
  public Class<ReportOptions> options() {
    return ReportOptions.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    ReportOptions options = commandOptions.as(ReportOptions.class);
    Optional<CatalogSource> catalog = catalog(options);
    List<String> patterns =
        catalog.isPresent() ? List.of() : InputFiles.patterns("input", options.getInput());
    Pipeline pipeline = PipelineRun.create(options);
    try {
      // On a cluster, this process may not see the files.
      if (PipelineRun.isLocal(options)) {
        if (catalog.isPresent()) {
          catalog.get().count();
        } else {
          InputFiles.count("input", patterns);
        }
        WriteReport.checkDirectory(options.getOutput());
      }
      build(pipeline, options, catalog, patterns);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
    ReportCounts counts;
    try (OutputLock lock = lock(options);
        InterruptNotice notice =
            InterruptNotice.of(console, "report", () -> interrupted(lock, options.getOutput()))) {
      counts = ReportCounts.of(PipelineRun.result(pipeline, console, ExpectedImages.unknown()));
    }
    counts
        .warnings(
            catalog.isPresent()
                ? "--catalog=" + options.getCatalog()
                : "--input=" + options.getInput(),
            options.getReference())
        .forEach(warning -> console.err().println("pix2prof: warning: " + warning));
    console
        .out()
        .println(
            counts.summary(options.getReference() != null)
                + " -> "
                + options.getOutput().replaceFirst("/*$", "/index.html"));
  }

  /** Locks the directory; returns null if it is not on this machine. */
  private static @Nullable OutputLock lock(ReportOptions options) throws IOException {
    ResourceId directory = FileSystems.matchNewResource(options.getOutput(), true);
    return PipelineRun.isLocal(options) && directory.getScheme().equals("file")
        ? OutputLock.ofDirectory(Path.of(directory.toString()))
        : null;
  }

  private static String interrupted(@Nullable OutputLock lock, String output) {
    String left = "the page in " + output + " is unchanged";
    try {
      if (lock != null) {
        lock.close();
      }
      return left;
    } catch (IOException e) {
      return left; // The next run deletes the lock file.
    }
  }

  private static Optional<CatalogSource> catalog(ReportOptions options) throws UsageException {
    CaptionOptions captioned = options.as(CaptionOptions.class);
    if (options.getCatalog() == null) {
      CatalogSource.refuseWithout(captioned);
      return Optional.empty();
    }
    return Optional.of(CatalogSource.of(captioned));
  }

  private static void build(
      Pipeline pipeline,
      ReportOptions options,
      Optional<CatalogSource> catalog,
      List<String> patterns)
      throws IOException, UsageException {
    Optional<RunRecord> record = RunRecord.read(options.getProfiles());
    WriteReport report =
        WriteReport.create().to(options.getOutput()).withModel(ModelRef.of(options.getModel()));
    if (options.getReference() != null) {
      report = report.withReference(options.getReference());
    }
    if (record.isPresent()) {
      report = report.withRun(run(record.get()));
    }
    // The images include those that caption skipped. The report skips and records them too.
    var unreadable = pipeline.registerBadRecordErrorHandler(WriteBadRecords.lines());
    PCollection<GalaxyImage> images;
    try (unreadable) {
      images =
          catalog.isPresent()
              ? catalog.get().images(pipeline, unreadable)
              : pipeline.apply(
                  "ReadFits",
                  ReadFits.create().from(patterns).via(FileSource.reader(options, unreadable)));
    }
    PCollectionList<String> bad = PCollectionList.of(unreadable.getOutput());
    String prefix =
        Optional.ofNullable(options.getBadRecords())
            .orElse(record.map(RunRecord::badRecordsPrefix).orElse(null));
    if (prefix != null) {
      OutputPlace place = OutputPlace.of(prefix, Format.JSON);
      if (record.isPresent()) {
        record.get().checkBadRecords(place);
      }
      bad = bad.and(lines(pipeline, place));
    }
    PCollection<SurfaceBrightnessProfile> profiles =
        pipeline.apply("ReadProfiles", ReadProfiles.create().from(options.getProfiles()));
    PCollectionTuple.of(WriteReport.PROFILES, profiles)
        .and(WriteReport.IMAGES, images)
        .and(WriteReport.BAD_RECORDS, bad.apply("AllBadRecords", Flatten.pCollections()))
        .apply("WriteReport", report);
  }

  private static RunSummary run(RunRecord record) {
    return new RunSummary(
        record.started(),
        record.seconds(),
        record.runner(),
        record.images(),
        record.badRecords(),
        record.captionSeconds());
  }

  /** Reads the list of a run's bad records; a run without bad records has no such file. */
  private static PCollection<String> lines(Pipeline pipeline, OutputPlace place) {
    return pipeline
        .apply(
            "BadRecords",
            MatchFiles.of(List.of(place.shown()))
                .withEmptyMatchTreatment(EmptyMatchTreatment.ALLOW))
        .apply("OpenBadRecords", FileIO.readMatches())
        .apply("ReadBadRecords", ParDo.of(new ReadBadRecordsFn()));
  }
}
