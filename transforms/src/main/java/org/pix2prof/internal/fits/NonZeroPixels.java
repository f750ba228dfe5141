// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

/**
 * Pixels of a mask of which any value but 0 marks a bad pixel: NaN where it does or where the mask
 * has no value, else 0.
 *
 * @param scaling of the mask
 */
record NonZeroPixels(Scaling scaling) implements PixelValues {
  @Override
  public boolean isIdentity() {
    return false;
  }

  @Override
  public float ofSingle(float stored) {
    return ofDouble(stored);
  }

  @Override
  public float ofInteger(long stored) {
    return scaling.ofInteger(stored) == 0 ? 0 : Float.NaN;
  }

  @Override
  public float ofDouble(double stored) {
    return scaling.ofDouble(stored) == 0 ? 0 : Float.NaN;
  }
}
