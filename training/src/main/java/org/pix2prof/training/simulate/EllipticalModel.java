// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * A light distribution with similar, concentric isophotes, which may be boxy or disky: with x and y
 * along the axes and y divided by the axis ratio, the radius of an isophote is {@code (x^4 + 2 k
 * x^2 y^2 + y^4)^(1/4)}; k = 1 is an ellipse, below 1 boxy, above 1 disky.
 */
final class EllipticalModel implements LightModel {

  private final RadialTable table;
  private final double x0;
  private final double y0;
  private final double axisRatio;
  private final double paRad;
  private final double kappa;

  /**
   * Creates a model about a point.
   *
   * @param table surface brightness as a function of radius along the major axis
   * @param x0 offset of its centre from that of the galaxy, pixels
   * @param y0 offset of its centre from that of the galaxy, pixels
   * @param axisRatio minor over major axis
   * @param paRad position angle of the major axis, counter-clockwise from +x
   * @param kappa shape of the isophotes, 1 for ellipses
   */
  EllipticalModel(
      RadialTable table, double x0, double y0, double axisRatio, double paRad, double kappa) {
    this.table = table;
    this.x0 = x0;
    this.y0 = y0;
    this.axisRatio = axisRatio;
    this.paRad = paRad;
    this.kappa = kappa;
  }

  /** Creates a model about the galaxy's centre with a given total flux. */
  static EllipticalModel withFlux(
      RadialTable table, double axisRatio, double paRad, double kappa, double flux) {
    RadialTable scaled = table.times(flux / (axisRatio * table.flux()));
    return new EllipticalModel(scaled, 0, 0, axisRatio, paRad, kappa);
  }

  /**
   * Creates a Sersic model about the galaxy's centre, out to a radius that contains nearly all of
   * its light.
   */
  static EllipticalModel sersic(
      double n, double halfLight, double axisRatio, double paRad, double flux) {
    RadialTable table = RadialTable.of(Profiles.sersic(n, halfLight), halfLight * (n < 2 ? 8 : 25));
    return withFlux(table, axisRatio, paRad, 1, flux);
  }

  @Override
  public EllipticalModel times(double factor) {
    return new EllipticalModel(table.times(factor), x0, y0, axisRatio, paRad, kappa);
  }

  EllipticalModel cutBelow(double level) {
    return new EllipticalModel(table.cutBelow(level), x0, y0, axisRatio, paRad, kappa);
  }

  EllipticalModel movedTo(double x, double y) {
    return new EllipticalModel(table, x, y, axisRatio, paRad, kappa);
  }

  @Override
  public EllipticalModel rotated(double angleRad) {
    double cos = Math.cos(angleRad);
    double sin = Math.sin(angleRad);
    return new EllipticalModel(
        table, cos * x0 - sin * y0, sin * x0 + cos * y0, axisRatio, paRad + angleRad, kappa);
  }

  @Override
  public double extent(double surfaceBrightness) {
    return Math.hypot(x0, y0) + cutBelow(surfaceBrightness).reach();
  }

  /** Radius beyond which there is no light, pixels from its centre. */
  double reach() {
    return kappa < 1 ? 1.2 * table.reach : table.reach;
  }

  @Override
  public void addRow(double y, double fromX, double step, int n, float[] row, int from) {
    double dy = y - y0;
    double reach = reach();
    if (Math.abs(dy) >= reach) {
      return;
    }
    double half = Math.sqrt(reach * reach - dy * dy);
    int first = (int) Math.max(0, Math.ceil((x0 - half - fromX) / step));
    int last = (int) Math.min(n - 1, Math.floor((x0 + half - fromX) / step));
    double cos = Math.cos(paRad);
    double sin = Math.sin(paRad);
    double major0 = sin * dy;
    double minor0 = cos * dy / axisRatio;
    double minorX = -sin / axisRatio;
    double max2 = table.reach * table.reach * (1 - 1e-9);
    double twist = 2 * (kappa - 1);
    boolean ellipse = kappa == 1;
    for (int i = first; i <= last; i++) {
      double dx = fromX + i * step - x0;
      double a = cos * dx + major0;
      double b = minorX * dx + minor0;
      double r2 = a * a + b * b;
      if (!ellipse) {
        double ab = a * b;
        r2 = Math.sqrt(Math.max(0, r2 * r2 + twist * ab * ab));
      }
      if (r2 < max2) {
        row[from + i] += table.atRoot(Math.sqrt(Math.sqrt(r2)));
      }
    }
  }
}
