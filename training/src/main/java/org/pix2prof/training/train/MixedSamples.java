// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Pairs with a share of simulated galaxies beside them.
 *
 * @param pairs source of the other samples
 * @param simulated source of the simulated galaxies
 * @param share fraction of the images that are simulated
 * @param seed of the choice
 */
record MixedSamples(SampleSource pairs, SampleSource simulated, double share, long seed)
    implements SampleSource {
  @Override
  public List<TrainingSample> make(long number) {
    double uniform = new SplittableRandom(seed + number).nextDouble();
    return (uniform < share ? simulated : pairs).make(number);
  }
}
