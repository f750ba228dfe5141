package org.pix2prof.internal.fits;

import java.util.Arrays;
import org.pix2prof.model.BadImageException;

/**
 * How the planes of an image lie in its data.
 *
 * @param width pixels along the first axis that is longer than 1
 * @param height pixels along the second one
 * @param planes length of the third one, or 1
 * @param xAxis number of the first axis as WCS keywords count, from 1
 * @param yAxis number of the second one
 */
record PlaneLayout(int width, int height, int planes, int xAxis, int yAxis) {
  /** A limit of the pixels per plane for an image that is not held as a whole. */
  static final long ANY_SIZE = 1L << 40;

  /** Spectral cubes have some thousand planes; bands are few. */
  private static final int MOST_PLANES = 16_384;

  /** Planes of one HDU together may have so many pixels, 1 GiB of floats, or one plane's limit. */
  private static final long MOST_PIXELS_PER_HDU = 256L << 20;

  /**
   * The layout of an image with two or three axes longer than 1.
   *
   * @throws BadImageException if its header promises more pixels than allowed
   */
  static PlaneLayout of(Hdu hdu, long maxPixels) throws BadImageException {
    return of(hdu, maxPixels, Math.max(MOST_PIXELS_PER_HDU, maxPixels));
  }

  /** The same for planes of which one is in memory at a time. */
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
    if (planes > MOST_PLANES) {
      throw tooLarge(hdu, MOST_PLANES + " planes");
    }
    if (planes > most / (width * height)) {
      throw tooLarge(hdu, most + " pixels in all planes");
    }
    return new PlaneLayout((int) width, (int) height, (int) planes, real[0] + 1, real[1] + 1);
  }

  /** Pixels of all planes. */
  long pixels() {
    return (long) width * height * planes;
  }

  private static BadImageException tooLarge(Hdu hdu, String limit) {
    return new BadImageException(
        "too_large",
        "the header promises axes of "
            + Arrays.toString(hdu.axes())
            + " pixels; the limit is "
            + limit);
  }
}
