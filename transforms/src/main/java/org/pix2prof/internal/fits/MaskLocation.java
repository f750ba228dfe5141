package org.pix2prof.internal.fits;

import java.util.Optional;
import java.util.function.Predicate;
import org.pix2prof.model.BadImageException;

/**
 * Where the mask of an image is, and which of its bits say that a pixel cannot be used.
 *
 * @param sibling URI of the file that has it; empty if it is in the image's file, behind the image
 * @param is whether an HDU of that file is the mask; the first one is
 * @param bits which bits are bad
 */
record MaskLocation(Optional<String> sibling, Predicate<Hdu> is, Bits bits) {

  /** Which bits are bad, where that depends on the mask's header. */
  interface Bits {
    long of(FitsHeader mask) throws BadImageException;
  }

  /** A mask that follows its image. */
  static MaskLocation behindImage(Predicate<Hdu> is, Bits bits) {
    return new MaskLocation(Optional.empty(), is, bits);
  }

  /** A mask that is the first image of another file. */
  static MaskLocation inFile(String uri, Bits bits) {
    return new MaskLocation(
        Optional.of(uri), hdu -> ScienceImages.cannotServe(hdu).isEmpty(), bits);
  }

  /** The bits that make a pixel bad. */
  long badBits(FitsHeader mask) throws BadImageException {
    return bits.of(mask);
  }
}
