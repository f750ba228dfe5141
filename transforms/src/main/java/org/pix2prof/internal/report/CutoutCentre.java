// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.io.Serializable;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;

/**
 * Centre and size of the cutout that shows a profile.
 *
 * @param source URI of the profile's image
 * @param centreX centre of the isophotes, pixels of the image; NaN if unknown
 * @param centreY centre of the isophotes, pixels of the image; NaN if unknown
 * @param radiusArcsec last semi-major axis, arcsec; 0 without samples
 * @serial exclude
 */
public record CutoutCentre(String source, double centreX, double centreY, double radiusArcsec)
    implements Serializable {

  /**
   * Returns the cutout centre of a profile.
   *
   * @param profile with or without a centre
   * @return its cutout centre
   */
  public static CutoutCentre of(SurfaceBrightnessProfile profile) {
    float[] radius = profile.radiusArcsec();
    return new CutoutCentre(
        profile.provenance().source(),
        profile.centre().map(PixelPoint::x).orElse(Double.NaN),
        profile.centre().map(PixelPoint::y).orElse(Double.NaN),
        radius.length == 0 ? 0 : radius[radius.length - 1]);
  }
}
