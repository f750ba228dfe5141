// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.Validation;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.engine.KnownAnswers;

/** Adds a known answer to a model bundle. */
@AutoService(Command.class)
public final class AddKnownAnswerCommand implements Command {

  /** Options of the command. */
  public interface Options extends CommandOptions {
    /**
     * The bundle.
     *
     * @return path of a directory
     */
    @Description("Directory of the model bundle. Its manifest is rewritten.")
    @Validation.Required
    String getModel();

    /**
     * Sets {@link #getModel}.
     *
     * @param model path of a directory
     */
    void setModel(String model);
  }

  @Override
  public String name() {
    return "add-known-answer";
  }

  @Override
  public String summary() {
    return "adds a test profile to a model, which detects machines that compute wrongly";
  }

  @Override
  public Class<? extends CommandOptions> options() {
    return Options.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    Path model = Path.of(commandOptions.as(Options.class).getModel());
    if (!Files.isDirectory(model)) {
      throw new UsageException("--model must be a directory, " + model + " is not one");
    }
    ModelManifest manifest = KnownAnswers.add(model);
    console
        .out()
        .printf(
            Locale.ROOT,
            "%s: known answer of %s %s, %d values%n",
            model,
            manifest.name(),
            manifest.version(),
            manifest.knownAnswer().mu().size());
  }
}
