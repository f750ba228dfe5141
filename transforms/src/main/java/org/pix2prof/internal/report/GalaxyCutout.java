// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.pix2prof.wcs.LocalWcs;

/**
 * A picture of a part of an image, and its position.
 *
 * @param source URI of the image
 * @param imageWidth pixels of the image along x
 * @param imageHeight pixels of the image along y
 * @param left first pixel of the part along x: the centre is {@code centreX - left} square pixels
 *     from it
 * @param bottom first pixel of the part along y: the centre is {@code centreY - bottom} square
 *     pixels from it
 * @param width shown square pixels along x
 * @param height shown square pixels along y
 * @param pixelScaleArcsec side of a square pixel, the square root of the area of one of the image,
 *     arcsec
 * @param pixelScaleAssumed whether the pixel scale is the model's, because neither header nor
 *     option gives one
 * @param centreX of the galaxy, pixels of the image
 * @param centreY of the galaxy, pixels of the image
 * @param centreFrom source of the centre
 * @param wcs local WCS of the image, or null
 * @param picture PNG, grey, y upwards
 * @param masked PNG of the pixels without value, transparent elsewhere; null if there are none
 * @param maskedPixels number of pixels without value in the image's part
 * @param residual PNG of the image minus the profile's model, grey, y upwards; null without one
 * @serial exclude
 */
@SuppressWarnings("ArrayRecordComponent")
public record GalaxyCutout(
    String source,
    int imageWidth,
    int imageHeight,
    double left,
    double bottom,
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
    int maskedPixels,
    byte[] residual)
    implements Serializable {

  /** Sources of a galaxy's centre. */
  public enum CentreFrom {
    /** The table of profiles. */
    PROFILE,
    /** The model's preprocessing, because the table has no centre. */
    IMAGE,
    /** The middle of the image, because neither gives a centre. */
    MIDDLE
  }

  /** {@return local WCS of the image, if it has a usable one} */
  public Optional<LocalWcs> sky() {
    return Optional.ofNullable(wcs);
  }

  /** Compares all parts, and the pictures byte by byte. */
  @Override
  public boolean equals(Object other) {
    return other instanceof GalaxyCutout that
        && Arrays.equals(picture, that.picture)
        && Arrays.equals(masked, that.masked)
        && Arrays.equals(residual, that.residual)
        && parts().equals(that.parts());
  }

  @Override
  public int hashCode() {
    return 31 * parts().hashCode() + Arrays.hashCode(picture);
  }

  /** Returns all parts except the pictures. */
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
