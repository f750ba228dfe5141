// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.internal.polar.PolarConfig;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.PipelineRun;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Survey;

/** Options of {@code train} for training on pairs of images and profiles. */
final class PairOptions {
  private static final String FILE = "pairs.bin";
  private static final double DEFAULT_HELD_OUT = 0.1;
  private static final int DEFAULT_PATIENCE = 10;

  /**
   * The pairs of a run.
   *
   * @param file prepared images and profiles
   * @param heldOut fraction of the objects that are held out
   * @param simulated fraction of the training images that are simulated
   * @param patience number of validations without improvement that end the run; 0 for no limit
   * @param origin the options that a resumed run must have too
   */
  record Pairs(PairFile file, double heldOut, double simulated, int patience, String origin) {}

  /**
   * Opened pairs, which the caller closes.
   *
   * @param pairs empty if the run has none
   */
  record Opened(Optional<Pairs> pairs) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      if (pairs.isPresent()) {
        pairs.get().file().close();
      }
    }
  }

  /**
   * Checks the options.
   *
   * @throws UsageException if they contradict each other
   */
  static void check(TrainOptions options) throws UsageException {
    if ((options.getInput() == null) != (options.getTruth() == null)) {
      throw new UsageException("--input and --truth must be given together");
    }
    if (options.getInput() == null) {
      refuseWithoutInput(options);
      return;
    }
    if (!PipelineRun.isLocal(options)) {
      throw new UsageException(
          "--runner must be DirectRunner, not "
              + options.getRunner().getSimpleName()
              + ": train collects the images in this process");
    }
    if (!(heldOut(options) > 0 && heldOut(options) < 1)) {
      throw new UsageException(
          "--validation must be greater than 0 and less than 1, not " + heldOut(options));
    }
    if (!(simulated(options) >= 0 && simulated(options) < 1)) {
      throw new UsageException(
          "--simulated must be 0 or more and less than 1, not " + simulated(options));
    }
    if (patience(options) < 0) {
      throw new UsageException("--patience must be 0 or more, not " + patience(options));
    }
    if (options.getInitialModel() == null && simulated(options) == 0) {
      throw new UsageException(
          "--input needs --initialModel, or --simulated greater than 0: pairs alone do not train the"
              + " centre, the sky and the choice of the target");
    }
  }

  private static void refuseWithoutInput(TrainOptions options) throws UsageException {
    if (options.getSurvey() != Survey.AUTO) {
      throw new UsageException(
          "--survey is that of the images of --input; the survey of the simulated images is"
              + " --simulatedSurvey");
    }
    Map<String, Object> given = new LinkedHashMap<>();
    given.put("validation", options.getValidation());
    given.put("simulated", options.getSimulated());
    given.put("patience", options.getPatience());
    given.put("pixelScale", options.getPixelScale());
    given.put("zeroPoint", options.getZeroPoint());
    given.put("band", options.getBand());
    given.put("idKeyword", options.getIdKeyword());
    given.put("idFromFileName", options.getIdFromFileName());
    given.put("hdu", options.getHdu());
    given.put("collapse", options.getCollapse());
    given.put("mask", options.getMask());
    given.put("maskBits", options.getMaskBits());
    given.put("segmentation", options.getSegmentation());
    given.put("weight", options.getWeight());
    given.put("weightType", options.getWeightType());
    given.put("maxPixels", options.getMaxPixels());
    for (Map.Entry<String, Object> option : given.entrySet()) {
      if (option.getValue() != null) {
        throw new UsageException("--" + option.getKey() + " needs --input");
      }
    }
  }

  /** Returns the fraction of the training images that are simulated beside pairs. */
  static double simulated(TrainOptions options) {
    return options.getSimulated() == null ? 0 : options.getSimulated();
  }

  private static double heldOut(TrainOptions options) {
    return options.getValidation() == null ? DEFAULT_HELD_OUT : options.getValidation();
  }

  private static int patience(TrainOptions options) {
    return options.getPatience() == null ? DEFAULT_PATIENCE : options.getPatience();
  }

  /** Describes the pairs of a run; a resumed run must have the same. */
  private static String origin(TrainOptions options) {
    return options.getInput() == null
        ? ""
        : "--input="
            + options.getInput()
            + " --truth="
            + options.getTruth()
            + " --validation="
            + heldOut(options)
            + " --simulated="
            + simulated(options);
  }

  /**
   * Reads the pairs of a run into a file in its directory, or opens the file of a resumed run.
   *
   * @param options checked
   * @param start model with the initial weights, if any
   * @param manifest of the network that is trained
   * @param directory of the run
   * @param checkpoint of the run, if it is resumed
   * @param console for the progress and the counts
   * @throws UsageException if the resumed run had other pairs
   */
  static Opened open(
      TrainOptions options,
      Optional<ModelBundle> start,
      ModelManifest manifest,
      Path directory,
      Optional<Checkpoint> checkpoint,
      Console console)
      throws Exception {
    String before = checkpoint.map(saved -> saved.run().pairs()).orElse(origin(options));
    if (!before.equals(origin(options))) {
      throw new UsageException(
          "--input: the run in "
              + directory
              + " was started with "
              + (before.isEmpty() ? "no pairs" : before));
    }
    if (options.getInput() == null) {
      return new Opened(Optional.empty());
    }
    FileSystems.setDefaultPipelineOptions(options);
    Files.createDirectories(directory);
    Path file = directory.resolve(FILE);
    if (!options.isResume() || !Files.exists(file)) {
      read(options, start, manifest, file, console);
    }
    PairFile pairs = PairFile.open(file, PairReader.input(manifest));
    int heldOut = PairSamples.count(pairs, heldOut(options), true);
    if (heldOut == 0 || heldOut == pairs.size()) {
      int size = pairs.size();
      pairs.close();
      throw new UsageException(
          "--validation="
              + heldOut(options)
              + " holds out "
              + heldOut
              + " of "
              + size
              + " pairs; training and validation need one each");
    }
    return new Opened(
        Optional.of(
            new Pairs(
                pairs, heldOut(options), simulated(options), patience(options), origin(options))));
  }

  private static void read(
      TrainOptions options,
      Optional<ModelBundle> start,
      ModelManifest manifest,
      Path file,
      Console console)
      throws Exception {
    try (NDManager manager = Engines.newManager(Device.cpu())) {
      Map<String, NDArray> weights =
          WeightInitializer.weights(PolarConfig.of(manifest), 0, manager);
      PolarNetwork network = PolarNetwork.over(manifest, weights);
      Path untrained = Files.createTempDirectory("pix2prof-train");
      try {
        String model;
        if (start.isPresent()) {
          model = start.get().location();
        } else {
          // Preprocessing reads the manifest of a bundle.
          NDList named = new NDList();
          weights.forEach(
              (name, array) -> {
                array.setName(name);
                named.add(array);
              });
          ModelBundle.write(untrained, manifest, named);
          model = untrained.toString();
        }
        console.out().println(PairReader.read(options, ModelRef.of(model), network, file, console));
      } finally {
        for (String name : new String[] {manifest.weights(), ModelBundle.MANIFEST}) {
          Files.deleteIfExists(untrained.resolve(name));
        }
        Files.delete(untrained);
      }
    }
  }

  private PairOptions() {}
}
