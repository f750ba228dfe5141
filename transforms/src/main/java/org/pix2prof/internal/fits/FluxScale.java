package org.pix2prof.internal.fits;

/** From pixel values as a survey writes them to flux in linear units. */
interface FluxScale {
  /** Values are flux already. */
  FluxScale LINEAR = value -> value;

  /** The flux of a pixel; NaN stays NaN. */
  float flux(float value);

  /** Makes flux of an image's pixels, in place. */
  default void apply(float[] pixels) {
    if (this != LINEAR) {
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = flux(pixels[i]);
      }
    }
  }
}
