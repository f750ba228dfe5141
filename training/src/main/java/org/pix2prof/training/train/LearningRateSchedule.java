package org.pix2prof.training.train;

/**
 * The learning rate: a short linear rise, a plateau, and a half cosine down to a hundredth over the
 * second half.
 *
 * @param peak the plateau
 * @param warmUp steps of the rise
 */
record LearningRateSchedule(double peak, long warmUp) {
  private static final double DECAY_FROM = 0.4;
  private static final double LEAST = 0.01;

  /**
   * The rate.
   *
   * @param step counted from 0
   * @param progress of the whole run, 0 to 1
   */
  float rate(long step, double progress) {
    double rise = Math.min(1, (step + 1.0) / warmUp);
    double fall = Math.max(0, Math.min(1, (progress - DECAY_FROM) / (1 - DECAY_FROM)));
    return (float) (peak * rise * (LEAST + (1 - LEAST) * (1 + Math.cos(Math.PI * fall)) / 2));
  }
}
