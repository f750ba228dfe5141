package org.pix2prof.internal.fits;

/** What a plane holds. */
enum PlaneContent {
  /** At least one pixel is neither NaN nor zero. */
  SIGNAL,
  /** Every pixel that has a value is zero. */
  ALL_ZERO,
  /** No pixel has a value. */
  ALL_NAN;

  /** Makes infinite pixels NaN, and says what is left. */
  static PlaneContent clean(float[] pixels) {
    boolean signal = false;
    boolean zero = false;
    for (int i = 0; i < pixels.length; i++) {
      float pixel = pixels[i];
      if (pixel == 0) {
        zero = true;
      } else if (Math.abs(pixel) <= Float.MAX_VALUE) {
        signal = true;
      } else {
        pixels[i] = Float.NaN;
      }
    }
    return signal ? SIGNAL : zero ? ALL_ZERO : ALL_NAN;
  }
}
