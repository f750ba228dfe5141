// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.pix2prof.internal.references.FloatConversions;
import org.pix2prof.internal.references.IsophoteShapes;
import org.pix2prof.internal.references.LogRadius;
import org.pix2prof.internal.references.ReferenceProfile;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.internal.polar.EllipseState;
import org.pix2prof.model.internal.polar.PolarNetwork;
import org.pix2prof.training.simulate.TruthProfile;

/**
 * Pairs of images and reference profiles as training samples. The profile is interpolated to the
 * network's radii. Each time a pair is used, its image has another orientation, unless it is held
 * out.
 */
final class PairSamples implements SampleSource {
  private final PairFile file;
  private final int[] indices;
  private final PolarNetwork network;
  private final long seed;
  private final boolean oriented;

  private PairSamples(
      PairFile file, int[] indices, PolarNetwork network, long seed, boolean oriented) {
    this.file = file;
    this.indices = indices;
    this.network = network;
    this.seed = seed;
    this.oriented = oriented;
  }

  /**
   * Returns the pairs to train on, in an order that changes with each pass.
   *
   * @param file of all pairs
   * @param heldOut fraction of the objects that are held out
   * @param network that is trained
   * @param seed of the order and the orientations
   */
  static PairSamples training(PairFile file, double heldOut, PolarNetwork network, long seed) {
    return new PairSamples(file, indices(file, heldOut, false), network, seed, true);
  }

  /**
   * Returns the pairs that are held out, each once, in a fixed order.
   *
   * @param file of all pairs
   * @param heldOut fraction of the objects that are held out
   * @param network that is trained
   */
  static PairSamples heldOut(PairFile file, double heldOut, PolarNetwork network) {
    return new PairSamples(file, indices(file, heldOut, true), network, 0, false);
  }

  /**
   * Selects pairs by their objects' names, so that all bands of an object are together. They are in
   * a random order, so that the first ones represent all.
   */
  private static int[] indices(PairFile file, double fraction, boolean heldOut) {
    return IntStream.range(0, file.size())
        .filter(i -> uniform(file.object(i)) < fraction == heldOut)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> uniform(file.object(i))))
        .mapToInt(i -> i)
        .toArray();
  }

  private static double uniform(String object) {
    return new SplittableRandom(object.hashCode()).nextDouble();
  }

  /** Returns the number of pairs that are held out, or that are not. */
  static int count(PairFile file, double fraction, boolean heldOut) {
    return indices(file, fraction, heldOut).length;
  }

  int size() {
    return indices.length;
  }

  @Override
  public List<TrainingSample> make(long number) {
    int index = oriented ? shuffled(number) : (int) number;
    PairFile.Pair pair = file.read(indices[index]);
    Orientation orientation =
        oriented
            ? Orientation.draw(new SplittableRandom(seed ^ (number * 0x9E3779B97F4A7C15L)))
            : Orientation.SAME;
    PreparedImage image = orientation.of(pair.image());
    TruthProfile truth = orientation.of(truth(network, pair.image(), pair.profile()));
    View view = new View(image, null, truth, length(truth), Float.NaN, null);
    EllipseState ellipse = network.ellipse(image);
    return List.of(
        TrainingSample.ofTarget(number, ellipse, view, network.magnitudeOf(ellipse.unitFlux())));
  }

  /**
   * Returns the index of a number: each pass has all pairs once, in an order of its own. The
   * permutation is that of a linear congruence, which needs no memory.
   */
  private int shuffled(long number) {
    int n = indices.length;
    SplittableRandom random = new SplittableRandom(seed + number / n);
    long offset = random.nextLong(n);
    long factor;
    do {
      factor = 1 + random.nextLong(n);
    } while (gcd(factor, n) != 1);
    return (int) ((number % n * factor + offset) % n);
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /**
   * Interpolates a reference profile to the radii of a network.
   *
   * @param network that is trained
   * @param image prepared for it
   * @param profile of the image
   * @return values at all radii; NaN where the reference has none
   */
  static TruthProfile truth(PolarNetwork network, PreparedImage image, ReferenceProfile profile) {
    float[] radii =
        network
            .manifest()
            .profile()
            .radius()
            .times(image.radiusFactor())
            .first(network.steps(image.width(), image.height()));
    double[] radius = FloatConversions.of(radii);
    double[] mu = LogRadius.of(profile.radiusArcsec()).at(radius, profile.mu());
    double[] unknown = new double[radius.length];
    Arrays.fill(unknown, Double.NaN);
    // Position angles in pixels that are not square differ from those of the prepared image.
    IsophoteShapes shapes =
        image.shape().isSquare() && profile.isophotes().isPresent()
            ? profile.isophotes().get().at(radius)
            : new IsophoteShapes(radius, unknown, unknown);
    hideOutside(network, image, shapes, mu);
    return new TruthProfile(radius, mu, shapes.ellipticity(), shapes.paDeg());
  }

  /** Sets the samples beyond the image to NaN. Isophotes of unknown shape are taken as circles. */
  private static void hideOutside(
      PolarNetwork network, PreparedImage image, IsophoteShapes shapes, double[] mu) {
    ModelManifest manifest = network.manifest();
    Point centre = new Point(image.centreX(), image.centreY());
    for (int i = 0; i < mu.length; i++) {
      boolean known = !Double.isNaN(shapes.ellipticity()[i] + shapes.paDeg()[i]);
      double inside =
          View.inside(
              centre,
              manifest.profile().radius().arcsec(i) / manifest.input().pixelScaleArcsec(),
              known ? shapes.ellipticity()[i] : 0,
              known ? shapes.paDeg()[i] : 0,
              image.width(),
              image.height());
      if (inside < View.LEAST_INSIDE) {
        mu[i] = Double.NaN;
      }
    }
  }

  /** Returns the number of radii that have a value. */
  static int known(TruthProfile truth) {
    return (int) Arrays.stream(truth.mu()).filter(mu -> !Double.isNaN(mu)).count();
  }

  /** Returns the number of radii up to the last one that has a value. */
  private static int length(TruthProfile truth) {
    int length = truth.length();
    while (length > 0 && Double.isNaN(truth.mu()[length - 1])) {
      length--;
    }
    return length;
  }
}
