// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.random.RandomGenerator;

/** Random variates of the simulator. */
final class RandomVariates {

  private RandomVariates() {}

  static double uniform(RandomGenerator random, double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  static double logUniform(RandomGenerator random, double low, double high) {
    return Math.exp(uniform(random, Math.log(low), Math.log(high)));
  }

  /** Draws a normal variate, truncated to the limits by rejection. */
  static double clippedNormal(
      RandomGenerator random, double mean, double sigma, double low, double high) {
    for (int i = 0; i < 1000; i++) {
      double x = mean + sigma * random.nextGaussian();
      if (x >= low && x <= high) {
        return x;
      }
    }
    return Math.min(high, Math.max(low, mean));
  }

  static double angle(RandomGenerator random) {
    return uniform(random, 0, 2 * Math.PI);
  }

  /** Draws a Poisson variate by multiplication of uniforms, for means up to some hundreds. */
  static int poisson(RandomGenerator random, double mean) {
    double left = mean;
    int count = -1;
    while (left >= 0) {
      left += Math.log(1 - random.nextDouble());
      count++;
    }
    return count;
  }
}
