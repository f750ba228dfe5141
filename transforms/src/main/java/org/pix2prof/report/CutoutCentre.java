package org.pix2prof.report;

import java.io.Serializable;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.wcs.PixelPoint;

/**
 * What of an image its profile needs to be seen.
 *
 * @param source URI of the image that the profile is of
 * @param centreX centre of the isophotes, pixels of the image; NaN where it is not known
 * @param centreY centre of the isophotes, pixels of the image; NaN where it is not known
 * @param radiusArcsec last semi-major axis, arcsec; 0 where there is no sample
 * @serial exclude
 */
public record CutoutCentre(String source, double centreX, double centreY, double radiusArcsec)
    implements Serializable {

  /**
   * What a profile needs.
   *
   * @param profile any
   * @return its aim
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
