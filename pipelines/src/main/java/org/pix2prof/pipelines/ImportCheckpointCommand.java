// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.checkpoint.CheckpointImporter;
import org.pix2prof.model.engine.KnownAnswers;

/** Converts a checkpoint of the published training code to a model bundle. */
@AutoService(Command.class)
public final class ImportCheckpointCommand implements Command {

  /** Options of the command. */
  public interface Options extends CommandOptions {
    /**
     * The checkpoint.
     *
     * @return path of a file
     */
    @Description("The checkpoint, a file that PyTorch's torch.save wrote (.pth).")
    @Validation.Required
    String getCheckpoint();

    /**
     * Sets {@link #getCheckpoint}.
     *
     * @param checkpoint path of a file
     */
    void setCheckpoint(String checkpoint);

    /**
     * The bundle.
     *
     * @return path of a directory
     */
    @Description("Directory of the model bundle, created if missing: --model of caption.")
    @Validation.Required
    String getOutput();

    /**
     * Sets {@link #getOutput}.
     *
     * @param output path of a directory
     */
    void setOutput(String output);
  }

  @Override
  public String name() {
    return "import-checkpoint";
  }

  @Override
  public String summary() {
    return "converts a checkpoint of the published PyTorch code into a model";
  }

  @Override
  public Class<? extends CommandOptions> options() {
    return Options.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    Options options = commandOptions.as(Options.class);
    Path checkpoint = Path.of(options.getCheckpoint());
    if (Files.isDirectory(checkpoint)) {
      throw new UsageException("--checkpoint must be a file, " + checkpoint + " is a directory");
    }
    Path output = Path.of(options.getOutput());
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException("--output must be a directory, " + output + " is a file");
    }
    CheckpointImporter.importCheckpoint(checkpoint, output);
    ModelManifest manifest = KnownAnswers.add(output);
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: %s %s, weights with SHA-256 %s%n",
            output,
            manifest.name(),
            manifest.version(),
            manifest.sha256());
  }
}
