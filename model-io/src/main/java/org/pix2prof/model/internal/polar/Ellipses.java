// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal.polar;

import org.pix2prof.model.Isophotes;

/**
 * Concentric ellipses, one per radial step of the profile.
 *
 * <p>The shape of each is stored as the vector {@code eta = ln(a/b) (cos 2 PA, sin 2 PA)}, which is
 * smooth through the circle (eta = 0) and unbounded, so that corrections to it add up. The position
 * angle runs from +x towards +y.
 *
 * @param centreX of all of them, pixels
 * @param centreY of all of them, pixels
 * @param etaX first component of each shape
 * @param etaY second component of each shape
 */
public record Ellipses(double centreX, double centreY, float[] etaX, float[] etaY) {

  /** Flattest shape: axis ratio 0.05. */
  private static final double MAX_ETA = 3.0;

  /**
   * Creates circles around a point.
   *
   * @param centreX pixels
   * @param centreY pixels
   * @param steps number of ellipses
   * @return ellipses of eta 0
   */
  public static Ellipses circles(double centreX, double centreY, int steps) {
    return new Ellipses(centreX, centreY, new float[steps], new float[steps]);
  }

  /**
   * Creates ellipses from given isophotes.
   *
   * @param isophotes in the pixels of the ellipses, one for each step
   * @return ellipses with these shapes
   */
  static Ellipses along(Isophotes isophotes) {
    float[] ellipticities = isophotes.ellipticity();
    float[] angles = isophotes.paDeg();
    int steps = angles.length;
    float[] x = new float[steps];
    float[] y = new float[steps];
    for (int i = 0; i < steps; i++) {
      double eta = -Math.log1p(-ellipticities[i]);
      double twice = 2 * Math.toRadians(angles[i]);
      x[i] = (float) (eta * Math.cos(twice));
      y[i] = (float) (eta * Math.sin(twice));
    }
    return new Ellipses(isophotes.centreX(), isophotes.centreY(), x, y);
  }

  /**
   * Number of ellipses.
   *
   * @return one per radial step
   */
  public int steps() {
    return etaX.length;
  }

  /**
   * Flattening of one ellipse.
   *
   * @param step of the profile
   * @return {@code ln(a/b)}, 0 for a circle
   */
  public double flattening(int step) {
    return Math.hypot(etaX[step], etaY[step]);
  }

  /**
   * Axis ratio of one ellipse.
   *
   * @param step of the profile
   * @return b/a, 1 for a circle
   */
  public double axisRatio(int step) {
    return Math.exp(-flattening(step));
  }

  /**
   * Orientation of one ellipse.
   *
   * @param step of the profile
   * @return twice the position angle, radians; 0 for a circle
   */
  public double twicePositionAngle(int step) {
    return Math.atan2(etaY[step], etaX[step]);
  }

  /**
   * Ellipticities of the first ellipses.
   *
   * @param length number of ellipses
   * @return {@code 1 - b/a} of each
   */
  float[] ellipticities(int length) {
    float[] ellipticities = new float[length];
    for (int i = 0; i < length; i++) {
      ellipticities[i] = (float) -Math.expm1(-flattening(i));
    }
    return ellipticities;
  }

  /**
   * Position angles of the first ellipses.
   *
   * @param length number of ellipses
   * @return degrees from +x towards +y, in [0, 180)
   */
  float[] positionAngles(int length) {
    float[] angles = new float[length];
    for (int i = 0; i < length; i++) {
      float degrees = (float) Math.toDegrees(twicePositionAngle(i) / 2);
      // Rounding may turn a small negative angle into 180.
      angles[i] = degrees < 0 ? (degrees + 180) % 180 : degrees;
    }
    return angles;
  }

  /**
   * Returns corrected ellipses.
   *
   * @param shiftX added to the centre, pixels
   * @param shiftY added to the centre, pixels
   * @param dEtaX added to each shape
   * @param dEtaY added to each shape
   * @return new ellipses
   */
  public Ellipses corrected(double shiftX, double shiftY, float[] dEtaX, float[] dEtaY) {
    float[] x = new float[steps()];
    float[] y = new float[steps()];
    for (int i = 0; i < steps(); i++) {
      double ex = etaX[i] + dEtaX[i];
      double ey = etaY[i] + dEtaY[i];
      double scale = Math.min(1, MAX_ETA / Math.max(Math.hypot(ex, ey), 1e-9));
      x[i] = (float) (ex * scale);
      y[i] = (float) (ey * scale);
    }
    return new Ellipses(centreX + shiftX, centreY + shiftY, x, y);
  }
}
