// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;

/**
 * Pixels of a mask: NaN if one of the bad bits is set or the mask has no value, else 0.
 *
 * @param bits that make a pixel bad
 * @param scaling of the mask, to integers
 */
record BadPixels(long bits, Scaling scaling) implements PixelValues {

  /** Reads the keywords of a mask. */
  static BadPixels of(Hdu mask, long bits) throws BadImageException {
    Scaling scaling = Scaling.of(mask);
    if (mask.bitpix() < 0) {
      throw new BadImageException(
          "bad_mask", mask.header().found("BITPIX") + "; expected integers, since it is a mask");
    }
    if (scaling.bscale() != 1 || scaling.bzero() != Math.rint(scaling.bzero())) {
      throw mask.header().unusable("BSCALE", "none, and a whole BZERO, since it is a mask");
    }
    return new BadPixels(bits, scaling);
  }

  @Override
  public boolean isIdentity() {
    return false;
  }

  @Override
  public float ofSingle(float stored) {
    return ofInteger((long) stored);
  }

  @Override
  public float ofDouble(double stored) {
    return Double.isNaN(stored) ? Float.NaN : ofInteger((long) stored);
  }

  @Override
  public float ofInteger(long stored) {
    boolean blank = scaling.blank().isPresent() && scaling.blank().getAsLong() == stored;
    return blank || (stored + (long) scaling.bzero() & bits) != 0 ? Float.NaN : 0;
  }

  /**
   * Makes pixels of an image NaN if those of its mask are NaN.
   *
   * @param mask values of this class
   * @param at index in {@code pixels} of the mask's first pixel
   */
  static void drop(float[] mask, float[] pixels, int at) {
    for (int i = 0; i < mask.length; i++) {
      if (Float.isNaN(mask[i])) {
        pixels[at + i] = Float.NaN;
      }
    }
  }
}
