package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;

/** Where a {@link FitsDecoder} puts what it finds in a file. */
public interface ImageHandler {

  /**
   * One band of a science image.
   *
   * @param image as read
   * @throws Exception if it cannot be passed on; the decoder stops
   */
  void image(GalaxyImage image) throws Exception;

  /**
   * Something that should have been an image and cannot be used.
   *
   * @param hdu index of the HDU, or -1 for the whole file
   * @param problem what is wrong with it
   * @throws Exception if it cannot be passed on; the decoder stops
   */
  void bad(int hdu, BadImageException problem) throws Exception;

  /**
   * An HDU, or a plane of one, that is no science image.
   *
   * @param hdu index of the HDU
   * @param reason short name to count by, such as {@code table}
   */
  void skipped(int hdu, String reason);
}
