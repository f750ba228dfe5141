// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.function.DoubleUnaryOperator;

/**
 * A radial profile tabulated uniformly in the square root of the radius, which resolves cusps. It
 * is linear between nodes and zero beyond its reach.
 */
final class RadialTable {

  private static final int NODES = 1024;

  final double reach;
  private final double scale;
  private final float[] value;

  private RadialTable(double reach, double scale, float[] value) {
    this.reach = reach;
    this.scale = scale;
    this.value = value;
  }

  /**
   * Tabulates a profile.
   *
   * @param profile surface brightness as a function of radius in pixels
   * @param reach radius beyond which it is zero
   */
  static RadialTable of(DoubleUnaryOperator profile, double reach) {
    float[] value = new float[NODES + 2];
    double scale = NODES / Math.sqrt(reach);
    for (int i = 0; i <= NODES; i++) {
      double u = i / scale;
      value[i] = (float) profile.applyAsDouble(u * u);
    }
    return new RadialTable(reach, scale, value);
  }

  /** Flux within the reach for circular isophotes: the integral of 2 pi m I(m). */
  double flux() {
    double sum = 0;
    for (int i = 0; i <= NODES; i++) {
      double u = i / scale;
      sum += (i == NODES ? 0.5 : 1) * value[i] * u * u * u;
    }
    return 4 * Math.PI * sum / scale;
  }

  RadialTable times(double factor) {
    float[] scaled = new float[value.length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) (value[i] * factor);
    }
    return new RadialTable(reach, scale, scaled);
  }

  /** Truncates the profile where it stays below a level, to save time. */
  RadialTable cutBelow(double level) {
    int last = NODES;
    while (last > 1 && Math.abs(value[last]) < level) {
      last--;
    }
    double u = last / scale;
    return new RadialTable(u * u, scale, value);
  }

  /**
   * Interpolates the profile at a radius below {@link #reach}.
   *
   * @param root square root of the radius
   */
  float atRoot(double root) {
    double at = root * scale;
    int i = (int) at;
    float t = (float) (at - i);
    return value[i] + t * (value[i + 1] - value[i]);
  }
}
