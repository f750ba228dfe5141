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

  /** The pixel of a place, by Newton's method; empty where that does not lead to one. */
  Optional<PixelPoint> pixel(double xi, double eta) {
    LinearTransform undistorted = matrix.inverse();
    double x = originX + undistorted.first(xi, eta);
    double y = originY + undistorted.second(xi, eta);
    for (int step = 0; step < MOST_STEPS; step++) {
      PlanePoint here = at(x, y);
      LinearTransform back = slopes(x, y).inverse();
      double dx = back.first(xi - here.xi(), eta - here.eta());
      double dy = back.second(xi - here.xi(), eta - here.eta());
      x += dx;
      y += dy;
      if (Math.abs(dx) <= LAST_STEP && Math.abs(dy) <= LAST_STEP) {
        return Optional.of(new PixelPoint(x, y));
      }
    }
    return Optional.empty();
  }
}
