// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import static org.pix2prof.model.internal.Photometry.MAG_PER_E_FOLD;

/**
 * Inverts a scaling by the inverse hyperbolic sine: {@code offset + 2 softening sinh(value / a)}
 * with a = 2.5 log10(e).
 *
 * @param offset flux of a stored 0
 * @param softening flux up to which the scale is nearly linear
 */
record AsinhScale(double offset, double softening) implements FluxScale {
  @Override
  public float flux(float value) {
    return (float) (offset + 2 * softening * Math.sinh(value / MAG_PER_E_FOLD));
  }
}
