// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Arrays;
import org.pix2prof.model.BadImageException;

/**
 * Layout of the planes of an image in its data.
 *
 * @param width pixels along the first axis that is longer than 1
 * @param height pixels along the second one
 * @param planes length of the third one, or 1
 * @param xAxis number of the first axis as WCS keywords count, from 1
 * @param yAxis number of the second one
 */
record PlaneLayout(int width, int height, int planes, int xAxis, int yAxis) {
  /** Limit of the pixels per plane for an image that is not loaded as a whole. */
  static final long ANY_SIZE = 1L << 40;

  /** Maximum number of planes; spectral cubes have some thousand. */
  private static final int MAX_PLANES = 16_384;

  /**
   * Maximum number of pixels of all planes of an HDU, 1 GiB of floats, unless one plane may have
   * more.
   */
  private static final long MAX_PIXELS_PER_HDU = 256L << 20;

  /**
   * Returns the layout of an image with two or three axes longer than 1.
   *
   * @throws BadImageException if the image has more pixels than allowed
   */
  static PlaneLayout of(Hdu hdu, long maxPixels) throws BadImageException {
    return of(hdu, maxPixels, Math.max(MAX_PIXELS_PER_HDU, maxPixels));
  }

  /** Does the same for an image of which one plane is in memory at a time. */
  static PlaneLayout ofPlaneByPlane(Hdu hdu, long maxPixels) throws BadImageException {
    return of(hdu, maxPixels, ANY_SIZE);
  }

  private static PlaneLayout of(Hdu hdu, long maxPixels, long most) throws BadImageException {
    int[] real = hdu.realAxes();
    long width = hdu.axes()[real[0]];
    long height = hdu.axes()[real[1]];
    long planes = real.length > 2 ? hdu.axes()[real[2]] : 1;
    if (width > maxPixels / height) {
      throw tooLarge(hdu, maxPixels + " pixels per plane (maxPixels)");
    }
    if (planes > MAX_PLANES) {
      throw tooLarge(hdu, MAX_PLANES + " planes");
    }
    if (planes > most / (width * height)) {
      throw tooLarge(hdu, most + " pixels in all planes");
    }
    return new PlaneLayout((int) width, (int) height, (int) planes, real[0] + 1, real[1] + 1);
  }

  /** Returns the number of pixels of all planes. */
  long pixels() {
    return (long) width * height * planes;
  }

  private static BadImageException tooLarge(Hdu hdu, String limit) {
    return new BadImageException(
        "too_large",
        "the header has axes of " + Arrays.toString(hdu.axes()) + " pixels; the limit is " + limit);
  }
}
