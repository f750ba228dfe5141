package org.pix2prof.internal.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/**
 * Rows of one image as stored, before BSCALE, BZERO and BLANK. Only what is asked for is read;
 * therefore rows must be asked for front to back. A plane's rows follow those of the plane before.
 */
interface RawRows {

  /**
   * Reads one row.
   *
   * @param row later than any before; the first row of the first plane is 0
   * @param into as many values as the image is wide; every type but integers of more than 53 bits
   *     is held exactly
   * @throws IOException if bytes cannot be had
   * @throws BadImageException if they make no sense
   */
  void read(int row, double[] into) throws IOException, BadImageException;
}
