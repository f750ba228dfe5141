package org.pix2prof.training.simulate;

import java.util.Locale;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

/**
 * One frame of a survey that scans the sky: which, and where.
 *
 * @param run number of the scan
 * @param camcol column of the camera, from 1
 * @param field number along the scan
 * @param strip N or S, the two runs that fill a stripe
 * @param wcs of the frame in r
 */
record SurveyField(int run, int camcol, int field, char strip, LocalWcs wcs) {

  /** SDSS's name for the frame in a band, without extensions. */
  String name(String band) {
    return String.format(Locale.ROOT, "frame-%s-%06d-%d-%04d", band, run, camcol, field);
  }

  /** The frame's WCS in a band: each sees the sky moved by some pixels. */
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
   * How far a position is from the nearest edge, pixels; negative if it is outside, and minus
   * infinity where it is on another side of the sky.
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
