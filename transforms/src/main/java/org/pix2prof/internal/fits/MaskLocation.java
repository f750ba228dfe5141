// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Optional;
import java.util.function.Predicate;
import org.pix2prof.model.BadImageException;

/**
 * Location of an image's mask, and its bits of bad pixels.
 *
 * @param sibling URI of the mask's file; empty if the mask follows the image in the image's file
 * @param is accepts the mask's HDU; the first accepted HDU is the mask
 * @param bits bits that mark bad pixels
 */
record MaskLocation(Optional<String> sibling, Predicate<Hdu> is, Bits bits) {

  /** Bits that mark bad pixels, from the mask's header. */
  interface Bits {
    long of(FitsHeader mask) throws BadImageException;
  }

  /** Returns the location of a mask that follows its image. */
  static MaskLocation behindImage(Predicate<Hdu> is, Bits bits) {
    return new MaskLocation(Optional.empty(), is, bits);
  }

  /** Returns the location of a mask that is the first image of another file. */
  static MaskLocation inFile(String uri, Bits bits) {
    return new MaskLocation(
        Optional.of(uri), hdu -> ScienceImages.cannotServe(hdu).isEmpty(), bits);
  }

  /** Returns the bits that mark bad pixels. */
  long badBits(FitsHeader mask) throws BadImageException {
    return bits.of(mask);
  }
}
