// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.Point;
import org.pix2prof.model.internal.polar.Candidates;
import org.pix2prof.model.internal.polar.EllipseState;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.model.preprocess.Preprocessor;
import org.pix2prof.training.simulate.SimulatedGalaxy;
import org.pix2prof.training.simulate.Simulator;

/**
 * Simulated galaxies as training samples. Of some images only a part is used, which the galaxy
 * fills more. An image gives its target and, if there are other candidates, these after it.
 *
 * @param simulator of the galaxies
 * @param preprocessor of the network
 * @param network that is trained
 * @param noiseSeed random seed of the noise
 * @param parts fraction of the images of which only a part is used
 */
record SimulatedSamples(
    Simulator simulator,
    Preprocessor preprocessor,
    PolarNetwork network,
    long noiseSeed,
    double parts)
    implements SampleSource {
  /** Maximum error of the centre, pixels. Beyond it, preprocessing has found another source. */
  private static final double MAX_CENTRE_ERROR = 12;

  /** Minimum distance of another candidate from the target, pixels. */
  private static final double MIN_DISTANCE = 3;

  /** Minimum side of a part of an image, pixels. */
  private static final int MIN_SIDE = 64;

  @Override
  public List<TrainingSample> make(long number) {
    SimulatedGalaxy galaxy = simulator.simulate(number);
    SplittableRandom random = new SplittableRandom(noiseSeed ^ (number * 0x9E3779B97F4A7C15L));
    View.Part part =
        random.nextDouble() < parts
            ? View.Part.draw(galaxy, MIN_SIDE, random)
            : View.Part.whole(galaxy);
    try {
      return sources(number, View.of(galaxy, part, random, preprocessor));
    } catch (BadImageException e) {
      return List.of();
    }
  }

  private List<TrainingSample> sources(long image, View view) {
    if (view.length() < TrainingSample.MIN_STEPS) {
      return List.of();
    }
    EllipseState first = network.ellipse(view.image());
    List<EllipseState> candidates = new ArrayList<>(List.of(first));
    if (network.choosesTarget()) {
      for (Point other : Candidates.others(view.image())) {
        candidates.add(first.at(view.image(), other));
      }
    }
    candidates.sort(Comparator.comparingDouble(candidate -> distance(candidate, view)));
    EllipseState nearest = candidates.get(0);
    if (distance(nearest, view) > MAX_CENTRE_ERROR) {
      return List.of();
    }
    List<TrainingSample> samples = new ArrayList<>();
    samples.add(
        TrainingSample.ofTarget(image, nearest, view, network.magnitudeOf(nearest.unitFlux())));
    for (EllipseState other : candidates.subList(1, candidates.size())) {
      if (distance(other, view) > MIN_DISTANCE) {
        samples.add(TrainingSample.ofOther(image, other, view));
      }
    }
    return samples;
  }

  private static double distance(EllipseState candidate, View view) {
    return view.centre()
        .distance(new Point(candidate.ellipses().centreX(), candidate.ellipses().centreY()));
  }
}
