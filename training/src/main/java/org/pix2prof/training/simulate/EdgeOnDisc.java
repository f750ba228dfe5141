// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * An exponential disc seen edge-on with a sech^2 vertical profile (van der Kruit and Searle 1981),
 * optionally dimmed by a dust lane near its plane.
 */
final class EdgeOnDisc implements LightModel {

  private static final int NODES = 512;

  private final RadialTable along;
  private final float[] vertical;
  private final double zMax;
  private final double paRad;

  private EdgeOnDisc(RadialTable along, float[] vertical, double zMax, double paRad) {
    this.along = along;
    this.vertical = vertical;
    this.zMax = zMax;
    this.paRad = paRad;
  }

  /**
   * Creates a disc of a given total flux before dust.
   *
   * @param scaleLength radial scale length, pixels
   * @param height z0 of sech^2(z/z0), pixels
   * @param paRad position angle of the plane
   * @param dust maximum fraction of light absorbed by the lane, 0 for no lane
   * @param laneOffset distance of the lane from the plane, pixels
   * @param laneWidth standard deviation of the lane across the plane, pixels
   * @param flux total flux before dust
   */
  static EdgeOnDisc of(
      double scaleLength,
      double height,
      double paRad,
      double dust,
      double laneOffset,
      double laneWidth,
      double flux) {
    // The integral of (R/h) K1(R/h) over all R is pi h, of sech^2(z/z0) over all z is 2 z0.
    double central = flux / (Math.PI * scaleLength * 2 * height);
    RadialTable along =
        RadialTable.of(Profiles.edgeOn(scaleLength), 14 * scaleLength).times(central);
    double zMax = 8 * height;
    float[] vertical = new float[NODES + 2];
    for (int i = 0; i <= NODES; i++) {
      double z = -zMax + 2 * zMax * i / NODES;
      double cosh = Math.cosh(z / height);
      double t = (z - laneOffset) / laneWidth;
      vertical[i] = (float) ((1 - dust * Math.exp(-0.5 * t * t)) / (cosh * cosh));
    }
    return new EdgeOnDisc(along, vertical, zMax, paRad);
  }

  @Override
  public EdgeOnDisc times(double factor) {
    return new EdgeOnDisc(along.times(factor), vertical, zMax, paRad);
  }

  @Override
  public EdgeOnDisc rotated(double angleRad) {
    return new EdgeOnDisc(along, vertical, zMax, paRad + angleRad);
  }

  @Override
  public double extent(double surfaceBrightness) {
    return Math.hypot(along.cutBelow(surfaceBrightness).reach, zMax);
  }

  @Override
  public void addRow(double y, double fromX, double step, int n, float[] row, int from) {
    double cos = Math.cos(paRad);
    double sin = Math.sin(paRad);
    double perZ = NODES / (2 * zMax);
    for (int i = 0; i < n; i++) {
      double x = fromX + i * step;
      double r = Math.abs(cos * x + sin * y);
      double z = cos * y - sin * x;
      if (r >= along.reach || Math.abs(z) >= zMax) {
        continue;
      }
      double at = (z + zMax) * perZ;
      int k = (int) at;
      float t = (float) (at - k);
      row[from + i] +=
          along.atRoot(Math.sqrt(r)) * (vertical[k] + t * (vertical[k + 1] - vertical[k]));
    }
  }
}
