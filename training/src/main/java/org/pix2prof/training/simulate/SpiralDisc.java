// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.function.DoubleUnaryOperator;

/**
 * A thin disc with logarithmic spiral arms: the disc's surface brightness times {@code 1 + A(R)
 * (arm(psi) - mean)}, with {@code arm = ((1 + cos psi) / 2)^p} and {@code psi = m (theta - theta0)
 * - m ln(R) / tan(pitch) + wobble(R)} in the plane of the disc. A dust lane along each arm absorbs
 * the fraction {@code D A(R) ((1 + cos(psi + lag)) / 2)^4} of the light.
 */
final class SpiralDisc implements LightModel {

  private static final double[] MEAN = {1, 0.5, 0.375, 0.3125, 0.2734375};

  private final RadialTable disc;
  private final RadialTable cosPhase;
  private final RadialTable sinPhase;
  private final RadialTable amplitude;
  private final double axisRatio;
  private final double paRad;
  private final int arms;
  private final int sharpness;
  private final double dust;
  private final double lag;

  private SpiralDisc(
      RadialTable disc,
      RadialTable cosPhase,
      RadialTable sinPhase,
      RadialTable amplitude,
      double axisRatio,
      double paRad,
      int arms,
      int sharpness,
      double dust,
      double lag) {
    this.disc = disc;
    this.cosPhase = cosPhase;
    this.sinPhase = sinPhase;
    this.amplitude = amplitude;
    this.axisRatio = axisRatio;
    this.paRad = paRad;
    this.arms = arms;
    this.sharpness = sharpness;
    this.dust = dust;
    this.lag = lag;
  }

  /**
   * Puts arms on a disc.
   *
   * @param disc surface brightness as a function of radius in the plane
   * @param axisRatio minor over major axis of the projected disc
   * @param paRad position angle of the line of nodes
   * @param arms number of arms, 1 to 4
   * @param sharpness exponent p of the arms, 1 to 4
   * @param pitchRad pitch angle, negative for the other sense of winding
   * @param theta0 azimuth of an arm at a radius of one pixel
   * @param contrast A(R) well outside the inner radius
   * @param wobble amplitude of the arms' oscillation about the spiral, radians
   * @param dust D of the lanes, 0 for none
   * @param lag of the lanes behind the arms, radians
   * @param inner radius at which the arms begin, pixels
   * @param outer radius at which the arms fade, pixels
   */
  static SpiralDisc of(
      RadialTable disc,
      double axisRatio,
      double paRad,
      int arms,
      int sharpness,
      double pitchRad,
      double theta0,
      double contrast,
      double wobble,
      double dust,
      double lag,
      double inner,
      double outer) {
    double wind = arms / Math.tan(pitchRad);
    DoubleUnaryOperator phase =
        r -> {
          double log = Math.log(Math.max(r, inner / 4));
          return arms * theta0 + wind * log + wobble * Math.sin(5 * log + theta0);
        };
    return new SpiralDisc(
        disc,
        RadialTable.of(r -> Math.cos(phase.applyAsDouble(r)), disc.reach),
        RadialTable.of(r -> Math.sin(phase.applyAsDouble(r)), disc.reach),
        RadialTable.of(
            r ->
                contrast
                    * (1 - Math.exp(-Math.pow(r / inner, 4)))
                    * Math.exp(-Math.pow(r / outer, 4)),
            disc.reach),
        axisRatio,
        paRad,
        arms,
        sharpness,
        dust,
        lag);
  }

  @Override
  public SpiralDisc times(double factor) {
    return new SpiralDisc(
        disc.times(factor),
        cosPhase,
        sinPhase,
        amplitude,
        axisRatio,
        paRad,
        arms,
        sharpness,
        dust,
        lag);
  }

  @Override
  public SpiralDisc rotated(double angleRad) {
    return new SpiralDisc(
        disc,
        cosPhase,
        sinPhase,
        amplitude,
        axisRatio,
        paRad + angleRad,
        arms,
        sharpness,
        dust,
        lag);
  }

  /** The arms are less than twice as bright as the disc. */
  @Override
  public double extent(double surfaceBrightness) {
    return disc.cutBelow(surfaceBrightness / 2).reach;
  }

  @Override
  public void addRow(double y, double fromX, double step, int n, float[] row, int from) {
    if (Math.abs(y) >= disc.reach) {
      return;
    }
    double cos = Math.cos(paRad);
    double sin = Math.sin(paRad);
    double cosLag = Math.cos(lag);
    double sinLag = Math.sin(lag);
    double max2 = disc.reach * disc.reach * (1 - 1e-9);
    for (int i = 0; i < n; i++) {
      double x = fromX + i * step;
      double a = cos * x + sin * y;
      double b = (cos * y - sin * x) / axisRatio;
      double r2 = a * a + b * b;
      if (r2 >= max2) {
        continue;
      }
      double r = Math.sqrt(r2);
      double root = Math.sqrt(r);
      float light = disc.atRoot(root);
      float contrast = amplitude.atRoot(root);
      if (contrast > 1e-3f) {
        double c1 = a / r;
        double s1 = b / r;
        double c = c1;
        double s = s1;
        for (int k = 1; k < arms; k++) {
          double next = c * c1 - s * s1;
          s = s * c1 + c * s1;
          c = next;
        }
        double cosPsi = c * cosPhase.atRoot(root) + s * sinPhase.atRoot(root);
        double sinPsi = s * cosPhase.atRoot(root) - c * sinPhase.atRoot(root);
        double wave = 0.5 * (1 + cosPsi);
        double arm = wave;
        for (int k = 1; k < sharpness; k++) {
          arm *= wave;
        }
        light *= (float) Math.max(0, 1 + contrast * (arm - MEAN[sharpness]));
        if (dust > 0) {
          double lane = 0.5 * (1 + cosPsi * cosLag - sinPsi * sinLag);
          light *= (float) Math.max(0, 1 - dust * contrast * lane * lane * lane * lane);
        }
      }
      row[from + i] += light;
    }
  }
}
