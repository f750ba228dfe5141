package org.pix2prof.internal.fits;

/** From what is stored of a pixel to its value. */
interface PixelValues {
  /** Whether stored values are the values. */
  boolean isIdentity();

  /** The value of an integer of 8 or 16 bits, or of a float. */
  float ofSingle(float stored);

  /** The value of an integer of 32 or 64 bits. */
  float ofInteger(long stored);

  /** The value of a double, or of any number that a tile was unpacked to. */
  float ofDouble(double stored);

  /**
   * The value of any number.
   *
   * @param single whether the stored type's values fit into single precision
   */
  default float of(double stored, boolean single) {
    return single ? ofSingle((float) stored) : ofDouble(stored);
  }
}
