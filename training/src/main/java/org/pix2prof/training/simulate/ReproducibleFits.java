// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.io.IOException;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.header.Standard;

/** Reproducible FITS files, without a creation time. */
final class ReproducibleFits {

  /** Removes the creation time that the library writes into the first card. */
  static void undate(Fits fits) throws FitsException, IOException {
    fits.getHDU(0).getHeader().findCard(Standard.SIMPLE).setComment("conforms to FITS standard");
  }

  private ReproducibleFits() {}
}
