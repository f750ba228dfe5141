// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.train;

/**
 * Learning-rate schedule: linear warm-up, a plateau, then cosine decay to a hundredth of the peak
 * from 40% of the run on.
 *
 * @param peak rate of the plateau
 * @param warmUp steps of the warm-up
 */
record LearningRateSchedule(double peak, long warmUp) {
  private static final double DECAY_FROM = 0.4;
  private static final double FLOOR = 0.01;

  /**
   * Returns the rate at a step.
   *
   * @param step counted from 0
   * @param progress fraction of the run that is complete, 0 to 1
   */
  float rate(long step, double progress) {
    double rise = Math.min(1, (step + 1.0) / warmUp);
    double fall = Math.max(0, Math.min(1, (progress - DECAY_FROM) / (1 - DECAY_FROM)));
    return (float) (peak * rise * (FLOOR + (1 - FLOOR) * (1 + Math.cos(Math.PI * fall)) / 2));
  }
}
