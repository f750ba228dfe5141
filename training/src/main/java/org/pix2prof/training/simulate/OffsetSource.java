// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * A light distribution about a point offset from the galaxy's centre.
 *
 * @param light light about its own centre
 * @param x offset of its centre from that of the galaxy, pixels
 * @param y offset of its centre from that of the galaxy, pixels
 */
record OffsetSource(LightModel light, double x, double y) implements LightModel {

  @Override
  public void addRow(double rowY, double x0, double step, int n, float[] row, int from) {
    light.addRow(rowY - y, x0 - x, step, n, row, from);
  }

  @Override
  public OffsetSource rotated(double angleRad) {
    double cos = Math.cos(angleRad);
    double sin = Math.sin(angleRad);
    return new OffsetSource(light.rotated(angleRad), cos * x - sin * y, sin * x + cos * y);
  }

  @Override
  public double extent(double surfaceBrightness) {
    return Math.hypot(x, y) + light.extent(surfaceBrightness);
  }

  @Override
  public OffsetSource times(double factor) {
    return new OffsetSource(light.times(factor), x, y);
  }
}
