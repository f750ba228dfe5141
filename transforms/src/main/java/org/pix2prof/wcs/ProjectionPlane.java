package org.pix2prof.wcs;

import java.io.Serializable;
import java.util.Optional;

/**
 * From pixels to the projection plane, in degrees along longitude and latitude, and back.
 *
 * @param originX pixel of the plane's origin, CRPIX counted from 0
 * @param originY pixel of the plane's origin
 * @param sip on pixels, counted from the origin
 * @param matrix from those to the plane
 * @param tpv on the plane
 */
record ProjectionPlane(
    double originX, double originY, Distortion sip, LinearTransform matrix, Distortion tpv)
    implements Serializable {

  /** A Newton step as short as this leaves an error that is far shorter, in pixels. */
  private static final double LAST_STEP = 1e-6;

  private static final int MOST_STEPS = 30;

  /** The place of a pixel. */
  PlanePoint at(double x, double y) {
    double u = x - originX;
    double v = y - originY;
    double a = sip.first(u, v);
    double b = sip.second(u, v);
    double p = matrix.first(a, b);
    double q = matrix.second(a, b);
    return new PlanePoint(tpv.first(p, q), tpv.second(p, q));
  }

  /** The derivatives of the place with respect to the pixel. */
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
   * The pixel of a place, by Newton's method; empty where that does not lead to one. This is called
   * for every position of a catalogue, so no matrix is an object here.
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
