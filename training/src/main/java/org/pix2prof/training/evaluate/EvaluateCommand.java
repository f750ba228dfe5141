package org.pix2prof.training.evaluate;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.util.List;
import org.apache.beam.sdk.io.FileSystems;
import org.apache.beam.sdk.io.fs.ResolveOptions.StandardResolveOptions;
import org.apache.beam.sdk.io.fs.ResourceId;
import org.pix2prof.pipelines.CaptionPipeline;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.Tally;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** {@code evaluate}: how far a model's profiles are from reference profiles. */
@AutoService(Command.class)
public final class EvaluateCommand implements Command {
  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "holds a model's profiles against reference profiles";
  }

  @Override
  public Class<EvaluateOptions> options() {
    return EvaluateOptions.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    EvaluateOptions options = commandOptions.as(EvaluateOptions.class);
    if (!options.getRunner().getSimpleName().equals("DirectRunner")) {
      throw new UsageException(
          "--runner must be DirectRunner, not "
              + options.getRunner().getSimpleName()
              + ": evaluate collects the profiles in this process");
    }
    FileSystems.setDefaultPipelineOptions(options);
    List<ReferenceProfile> references = ProfileTable.read(options.getTruth());
    try (CollectProfiles collected = new CollectProfiles()) {
      Tally tally =
          CaptionPipeline.run(options, console, profiles -> profiles.apply("Collect", collected));
      List<SurfaceBrightnessProfile> predictions = collected.profiles();
      List<Match> matches = Match.of(references, predictions);
      Evaluation evaluation =
          Evaluation.of(options.getTruth(), matches, predictions.size(), tally.badByReason());
      EvaluationText.print(evaluation, console.out());
      if (options.getOutput() != null) {
        write(file(options.getOutput()), out -> out.write(EvaluationJson.bytes(evaluation)));
      }
      if (options.getPlots() != null) {
        plot(matches, FileSystems.matchNewResource(options.getPlots(), true));
      }
    }
  }

  private static void plot(List<Match> matches, ResourceId folder) throws IOException {
    List<Match> matched = matches.stream().filter(m -> m.prediction().isPresent()).toList();
    List<Deviation> deviations = matched.stream().map(Evaluation::deviation).toList();
    write(in(folder, "profiles.png"), out -> ProfilePlot.gallery(matched, out));
    write(in(folder, "deviation.png"), out -> ProfilePlot.deviation(deviations, out));
  }

  private static ResourceId file(String name) {
    return FileSystems.matchNewResource(name, false);
  }

  private static ResourceId in(ResourceId folder, String name) {
    return folder.resolve(name, StandardResolveOptions.RESOLVE_FILE);
  }

  /** Writes to a file. */
  private interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  private static void write(ResourceId file, Content content) throws IOException {
    try (OutputStream out =
        Channels.newOutputStream(FileSystems.create(file, "application/octet-stream"))) {
      content.writeTo(out);
    }
  }
}
