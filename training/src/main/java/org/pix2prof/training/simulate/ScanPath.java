// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/**
 * A great circle that a telescope scans. Positions are distances along the circle from its middle,
 * and across it, to the left of the scan direction.
 *
 * @param middle middle of the scan
 * @param headingDeg direction of the scan at the middle, degrees from north through east
 */
record ScanPath(SkyPoint middle, double headingDeg) {
  private static final double STEP_DEG = 1e-4;

  /** Returns the position at distances in degrees. */
  SkyPoint toSky(double alongDeg, double acrossDeg) {
    double ra = Math.toRadians(middle.raDeg());
    double dec = Math.toRadians(middle.decDeg());
    double heading = Math.toRadians(headingDeg);
    double[] out = {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
    double[] east = {-Math.sin(ra), Math.cos(ra), 0};
    double[] north = {-Math.sin(dec) * Math.cos(ra), -Math.sin(dec) * Math.sin(ra), Math.cos(dec)};
    double along = Math.toRadians(alongDeg);
    double across = Math.toRadians(acrossDeg);
    double[] at = new double[3];
    for (int i = 0; i < 3; i++) {
      double ahead = Math.sin(heading) * east[i] + Math.cos(heading) * north[i];
      double left = -Math.cos(heading) * east[i] + Math.sin(heading) * north[i];
      at[i] =
          Math.cos(across) * (Math.cos(along) * out[i] + Math.sin(along) * ahead)
              + Math.sin(across) * left;
    }
    double raDeg = Math.toDegrees(Math.atan2(at[1], at[0]));
    return new SkyPoint(
        raDeg < 0 ? raDeg + 360 : raDeg,
        Math.toDegrees(Math.atan2(at[2], Math.hypot(at[0], at[1]))));
  }

  /**
   * Returns the WCS of an image about a position, with the y axis along the scan and the x axis to
   * its left.
   *
   * @param x pixel coordinate of that position
   * @param y pixel coordinate of that position
   * @param scaleDeg pixel scale, degrees
   */
  LocalWcs wcs(double alongDeg, double acrossDeg, double x, double y, double scaleDeg) {
    SkyPoint here = toSky(alongDeg, acrossDeg);
    SkyPoint next = toSky(alongDeg + STEP_DEG, acrossDeg);
    PixelPoint ahead =
        new LocalWcs(0, 0, here.raDeg(), here.decDeg(), 1, 0, 0, 1)
            .toPixel(next.raDeg(), next.decDeg())
            .orElseThrow();
    double length = Math.hypot(ahead.x(), ahead.y());
    double east = scaleDeg * ahead.x() / length;
    double north = scaleDeg * ahead.y() / length;
    return new LocalWcs(x, y, here.raDeg(), here.decDeg(), -north, east, east, north);
  }
}
