// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Frame;

/** Receives what a {@link FrameScanner} finds in a file. */
public interface FrameHandler {

  /**
   * Receives an image that cutouts can be made from.
   *
   * @param frame its location, in the file and on the sky
   * @throws Exception if the frame cannot be passed on; the scanner stops
   */
  void frame(Frame frame) throws Exception;

  /**
   * Receives the problem of an unusable frame.
   *
   * @param hdu index of the HDU, or -1 for the whole file
   * @param problem reason and message
   * @throws Exception if the problem cannot be passed on; the scanner stops
   */
  void bad(int hdu, BadImageException problem) throws Exception;

  /**
   * Receives an HDU that is not a frame.
   *
   * @param hdu index of the HDU
   * @param reason short name for counters, such as {@code table}
   */
  void skipped(int hdu, String reason);
}
