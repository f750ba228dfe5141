package org.pix2prof.report;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pix2prof.wcs.LocalWcs;

/**
 * A small picture of a part of an image, and where it is.
 *
 * @param source URI of the image
 * @param imageWidth pixels of the image along x
 * @param imageHeight pixels of the image along y
 * @param left first pixel of the part along x
 * @param bottom first pixel of the part along y
 * @param width pixels of the image that it shows along x
 * @param height pixels of the image that it shows along y
 * @param pixelScaleArcsec side of a pixel of the image, arcsec
 * @param pixelScaleAssumed whether that is the model's, for neither header nor option gave one
 * @param centreX of the galaxy, pixels of the image
 * @param centreY of the galaxy, pixels of the image
 * @param centreFrom who says where the centre is
 * @param wcs the sky about the image, or null
 * @param picture PNG, grey, y upwards
 * @param masked PNG of the pixels without value, transparent elsewhere; null where there are none
 * @param maskedPixels how many pixels of the image's part have no value
 * @serial exclude
 */
@SuppressWarnings("ArrayRecordComponent")
public record GalaxyCutout(
    String source,
    int imageWidth,
    int imageHeight,
    int left,
    int bottom,
    int width,
    int height,
    double pixelScaleArcsec,
    boolean pixelScaleAssumed,
    double centreX,
    double centreY,
    CentreFrom centreFrom,
    LocalWcs wcs,
    byte[] picture,
    byte[] masked,
    int maskedPixels)
    implements Serializable {

  /** Who says where a galaxy's centre is. */
  public enum CentreFrom {
    /** The table of profiles has it. */
    PROFILE,
    /** The table does not say: it is where the model's preparation finds it. */
    IMAGE,
    /** Neither says: it is taken to be the middle of the image. */
    MIDDLE
  }

  /** {@return the sky about the image, if it has a usable WCS} */
  public Optional<LocalWcs> sky() {
    return Optional.ofNullable(wcs);
  }

  /** Equal to another cutout of equal parts, pixel by pixel. */
  @Override
  public boolean equals(Object other) {
    return other instanceof GalaxyCutout that
        && Arrays.equals(picture, that.picture)
        && Arrays.equals(masked, that.masked)
        && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return 31 * parts().hashCode() + Arrays.hashCode(picture);
  }

  /** All but the pictures. */
  private List<Object> parts() {
    return Arrays.asList(
        source,
        imageWidth,
        imageHeight,
        left,
        bottom,
        width,
        height,
        pixelScaleArcsec,
        pixelScaleAssumed,
        centreX,
        centreY,
        centreFrom,
        wcs,
        maskedPixels);
  }
}
