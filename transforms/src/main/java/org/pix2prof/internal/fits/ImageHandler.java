// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import org.pix2prof.model.BadImageException;
import org.pix2prof.values.GalaxyImage;

/** Receives what a {@link FitsDecoder} finds in a file. */
public interface ImageHandler {

  /**
   * Receives one band of a science image.
   *
   * @param image as read
   * @throws Exception if the image cannot be passed on; the decoder stops
   */
  void image(GalaxyImage image) throws Exception;

  /**
   * Receives the problem of an unusable image.
   *
   * @param hdu index of the HDU, or -1 for the whole file
   * @param problem reason and message
   * @throws Exception if the problem cannot be passed on; the decoder stops
   */
  void bad(int hdu, BadImageException problem) throws Exception;

  /**
   * Receives an HDU, or a plane of one, that is not a science image.
   *
   * @param hdu index of the HDU
   * @param reason short name for counters, such as {@code table}
   */
  void skipped(int hdu, String reason);
}
