// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Locale;
import org.pix2prof.internal.fits.FitsFixtures.Part;

/** Headers with a celestial WCS. */
public final class WcsFixtures {
  private WcsFixtures() {}

  /** Adds a tangent projection, rotated by some degrees, to an image. */
  public static Part tan(
      Part image,
      double ra,
      double dec,
      double crpix1,
      double crpix2,
      double scaleArcsec,
      double degrees) {
    double cos = scaleArcsec / 3600 * Math.cos(Math.toRadians(degrees));
    double sin = scaleArcsec / 3600 * Math.sin(Math.toRadians(degrees));
    return image
        .card("CTYPE1", "RA---TAN")
        .card("CTYPE2", "DEC--TAN")
        .card("CRVAL1", number(ra))
        .card("CRVAL2", number(dec))
        .card("CRPIX1", crpix1)
        .card("CRPIX2", crpix2)
        .card("CD1_1", number(-cos))
        .card("CD1_2", number(sin))
        .card("CD2_1", number(sin))
        .card("CD2_2", number(cos));
  }

  /** Formats all digits of a double for a header. */
  private static Object number(double value) {
    return new Object() {
      @Override
      public String toString() {
        return String.format(Locale.ROOT, "%.15E", value);
      }
    };
  }
}
