// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.io.FileSystems;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.bundle.ModelBundle;
import org.pix2prof.model.engine.Engines;
import org.pix2prof.model.internal.polar.PolarConfig;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.pipelines.Console;
import org.pix2prof.pipelines.UsageException;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Survey;

/** Options of {@code train} for training on pairs of images and profiles. */
final class PairOptions {
  private static final String FILE = "pairs.bin";

  /**
   * The pairs of a run.
   *
   * @param file prepared images and profiles
   * @param heldOut fraction of the objects that are held out
   * @param simulated fraction of the training images that are simulated
   * @param patience number of validations without improvement that end the run; 0 for no limit
   */
  record Pairs(PairFile file, double heldOut, double simulated, int patience) {}

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
    if (options.getInput() == null && options.getSurvey() != Survey.AUTO) {
      throw new UsageException(
          "--survey is that of the images of --input; the survey of the simulated images is"
              + " --simulatedSurvey");
    }
    if (!(options.getValidation() > 0 && options.getValidation() < 1)) {
      throw new UsageException(
          "--validation must be greater than 0 and less than 1, not " + options.getValidation());
    }
    if (!(options.getSimulated() >= 0 && options.getSimulated() < 1)) {
      throw new UsageException(
          "--simulated must be 0 or more and less than 1, not " + options.getSimulated());
    }
    if (options.getPatience() < 0) {
      throw new UsageException("--patience must be 0 or more, not " + options.getPatience());
    }
  }

  /**
   * Reads the pairs of a run into a file in its directory, or opens the file of a resumed run.
   *
   * @param options checked
   * @param start model with the initial weights, if any
   * @param manifest of the network that is trained
   * @param directory of the run
   * @param console for the progress and the counts
   */
  static Opened open(
      TrainOptions options,
      Optional<ModelBundle> start,
      ModelManifest manifest,
      Path directory,
      Console console)
      throws Exception {
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
    int heldOut = PairSamples.count(pairs, options.getValidation(), true);
    if (heldOut == 0 || heldOut == pairs.size()) {
      int size = pairs.size();
      pairs.close();
      throw new UsageException(
          "--validation="
              + options.getValidation()
              + " holds out "
              + heldOut
              + " of "
              + size
              + " pairs; training and validation need one each");
    }
    return new Opened(
        Optional.of(
            new Pairs(
                pairs, options.getValidation(), options.getSimulated(), options.getPatience())));
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
