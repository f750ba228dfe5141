// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.engine.KnownAnswers;
import org.pix2prof.model.internal.polar.EllipseState;
import org.pix2prof.model.internal.polar.NetworkOutput;
import org.pix2prof.model.internal.polar.PolarConfig;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.model.internal.polar.UncertaintyCalibration;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.training.simulate.SurveyOption;

/**
 * Trains a {@link PolarNetwork} on galaxies that are simulated during training and used once each,
 * or on pairs of images and profiles. A galaxy stays in the batch for as many steps as the network
 * has refinement iterations. Each step is one iteration along the ellipses that the previous steps
 * produced, so the network learns to correct its own errors.
 */
final class Trainer {
  /** Name of a model that was trained on pairs. */
  private static final String NAME_WITH_PAIRS = "pix2prof-pairs";

  /** Number of consecutive exploded gradients that ends the run. */
  private static final int MAX_EXPLODED = 10;

  /**
   * The settings of a training run.
   *
   * @param seed random seed of weights, galaxies and noise
   * @param galaxies total number of training galaxies
   * @param minutes maximum total training time; 0 for no limit
   * @param batch batch size
   * @param rate peak learning rate
   * @param threads number of threads that prepare samples
   * @param validateEvery steps between validations, each of which also saves the state
   * @param validationGalaxies number of galaxies per validation
   * @param calibrationGalaxies number of galaxies that the uncertainties are calibrated on
   * @param calibrationSurvey survey of the calibration images
   * @param survey survey of the simulated images
   * @param start model with the initial weights, if any
   * @param pairs images and profiles to train on; empty to train on simulations only
   */
  record Plan(
      long seed,
      long galaxies,
      double minutes,
      int batch,
      double rate,
      int threads,
      int validateEvery,
      int validationGalaxies,
      int calibrationGalaxies,
      SurveyOption calibrationSurvey,
      SurveyOption survey,
      Optional<ModelBundle> start,
      Optional<PairOptions.Pairs> pairs) {}

  private final Plan plan;
  private final Path directory;
  private final Consumer<String> report;
  private final ProgressListener listener;
  private final ModelManifest manifest;
  private final int iterations;

  /** Factors of the uncertainties of the initial model. */
  private float[] calibration = new float[0];

  /** Listener for the progress of a run. */
  interface ProgressListener {
    void at(long galaxies, double seconds);
  }

  /**
   * Creates a trainer.
   *
   * @param plan of the run
   * @param manifest of the network, that of the initial model if there is one
   * @param directory of the run
   * @param report takes lines of figures
   * @param listener of the progress
   */
  Trainer(
      Plan plan,
      ModelManifest manifest,
      Path directory,
      Consumer<String> report,
      ProgressListener listener) {
    this.plan = plan;
    this.manifest = manifest;
    this.iterations = PolarConfig.of(manifest).iterations();
    this.directory = directory;
    this.report = report;
    this.listener = listener;
  }

  /**
   * Trains to the end of the plan and writes a bundle to the directory.
   *
   * @param checkpoint to resume from, if any
   * @return the last validation
   * @throws IOException if the directory cannot be read or written
   * @throws UsageException if the checkpoint belongs to another run
   */
  Validation.Result train(Optional<Checkpoint> checkpoint) throws IOException, UsageException {
    Checkpoint.Run run = checkpoint.isPresent() ? resumed(checkpoint.get().run()) : fresh();
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, NDArray> weights = initialWeights(manager);
      // Fitted after training, on held-out galaxies.
      calibration = weights.remove(UncertaintyCalibration.WEIGHT).toFloatArray();
      Adam adam = new Adam(weights, manager);
      long first = 0;
      double before = 0;
      if (checkpoint.isPresent()) {
        Checkpoint saved = checkpoint.get();
        try {
          saved.restore(adam, manager, directory);
        } catch (IllegalArgumentException e) {
          throw new UsageException(
              "--resume: "
                  + e.getMessage()
                  + "; use the --width and --hidden that the run in "
                  + directory
                  + " was started with");
        }
        first = saved.galaxies();
        before = saved.seconds();
      }
      weights.values().forEach(weight -> weight.setRequiresGradient(true));
      return run(run, manager, weights, adam, first, before);
    }
  }

  /**
   * Reads the checkpoint of a run that resumes, and checks that there is none otherwise.
   *
   * @param directory of the run; created if it does not exist
   * @param resume whether the run resumes
   * @return empty unless the run resumes
   * @throws UsageException if there is no checkpoint to resume, or one of another run
   */
  static Optional<Checkpoint> checkpoint(Path directory, boolean resume)
      throws IOException, UsageException {
    Files.createDirectories(directory);
    Optional<Checkpoint> checkpoint = Checkpoint.read(directory);
    if (resume && checkpoint.isEmpty()) {
      throw new UsageException("--resume: there is no checkpoint in " + directory);
    }
    if (!resume && checkpoint.isPresent()) {
      throw new UsageException(
          "--output: a run has left its checkpoint in "
              + directory
              + "; continue it with --resume, or choose another directory");
    }
    return checkpoint;
  }

  private Checkpoint.Run fresh() {
    return new Checkpoint.Run(
        plan.seed(),
        iterations,
        plan.survey().name(),
        plan.start().map(Trainer::label).orElse(""),
        plan.pairs().map(PairOptions.Pairs::origin).orElse(""));
  }

  /** Checks that the checkpoint belongs to a run of this plan. */
  private Checkpoint.Run resumed(Checkpoint.Run saved) throws UsageException {
    requireSame("seed", plan.seed() != saved.seed(), saved.seed());
    requireSame("iterations", iterations != saved.iterations(), saved.iterations());
    requireSame("simulatedSurvey", !plan.survey().name().equals(saved.survey()), saved.survey());
    String start = plan.start().map(Trainer::label).orElse("");
    requireSame(
        "initialModel",
        !start.equals(saved.startedFrom()),
        saved.startedFrom().isEmpty() ? "none" : saved.startedFrom());
    return saved;
  }

  private void requireSame(String option, boolean differs, Object saved) throws UsageException {
    if (differs) {
      throw new UsageException(
          "--" + option + ": the checkpoint in " + directory + " is of " + option + " " + saved);
    }
  }

  private static String label(SurveyOption survey) {
    return survey.name().toLowerCase(Locale.ROOT);
  }

  private static String label(ModelBundle bundle) {
    ModelManifest its = bundle.manifest();
    return its.name() + "-" + its.version() + "@" + its.sha256().substring(0, 12);
  }

  private Map<String, NDArray> initialWeights(NDManager manager)
      throws IOException, UsageException {
    PolarConfig shape = PolarConfig.of(manifest);
    if (plan.start().isEmpty()) {
      return WeightInitializer.weights(shape, plan.seed(), manager);
    }
    ModelBundle start = plan.start().get();
    try {
      return WeightInitializer.weights(manifest, start, manager);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--initialModel: " + start.location() + ": " + e.getMessage());
    }
  }

  private Validation.Result run(
      Checkpoint.Run run,
      NDManager manager,
      Map<String, NDArray> weights,
      Adam adam,
      long first,
      double before)
      throws IOException {
    PolarNetwork network = PolarNetwork.over(manifest, weights);
    PolarNetwork averaged = PolarNetwork.over(manifest, adam.mean());
    Preprocessor preprocessor = Preprocessor.of(manifest.input());
    LearningRateSchedule schedule = new LearningRateSchedule(plan.rate(), 200);
    long start = System.nanoTime();
    Samples source = new Samples(plan, network, preprocessor);
    try (TrainingSamples trainingSamples =
        new TrainingSamples(source.training(), first, Long.MAX_VALUE, plan.threads())) {
      Batches batches = new Batches(plan.batch(), trainingSamples);
      BestModel best = new BestModel(plan.pairs().map(PairOptions.Pairs::patience).orElse(0));
      Path model = directory.resolve("model");
      if (first > 0 && plan.pairs().isPresent() && Files.exists(model)) {
        best.restore(ModelBundle.open(model.toString()), manager);
      }
      Smoothed mu = new Smoothed();
      Smoothed shape = new Smoothed();
      Smoothed contamination = new Smoothed();
      Smoothed sky = new Smoothed();
      Smoothed target = new Smoothed();
      int exploded = 0;
      while (true) {
        double seconds = before + (System.nanoTime() - start) / 1e9;
        double progress = (double) trainingSamples.position() / plan.galaxies();
        if (plan.minutes() > 0) {
          progress = Math.max(progress, seconds / 60 / plan.minutes());
        }
        boolean done = progress >= 1 || best.isExhausted();
        if (done || (adam.steps() > 0 && adam.steps() % plan.validateEvery() == 0)) {
          Checkpoint.of(run, adam, trainingSamples.position(), seconds).write(directory);
          Validation.Result result = validate(averaged, preprocessor, done, manager);
          boolean improved = plan.pairs().isEmpty() || best.improves(result, adam.mean(), manager);
          Map<String, NDArray> kept = adam.mean();
          if (done && !improved) {
            kept = best.weights().orElse(kept);
            result = validate(PolarNetwork.over(manifest, kept), preprocessor, true, manager);
          }
          report.accept(
              String.format(
                  Locale.ROOT,
                  "%6d steps %8d galaxies %6.0f s  train mu %.4f shape %.4f contamination %.4f"
                      + " sky %.3f target %.4f  rejected %d  %s: %s",
                  adam.steps(),
                  trainingSamples.position(),
                  seconds,
                  mu.value(),
                  shape.value(),
                  contamination.value(),
                  sky.value(),
                  target.value(),
                  trainingSamples.rejected(),
                  heldOut(done),
                  result));
          if (done || improved) {
            write(run, heldOut(done), kept, result, trainingSamples.position(), manager);
          }
          if (done) {
            return result;
          }
        }
        List<TrainingSample> batch = batches.next();
        try (NDManager scope = manager.newSubManager()) {
          List<EllipseState> ellipses = batch.stream().map(sample -> sample.ellipse).toList();
          NetworkOutput output;
          try (GradientCollector gradients = Engine.getInstance().newGradientCollector()) {
            output = network.forward(ellipses, scope);
            Loss.Value loss = Loss.of(batch, output, iterations, scope);
            gradients.backward(loss.total());
            if (batch.stream().anyMatch(sample -> sample.iterations + 1 == iterations)) {
              mu.add(loss.mu());
            }
            if (batch.stream().anyMatch(sample -> sample.iterations == 0)) {
              target.add(loss.target());
            }
            shape.add(loss.shape());
            contamination.add(loss.contamination());
            sky.add(loss.sky());
          }
          if (adam.step(schedule.rate(adam.steps(), progress), scope)) {
            PolarNetwork.refine(ellipses, output);
            exploded = 0;
          } else {
            report.accept("step " + adam.steps() + ": the gradient exploded, batch skipped");
            batch.clear();
            if (++exploded == MAX_EXPLODED) {
              throw new IllegalStateException("training diverged at step " + adam.steps());
            }
          }
        }
        listener.at(trainingSamples.position(), before + (System.nanoTime() - start) / 1e9);
        batch.forEach(sample -> sample.iterations++);
        batch.removeIf(sample -> sample.iterations >= iterations || !sample.isTarget());
      }
    }
  }

  /** Returns the survey of the simulated galaxies of a validation; the last one also calibrates. */
  private SurveyOption validationSurvey(boolean last) {
    return last ? plan.calibrationSurvey() : plan.survey();
  }

  /** Returns a name for the galaxies of a validation. */
  private String heldOut(boolean last) {
    return plan.pairs().isPresent() ? "pairs" : label(validationSurvey(last));
  }

  private Validation.Result validate(
      PolarNetwork network, Preprocessor preprocessor, boolean last, NDManager manager) {
    Samples source = new Samples(plan, network, preprocessor);
    int most = last ? plan.calibrationGalaxies() : plan.validationGalaxies();
    try (TrainingSamples heldOut = source.heldOut(validationSurvey(last), most)) {
      Validation.Result result = Validation.of(network, iterations, heldOut, calibration, manager);
      if (plan.pairs().isPresent() && Double.isNaN(result.median())) {
        throw new IllegalStateException(
            "no held-out pair of --input has a surface brightness of at most "
                + Validation.MAX_MU
                + " mag/arcsec^2, on which models are compared");
      }
      return result;
    }
  }

  /** Running mean of a part of the loss. */
  private static final class Smoothed {
    private double mean = Double.NaN;

    void add(NDArray value) {
      mean = Double.isNaN(mean) ? value.getFloat() : 0.99 * mean + 0.01 * value.getFloat();
    }

    double value() {
      return mean;
    }
  }

  private static NDArray named(String name, NDArray array) {
    array.setName(name);
    return array;
  }

  private void write(
      Checkpoint.Run run,
      String validatedOn,
      Map<String, NDArray> mean,
      Validation.Result result,
      long galaxies,
      NDManager manager)
      throws IOException {
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("validationSurvey", validatedOn);
    metrics.put("validationGalaxies", result.galaxies());
    if (!Double.isNaN(result.median())) {
      metrics.put(BestModel.MEDIAN, round(result.median()));
      metrics.put("p90Deviation", round(result.p90()));
    }
    Map<String, Object> provenance = new LinkedHashMap<>();
    provenance.put("source", "pix2prof train --seed=" + plan.seed());
    if (!run.startedFrom().isEmpty()) {
      provenance.put("startedFrom", run.startedFrom());
    }
    provenance.put("trainedOn", trainedOn(galaxies));
    provenance.put("seed", plan.seed());
    provenance.put("metrics", metrics);
    provenance.put("licence", "Apache-2.0");
    try (NDList half = new NDList()) {
      mean.forEach((name, array) -> half.add(named(name, array.toType(DataType.FLOAT16, true))));
      half.add(named(UncertaintyCalibration.WEIGHT, manager.create(result.errorScale())));
      ModelBundle.write(
          directory.resolve("model"),
          new ModelManifest(
              plan.pairs().isPresent() ? NAME_WITH_PAIRS : manifest.name(),
              manifest.version(),
              manifest.format(),
              manifest.weights(),
              manifest.sha256(),
              manifest.input(),
              manifest.network(),
              manifest.profile(),
              provenance),
          half);
    }
    KnownAnswers.add(directory.resolve("model"));
  }

  private String trainedOn(long galaxies) {
    return plan.pairs()
        .map(
            pairs ->
                String.format(
                    Locale.ROOT,
                    "%d images in all, from %d pairs of images and profiles, and %.0f%% simulated;"
                        + " %d other pairs chose and calibrated the model",
                    galaxies,
                    PairSamples.count(pairs.file(), pairs.heldOut(), false),
                    100 * pairs.simulated(),
                    PairSamples.count(pairs.file(), pairs.heldOut(), true)))
        .orElse(galaxies + " simulated galaxies, each seen once");
  }

  private static double round(double value) {
    return Math.round(value * 1e4) / 1e4;
  }
}
