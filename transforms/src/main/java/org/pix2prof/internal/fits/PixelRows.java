// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.util.List;
import org.pix2prof.model.BadImageException;

/**
 * Rows of one image, read front to back. Row 0 is the first row of the first plane. The rows of a
 * plane follow those of the plane before.
 */
interface PixelRows {

  /**
   * Opens the rows of an HDU, scaled but not calibrated.
   *
   * @param in at the first byte of the HDU's data
   * @param values converts stored values
   * @param regions parts of the image that will be read; the rest may be NaN
   * @throws BadImageException if the header contradicts itself or the file is too short
   */
  static PixelRows of(
      FitsInput in, Hdu hdu, PlaneLayout layout, PixelValues values, List<Region> regions)
      throws IOException, BadImageException {
    if (hdu.kind() == Hdu.Kind.IMAGE && layout.pixels() * hdu.bytesPerPixel() != hdu.dataBytes()) {
      throw new BadImageException(
          "bad_header",
          hdu.header().found("PCOUNT")
              + ", "
              + hdu.header().found("GCOUNT")
              + "; expected 0 and 1");
    }
    in.require(hdu.dataBytes());
    return hdu.kind() == Hdu.Kind.COMPRESSED_IMAGE
        ? new TiledRows(in, hdu, layout, values, regions)
        : new PlainRows(in, hdu, layout, values);
  }

  /**
   * Reads consecutive rows. Skips the rows before them.
   *
   * @param first index of the first row, greater than that of any row read before
   * @param count number of rows
   * @param into receives the pixels, row after row; NaN where a pixel has no value
   * @param at index in {@code into} of the first pixel
   * @throws IOException if reading fails
   * @throws BadImageException if the data are invalid
   */
  void read(int first, int count, float[] into, int at) throws IOException, BadImageException;
}
