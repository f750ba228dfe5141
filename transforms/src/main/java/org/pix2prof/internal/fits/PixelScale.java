// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.PixelShape;
import org.pix2prof.wcs.AngleUnits;
import org.pix2prof.wcs.CelestialType;
import org.pix2prof.wcs.LinearKeywords;

/**
 * Size and shape of a pixel, from the matrix between pixels and intermediate world coordinates
 * (Greisen and Calabretta 2002, section 2.1): its area is the determinant. Rotation changes
 * neither, so CROTA is ignored.
 *
 * @param arcsec side of a pixel, the square root of its area
 * @param shape of the pixel
 */
record PixelScale(double arcsec, PixelShape shape) {
  /** Maximum pixel scale to accept if CTYPE and CUNIT are absent. */
  private static final double LARGEST_UNNAMED_ARCSEC = 360;

  /**
   * Reads the keywords of a header.
   *
   * @param x number of the axis along x, from 1
   * @param y number of the axis along y
   * @return empty if the header has no celestial WCS
   * @throws BadImageException if the WCS is invalid
   */
  static Optional<PixelScale> of(FitsHeader header, int x, int y) throws BadImageException {
    Optional<LinearKeywords> linear = LinearKeywords.of(header, x, y);
    if (linear.isEmpty()) {
      return Optional.empty();
    }
    Axis xs = Axis.of(header, x);
    Axis ys = Axis.of(header, y);
    if (xs.isOther() || ys.isOther()) {
      return Optional.empty();
    }
    double scale =
        Math.sqrt(Math.abs(linear.get().determinant()) * xs.arcsecPerUnit * ys.arcsecPerUnit);
    boolean named = xs.named && ys.named;
    if (!named && !(scale > 0 && scale < LARGEST_UNNAMED_ARCSEC)) {
      return Optional.empty();
    }
    linear.get().requireBelievable(scale);
    return Optional.of(
        new PixelScale(scale, linear.get().shape(xs.arcsecPerUnit, ys.arcsecPerUnit)));
  }

  /**
   * One axis of the sky.
   *
   * @param arcsecPerUnit of its world coordinate; NaN if that is not an angle on the sky
   * @param named true if the header has the axis' type or unit
   */
  private record Axis(double arcsecPerUnit, boolean named) {
    static Axis of(FitsHeader header, int number) throws BadImageException {
      Optional<String> unit = header.text("CUNIT" + number);
      OptionalDouble arcsec = AngleUnits.arcsec(unit.orElse("deg"));
      boolean celestial = CelestialType.of(header, number).isPresent();
      if (celestial && arcsec.isEmpty()) {
        throw header.unusable("CUNIT" + number, AngleUnits.NAMES);
      }
      boolean angle = celestial || unit.isPresent() || header.text("CTYPE" + number).isEmpty();
      return new Axis(
          angle ? arcsec.orElse(Double.NaN) : Double.NaN, celestial || unit.isPresent());
    }

    boolean isOther() {
      return Double.isNaN(arcsecPerUnit);
    }
  }
}
