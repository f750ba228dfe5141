// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.training.simulate.RadiusGrid;
import org.pix2prof.training.simulate.Simulator;
import org.pix2prof.training.simulate.SurveyOption;
import org.pix2prof.training.simulate.SurveySampler;

/**
 * The training samples and the held-out samples of a run.
 *
 * @param plan of the run
 * @param network that is trained
 * @param preprocessor of the network
 */
record Samples(Trainer.Plan plan, PolarNetwork network, Preprocessor preprocessor) {
  /** Mask that separates the validation galaxies' seed from those of training runs. */
  private static final long VALIDATION_SEED = 0x76616c6964L;

  /** Fraction of the simulated training images of which only a part is used. */
  private static final double PARTS = 0.35;

  /** Returns whether the simulator's truth has a model's radii, and the model finds the galaxy. */
  static boolean fits(ModelManifest manifest) {
    RadiusGrid grid =
        keepsPixels(manifest)
            ? RadiusGrid.ofPixels(manifest.input().pixelScaleArcsec())
            : RadiusGrid.DEFAULT;
    return manifest.input().sky() == ModelManifest.Sky.BORDER
        && manifest.input().centre() == ModelManifest.Centre.DETECTED
        && manifest
            .profile()
            .radius()
            .equals(new ModelManifest.Radius.Geometric(grid.startArcsec(), grid.ratio()));
  }

  /** Returns whether a model takes images in their own pixels. */
  static boolean keepsPixels(ModelManifest manifest) {
    return manifest.input().pixels() == ModelManifest.Pixels.NATIVE;
  }

  /** Returns the endless source of training samples. */
  SampleSource training() {
    if (plan.pairs().isEmpty()) {
      return simulated(plan.seed(), plan.survey(), PARTS);
    }
    PairOptions.Pairs pairs = plan.pairs().get();
    SampleSource samples =
        PairSamples.training(pairs.file(), pairs.heldOut(), network, plan.seed());
    return pairs.simulated() == 0
        ? samples
        : new MixedSamples(
            samples, simulated(plan.seed(), plan.survey(), PARTS), pairs.simulated(), plan.seed());
  }

  /**
   * Returns the held-out samples: pairs if there are any, or else simulated galaxies.
   *
   * @param survey of the simulated galaxies
   * @param most maximum number of images
   */
  TrainingSamples heldOut(SurveyOption survey, int most) {
    if (plan.pairs().isEmpty()) {
      return new TrainingSamples(
          simulated(plan.seed() ^ VALIDATION_SEED, survey, 0), 0, most, plan.threads());
    }
    PairOptions.Pairs pairs = plan.pairs().get();
    PairSamples samples = PairSamples.heldOut(pairs.file(), pairs.heldOut(), network);
    return new TrainingSamples(samples, 0, Math.min(most, samples.size()), plan.threads());
  }

  private SampleSource simulated(long seed, SurveyOption survey, double parts) {
    boolean keepsPixels = keepsPixels(network.manifest());
    SurveySampler surveys = keepsPixels ? survey.surveys().inPixels() : survey.surveys();
    return new SimulatedSamples(
        new Simulator(seed, surveys), preprocessor, network, ~seed, keepsPixels ? parts : 0);
  }
}
