// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

/** Content of a plane whose pixels are finite or NaN. */
enum PlaneContent {
  /** At least one pixel is neither NaN nor zero. */
  SIGNAL,
  /** Every pixel that has a value is zero. */
  ALL_ZERO,
  /** No pixel has a value. */
  ALL_MISSING;

  /** Classifies a plane. */
  static PlaneContent of(float[] pixels) {
    boolean zero = false;
    for (float pixel : pixels) {
      if (pixel == 0) {
        zero = true;
      } else if (!Float.isNaN(pixel)) {
        return SIGNAL;
      }
    }
    return zero ? ALL_ZERO : ALL_MISSING;
  }
}
