// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.internal.polar.PolarConfig;
import org.pix2prof.pipelines.Command;
import org.pix2prof.pipelines.CommandOptions;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.OutputLock;
import org.pix2prof.pipelines.Progress;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.training.simulate.SurveyOption;
import org.pix2prof.values.ModelRef;

/** The command {@code train}, which trains a model on simulated galaxies or on pairs. */
@AutoService(Command.class)
public final class TrainCommand implements Command {
  private static final double RATE = 1e-3;
  private static final double FINE_TUNING_RATE = 3e-4;

  /** Constructor for {@link java.util.ServiceLoader}. */
  public TrainCommand() {}

  @Override
  public String name() {
    return "train";
  }

  @Override
  public String summary() {
    return "trains a model on simulated galaxies, or on images and their profiles";
  }

  @Override
  public Class<? extends CommandOptions> options() {
    return TrainOptions.class;
  }

  @Override
  public void run(CommandOptions commandOptions, Console console) throws Exception {
    TrainOptions options = commandOptions.as(TrainOptions.class);
    requirePositive("galaxies", galaxies(options));
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
    PairOptions.check(options);
    Path directory = Path.of(options.getOutput());
    Optional<ModelBundle> start = start(options);
    ModelManifest manifest = manifest(options, start);
    try (OutputLock lock = OutputLock.ofDirectory(directory)) {
      // Before the pairs of an earlier run are replaced.
      Optional<Checkpoint> checkpoint = Trainer.checkpoint(directory, options.isResume());
      train(options, start, manifest, directory, checkpoint, console);
    }
  }

  private static void train(
      TrainOptions options,
      Optional<ModelBundle> start,
      ModelManifest manifest,
      Path directory,
      Optional<Checkpoint> checkpoint,
      Console console)
      throws Exception {
    boolean timed = options.getMinutes() > 0;
    long galaxies = galaxies(options);
    long total = timed ? Math.round(60 * options.getMinutes()) : galaxies;
    try (PairOptions.Opened pairs =
            PairOptions.open(options, start, manifest, directory, checkpoint, console);
        Progress progress = console.progress(timed ? "seconds" : "galaxies", total)) {
      Trainer.Plan plan =
          new Trainer.Plan(
              options.getSeed(),
              galaxies,
              options.getMinutes(),
              options.getBatch(),
              rate(options),
              options.getSimulatorThreads(),
              options.getValidateEvery(),
              options.getValidationGalaxies(),
              options.getCalibrationGalaxies(),
              options.getCalibrationSurvey(),
              survey(options, manifest),
              start,
              pairs.pairs());
      Trainer trainer =
          new Trainer(
              plan,
              manifest,
              directory,
              console.out()::println,
              (processed, seconds) -> progress.update(timed ? (long) seconds : processed, 0));
      Validation.Result result = trainer.train(checkpoint);
      console.out().println(directory.resolve("model") + ": " + result);
    }
  }

  private static Optional<ModelBundle> start(TrainOptions options) throws IOException {
    String model = options.getInitialModel();
    if (model == null) {
      return Optional.empty();
    }
    return Optional.of(ModelBundle.open(model.equals("default") ? ModelRef.DEFAULT_URI : model));
  }

  /** Returns the manifest of the initial model, or that of the default model's kind. */
  private static ModelManifest manifest(TrainOptions options, Optional<ModelBundle> start)
      throws UsageException {
    if (start.isEmpty()) {
      return DefaultModel.manifest(
          orElse(options.getIterations(), DefaultModel.ITERATIONS),
          orElse(options.getWidth(), DefaultModel.WIDTH),
          orElse(options.getHidden(), DefaultModel.HIDDEN),
          Map.of());
    }
    ModelManifest manifest = start.get().manifest();
    PolarConfig shape;
    try {
      shape = PolarConfig.of(manifest);
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new UsageException(
          "--initialModel: " + start.get().location() + " has no polar network, which train needs");
    }
    requireSame("iterations", options.getIterations(), shape.iterations());
    requireSame("width", options.getWidth(), shape.width());
    requireSame("hidden", options.getHidden(), shape.hidden());
    if ((options.getInput() == null || PairOptions.simulated(options) > 0)
        && !Samples.fits(manifest)) {
      throw new UsageException(
          "--initialModel: the simulator has no truth for the sky, centre or radii of "
              + start.get().location()
              + "; train it on --input with --simulated=0");
    }
    return manifest;
  }

  private static void requireSame(String option, Integer given, int model) throws UsageException {
    if (given != null && given != model) {
      throw new UsageException("--" + option + " must be " + model + ", as in --initialModel");
    }
  }

  private static SurveyOption survey(TrainOptions options, ModelManifest manifest) {
    if (options.getSimulatedSurvey() != null) {
      return options.getSimulatedSurvey();
    }
    return Samples.keepsPixels(manifest) ? SurveyOption.ANY : SurveyOption.MIXED;
  }

  private static int orElse(Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }

  private static double rate(TrainOptions options) {
    if (options.getRate() != null) {
      return options.getRate();
    }
    boolean tunes = options.getInput() != null && options.getInitialModel() != null;
    return tunes ? FINE_TUNING_RATE : RATE;
  }

  private static long galaxies(TrainOptions options) {
    if (options.getGalaxies() != null) {
      return options.getGalaxies();
    }
    return options.getMinutes() > 0 ? Long.MAX_VALUE : 100_000;
  }

  private static void requirePositive(String option, Number value) throws UsageException {
    if (value != null && !(value.doubleValue() > 0)) {
      throw new UsageException("--" + option + " must be greater than 0, not " + value);
    }
  }
}
