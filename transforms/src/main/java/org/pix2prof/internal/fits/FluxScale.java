// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

/** Conversion of a survey's pixel values to flux in linear units. */
interface FluxScale {
  /** Values that are flux already. */
  FluxScale LINEAR = value -> value;

  /** Returns the flux of a pixel; NaN stays NaN. */
  float flux(float value);

  /** Converts some of the pixels to flux, in place. */
  default void apply(float[] pixels, int from, int to) {
    if (this != LINEAR) {
      for (int i = from; i < to; i++) {
        pixels[i] = flux(pixels[i]);
      }
    }
  }
}
