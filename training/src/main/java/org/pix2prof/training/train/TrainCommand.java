package org.pix2prof.training.train;

import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.Optional;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.Progress;
import org.pix2prof.pipelines.UsageException;

/** {@code train}: makes a model from simulated galaxies. */
@AutoService(Command.class)
public final class TrainCommand implements Command {

  /** For {@link java.util.ServiceLoader}. */
  public TrainCommand() {}

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "Train a model on simulated galaxies; --resume goes on after an interruption";
  }

  @Override
  public Class<? extends CommandOptions> options() {
    return TrainOptions.class;
  }

  @Override
  public void run(CommandOptions given, Console console) throws Exception {
    TrainOptions options = given.as(TrainOptions.class);
    long galaxies = galaxies(options);
    positive("galaxies", galaxies);
    positive("batch", options.getBatch());
    positive("rate", options.getRate());
    positive("iterations", options.getIterations());
    positive("width", options.getWidth());
    positive("hidden", options.getHidden());
    positive("simulatorThreads", options.getSimulatorThreads());
    positive("validateEvery", options.getValidateEvery());
    positive("validationGalaxies", options.getValidationGalaxies());
    positive("calibrationGalaxies", options.getCalibrationGalaxies());
    if (!(options.getMinutes() >= 0)) {
      throw new UsageException("--minutes must be 0 or more, not " + options.getMinutes());
    }
    Path folder = Path.of(options.getOutput());
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
            options.getStart() == null
                ? Optional.empty()
                : Optional.of(ModelBundle.open(options.getStart())));
    boolean timed = options.getMinutes() > 0;
    long total = timed ? Math.round(60 * options.getMinutes()) : galaxies;
    try (Progress progress = console.progress(timed ? "seconds" : "galaxies", total)) {
      Trainer trainer =
          new Trainer(
              plan,
              folder,
              console.out()::println,
              (seen, seconds) -> progress.update(timed ? (long) seconds : seen, 0));
      Validation.Result result = trainer.train(options.isResume());
      console.out().println(folder.resolve("model") + ": " + result);
    }
  }

  private static long galaxies(TrainOptions options) {
    if (options.getGalaxies() != null) {
      return options.getGalaxies();
    }
    return options.getMinutes() > 0 ? Long.MAX_VALUE : 100_000;
  }

  private static void positive(String option, double value) throws UsageException {
    if (!(value > 0)) {
      throw new UsageException("--" + option + " must be greater than 0, not " + value);
    }
  }
}
