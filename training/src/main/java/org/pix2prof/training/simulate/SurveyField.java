// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.Locale;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

/**
 * A frame of a survey that scans the sky: identification and position.
 *
 * @param run run number
 * @param camcol camera column, from 1
 * @param field field number along the scan
 * @param strip strip of the stripe, N or S
 * @param wcs WCS of the frame in r
 */
record SurveyField(int run, int camcol, int field, char strip, LocalWcs wcs) {

  /** Returns the SDSS name of the frame in a band, without extensions. */
  String name(String band) {
    return String.format(Locale.ROOT, "frame-%s-%06d-%d-%04d", band, run, camcol, field);
  }

  /** Returns the frame's WCS in a band; the bands are offset by some pixels. */
  LocalWcs wcs(String band) {
    return switch (band) {
      case "g" -> shifted(-2.2, 5.1);
      case "i" -> shifted(1.7, -2.3);
      case "z" -> shifted(-2.6, 3.4);
      default -> wcs;
    };
  }

  private LocalWcs shifted(double dx, double dy) {
    var middle = wcs.toSky(wcs.x() + dx, wcs.y() + dy);
    return new LocalWcs(
        wcs.x(),
        wcs.y(),
        middle.raDeg(),
        middle.decDeg(),
        wcs.cd11(),
        wcs.cd12(),
        wcs.cd21(),
        wcs.cd22());
  }

  /**
   * Returns the distance of a position from the nearest edge, pixels; negative outside, and minus
   * infinity on the opposite side of the sky.
   */
  double inside(double raDeg, double decDeg, FrameGeometry geometry) {
    return wcs.toPixel(raDeg, decDeg)
        .map(pixel -> inside(pixel, geometry))
        .orElse(Double.NEGATIVE_INFINITY);
  }

  private static double inside(PixelPoint pixel, FrameGeometry geometry) {
    double x = Math.min(pixel.x() + 0.5, geometry.width() - 0.5 - pixel.x());
    double y = Math.min(pixel.y() + 0.5, geometry.height() - 0.5 - pixel.y());
    return Math.min(x, y);
  }
}
