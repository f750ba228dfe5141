package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/** Rows of one image in linear flux, to be asked for front to back as {@link RawRows}. */
interface PixelRows {

  /**
   * Reads one row.
   *
   * @param row later than any before
   * @param into as many values as the image is wide; NaN where there is none
   * @throws IOException if bytes cannot be had
   * @throws BadImageException if they make no sense
   */
  void read(int row, float[] into) throws IOException, BadImageException;
}
