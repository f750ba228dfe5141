package org.pix2prof.pipelines;

import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.checkpoint.CheckpointImporter;
import org.pix2prof.model.engine.KnownAnswers;

/** Makes a model bundle of a checkpoint that the published training code wrote. */
@AutoService(Command.class)
public final class ImportCheckpointCommand implements Command {

  /** What to read and where to write. */
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
     * See {@link #getCheckpoint}.
     *
     * @param checkpoint path of a file
     */
    void setCheckpoint(String checkpoint);

    /**
     * The bundle.
     *
     * @return path of a folder
     */
    @Description("Folder for the model bundle, made if it is not there: --model of caption.")
    @Validation.Required
    String getOutput();

    /**
     * See {@link #getOutput}.
     *
     * @param output path of a folder
     */
    void setOutput(String output);
  }

  @Override
  public String name() {
    return "import-checkpoint";
  }

  @Override
  public String summary() {
    return "makes a model of a published PyTorch checkpoint";
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
      throw new UsageException("--checkpoint must be a file, " + checkpoint + " is a folder");
    }
    Path output = Path.of(options.getOutput());
    if (Files.exists(output) && !Files.isDirectory(output)) {
      throw new UsageException("--output must be a folder, " + output + " is a file");
    }
    CheckpointImporter.importCheckpoint(checkpoint, output);
    ModelManifest manifest = KnownAnswers.add(output);
    console
        .out()
        .printf(
            "%s: %s %s, weights with SHA-256 %s%n",
            output, manifest.name(), manifest.version(), manifest.sha256());
  }
}
