package org.pix2prof.fits;

import java.io.IOException;
import org.pix2prof.model.BadImageException;

/** The planes of one image, first to last. */
interface Planes {

  /**
   * Reads the next plane.
   *
   * @return physical values, row by row
   * @throws IOException if bytes cannot be had
   * @throws BadImageException if they make no sense
   */
  float[] next() throws IOException, BadImageException;
}
