// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Optional;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.OutputLock;
import org.pix2prof.pipelines.Progress;
import org.pix2prof.pipelines.UsageException;

/** The command {@code train}, which trains a model on simulated galaxies. */
@AutoService(Command.class)
public final class TrainCommand implements Command {

  /** Constructor for {@link java.util.ServiceLoader}. */
  public TrainCommand() {}

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "trains a model on simulated galaxies (--resume continues an interrupted run)";
  }

  @Override
  public Class<? extends CommandOptions> options() {
    return TrainOptions.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    TrainOptions options = commandOptions.as(TrainOptions.class);
    long galaxies = galaxies(options);
    requirePositive("galaxies", galaxies);
    requirePositive("batch", options.getBatch());
    requirePositive("rate", options.getRate());
    requirePositive("iterations", options.getIterations());
    requirePositive("width", options.getWidth());
    requirePositive("hidden", options.getHidden());
    requirePositive("simulatorThreads", options.getSimulatorThreads());
    requirePositive("validateEvery", options.getValidateEvery());
    requirePositive("validationGalaxies", options.getValidationGalaxies());
    requirePositive("calibrationGalaxies", options.getCalibrationGalaxies());
    if (!(options.getMinutes() >= 0)) {
      throw new UsageException("--minutes must be 0 or more, not " + options.getMinutes());
    }
    Path directory = Path.of(options.getOutput());
    Trainer.Plan plan =
        new Trainer.Plan(
            options.getSeed(),
            galaxies,
            options.getMinutes(),
            options.getBatch(),
            options.getRate(),
            options.getIterations(),
            options.getWidth(),
            options.getHidden(),
            options.getSimulatorThreads(),
            options.getValidateEvery(),
            options.getValidationGalaxies(),
            options.getCalibrationGalaxies(),
            options.getCalibrationSurvey(),
            options.getSurvey(),
            options.getInitialModel() == null
                ? Optional.empty()
                : Optional.of(ModelBundle.open(options.getInitialModel())));
    boolean timed = options.getMinutes() > 0;
    long total = timed ? Math.round(60 * options.getMinutes()) : galaxies;
    try (OutputLock lock = OutputLock.ofDirectory(directory);
        Progress progress = console.progress(timed ? "seconds" : "galaxies", total)) {
      Trainer trainer =
          new Trainer(
              plan,
              directory,
              console.out()::println,
              (processed, seconds) -> progress.update(timed ? (long) seconds : processed, 0));
      Validation.Result result = trainer.train(options.isResume());
      console.out().println(directory.resolve("model") + ": " + result);
    }
  }

  private static long galaxies(TrainOptions options) {
    if (options.getGalaxies() != null) {
      return options.getGalaxies();
    }
    return options.getMinutes() > 0 ? Long.MAX_VALUE : 100_000;
  }

  private static void requirePositive(String option, double value) throws UsageException {
    if (!(value > 0)) {
      throw new UsageException("--" + option + " must be greater than 0, not " + value);
    }
  }
}
