package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Frame;

/** Where a {@link FrameScanner} puts what it finds in a file. */
public interface FrameHandler {

  /**
   * An image that cutouts can be cut from.
   *
   * @param frame where it is and what sky it shows
   * @throws Exception if it cannot be passed on; the scanner stops
   */
  void frame(Frame frame) throws Exception;

  /**
   * Something that should have been a frame and cannot be used.
   *
   * @param hdu index of the HDU, or -1 for the whole file
   * @param problem what is wrong with it
   * @throws Exception if it cannot be passed on; the scanner stops
   */
  void bad(int hdu, BadImageException problem) throws Exception;

  /**
   * An HDU that is no frame.
   *
   * @param hdu index of the HDU
   * @param reason short name to count by, such as {@code table}
   */
  void skipped(int hdu, String reason);
}
