// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.OptionalLong;
import org.pix2prof.model.BadImageException;

/**
 * Scaling of stored values to physical ones: {@code BZERO + BSCALE * stored}; NaN if the stored
 * value is BLANK, which only integers have. Computed in single precision if that represents the
 * stored values, so that pixels equal astropy's.
 *
 * @param bscale factor
 * @param bzero offset
 * @param blank stored value of undefined pixels, if given
 */
record Scaling(double bscale, double bzero, OptionalLong blank) implements PixelValues {

  /** Reads the keywords of an image. */
  static Scaling of(Hdu hdu) throws BadImageException {
    FitsHeader header = hdu.header();
    double bscale = header.number("BSCALE").orElse(1);
    if (bscale == 0) {
      throw header.unusable("BSCALE", "anything but 0, which makes all pixels equal");
    }
    OptionalLong blank = OptionalLong.empty();
    if (hdu.bitpix() > 0) {
      blank = header.integer("BLANK");
      if (blank.isEmpty() && hdu.kind() == Hdu.Kind.COMPRESSED_IMAGE) {
        blank = header.integer("ZBLANK");
      }
    }
    return new Scaling(bscale, header.number("BZERO").orElse(0), blank);
  }

  @Override
  public boolean isIdentity() {
    return bscale == 1 && bzero == 0 && blank.isEmpty();
  }

  @Override
  public float ofSingle(float stored) {
    return isBlank(stored) ? Float.NaN : (float) bzero + (float) bscale * stored;
  }

  @Override
  public float ofInteger(long stored) {
    return blank.isPresent() && stored == blank.getAsLong()
        ? Float.NaN
        : (float) (bzero + bscale * stored);
  }

  @Override
  public float ofDouble(double stored) {
    return isBlank(stored) ? Float.NaN : (float) (bzero + bscale * stored);
  }

  private boolean isBlank(double stored) {
    return blank.isPresent() && stored == blank.getAsLong();
  }
}
