// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

/** Conversion of stored pixels to values. */
interface PixelValues {
  /** Returns true if stored values need no conversion. */
  boolean isIdentity();

  /** Converts an integer of 8 or 16 bits, or a float. */
  float ofSingle(float stored);

  /** Converts an integer of 64 bits. */
  float ofInteger(long stored);

  /** Converts a double, an integer of 32 bits or a decompressed number. */
  float ofDouble(double stored);

  /**
   * Converts numbers. Loops of one kind are fast.
   *
   * @param single true if single precision represents every stored value
   * @param stored numbers of any type
   * @param from index of the first number
   * @param into receives the values
   * @param at index of the first value
   * @param count of numbers
   */
  default void convert(boolean single, double[] stored, int from, float[] into, int at, int count) {
    if (isIdentity()) {
      for (int i = 0; i < count; i++) {
        into[at + i] = (float) stored[from + i];
      }
    } else if (single) {
      for (int i = 0; i < count; i++) {
        into[at + i] = ofSingle((float) stored[from + i]);
      }
    } else {
      for (int i = 0; i < count; i++) {
        into[at + i] = ofDouble(stored[from + i]);
      }
    }
  }
}
