// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Optional;

/**
 * Maps pixels to the projection plane, in degrees along longitude and latitude, and back.
 *
 * @param originX pixel of the plane's origin, CRPIX counted from 0
 * @param originY pixel of the plane's origin
 * @param sip distortion of pixels relative to the origin
 * @param matrix maps these pixels to the plane
 * @param tpv distortion of the plane
 */
record ProjectionPlane(
    double originX, double originY, Distortion sip, LinearTransform matrix, Distortion tpv) {

  /** Length of the last Newton step, pixels; the remaining error is far smaller. */
  private static final double LAST_STEP = 1e-6;

  private static final int MOST_STEPS = 30;

  /** Returns the position of a pixel on the plane. */
  PlanePoint at(double x, double y) {
    double u = x - originX;
    double v = y - originY;
    double a = sip.first(u, v);
    double b = sip.second(u, v);
    double p = matrix.first(a, b);
    double q = matrix.second(a, b);
    return new PlanePoint(tpv.first(p, q), tpv.second(p, q));
  }

  /** Returns the derivatives of the position with respect to the pixel. */
  LinearTransform slopes(double x, double y) {
    double u = x - originX;
    double v = y - originY;
    double a = sip.first(u, v);
    double b = sip.second(u, v);
    return tpv.slopes(matrix.first(a, b), matrix.second(a, b))
        .after(matrix)
        .after(sip.slopes(u, v));
  }

  /**
   * Finds the pixel of a position by Newton's method; empty if it does not converge. This is called
   * for every position of a catalogue, so it creates no matrix objects.
   */
  Optional<PixelPoint> pixel(double xi, double eta) {
    double size = matrix.determinant();
    double u = (matrix.m22() * xi - matrix.m12() * eta) / size;
    double v = (matrix.m11() * eta - matrix.m21() * xi) / size;
    for (int step = 0; step < MOST_STEPS; step++) {
      double a = sip.first(u, v);
      double b = sip.second(u, v);
      double p = matrix.first(a, b);
      double q = matrix.second(a, b);
      double missedXi = xi - tpv.first(p, q);
      double missedEta = eta - tpv.second(p, q);
      double pAlongU = matrix.first(sip.d11(u, v), sip.d21(u, v));
      double qAlongU = matrix.second(sip.d11(u, v), sip.d21(u, v));
      double pAlongV = matrix.first(sip.d12(u, v), sip.d22(u, v));
      double qAlongV = matrix.second(sip.d12(u, v), sip.d22(u, v));
      double xiAlongU = tpv.d11(p, q) * pAlongU + tpv.d12(p, q) * qAlongU;
      double xiAlongV = tpv.d11(p, q) * pAlongV + tpv.d12(p, q) * qAlongV;
      double etaAlongU = tpv.d21(p, q) * pAlongU + tpv.d22(p, q) * qAlongU;
      double etaAlongV = tpv.d21(p, q) * pAlongV + tpv.d22(p, q) * qAlongV;
      double det = xiAlongU * etaAlongV - xiAlongV * etaAlongU;
      double du = (etaAlongV * missedXi - xiAlongV * missedEta) / det;
      double dv = (xiAlongU * missedEta - etaAlongU * missedXi) / det;
      u += du;
      v += dv;
      if (Math.abs(du) <= LAST_STEP && Math.abs(dv) <= LAST_STEP) {
        return Optional.of(new PixelPoint(u + originX, v + originY));
      }
    }
    return Optional.empty();
  }
}
