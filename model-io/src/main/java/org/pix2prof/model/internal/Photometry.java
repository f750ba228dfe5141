// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import ai.djl.ndarray.NDArray;

/** Conversions between flux and magnitudes, and the asinh scale. */
public final class Photometry {
  /** Magnitudes of a factor e of flux. */
  public static final double MAG_PER_E_FOLD = 2.5 / Math.log(10);

  private Photometry() {}

  /**
   * Returns the inverse hyperbolic sine.
   *
   * @param x argument; accurate also near 0 and for large negative values
   * @return asinh(x)
   */
  public static double asinh(double x) {
    double a = Math.abs(x);
    return a < 1e-4 ? x : Math.copySign(Math.log(a + Math.sqrt(1 + a * a)), x);
  }

  /**
   * Returns the inverse hyperbolic sine of each value, through which gradients flow.
   *
   * @param x arguments; accurate also for large negative values
   * @return asinh(x), owned by the manager of x
   */
  public static NDArray asinh(NDArray x) {
    NDArray size = x.abs();
    return size.add(size.square().add(1).sqrt()).log().mul(x.sign());
  }
}
