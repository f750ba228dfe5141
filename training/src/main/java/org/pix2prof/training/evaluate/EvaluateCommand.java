// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.beam.sdk.io.FileSystems;
import org.pix2prof.internal.references.ProfileMatch;
import org.pix2prof.internal.references.ProfileTable;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.pipelines.CaptionPipeline;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.PipelineRun;
import org.pix2prof.pipelines.RunCounts;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.training.LocalSink;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** The command {@code evaluate}, which compares a model's profiles with reference profiles. */
@AutoService(Command.class)
public final class EvaluateCommand implements Command {
  @Override
  public String name() {
    return "evaluate";
  }

  @Override
  public String summary() {
    return "compares a model's profiles with reference profiles";
  }

  @Override
  public Class<EvaluateOptions> options() {
    return EvaluateOptions.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    EvaluateOptions options = commandOptions.as(EvaluateOptions.class);
    if (!PipelineRun.isLocal(options)) {
      throw new UsageException(
          "--runner must be DirectRunner, not "
              + options.getRunner().getSimpleName()
              + ": evaluate collects the profiles in this process");
    }
    if (options.getGallery() < 0) {
      throw new UsageException("--gallery must be 0 or more, not " + options.getGallery());
    }
    FileSystems.setDefaultPipelineOptions(options);
    List<ReferenceProfile> references = ProfileTable.read(options.getTruth());
    Queue<SurfaceBrightnessProfile> collected = new ConcurrentLinkedQueue<>();
    try (LocalSink<SurfaceBrightnessProfile> sink = new LocalSink<>(collected::add)) {
      RunCounts counts =
          CaptionPipeline.run(options, console, profiles -> profiles.apply("Collect", sink));
      List<SurfaceBrightnessProfile> predictions = List.copyOf(collected);
      List<ProfileMatch> matches = ProfileMatch.of(references, predictions);
      Evaluation evaluation =
          Evaluation.of(options.getTruth(), matches, predictions.size(), counts.badByReason());
      EvaluationText.print(evaluation, console.out());
      if (options.getOutput() != null) {
        OutputFile.write(
            FileSystems.matchNewResource(options.getOutput(), false),
            out -> out.write(EvaluationJson.bytes(evaluation)));
      }
      if (options.getPlots() != null) {
        Plots.write(matches, options, console);
      }
    }
  }
}
