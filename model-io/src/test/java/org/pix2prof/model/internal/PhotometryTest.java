// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class PhotometryTest {
  @Test
  void asinhIsAccurateForAllArguments() {
    assertEquals(0.881373587019543, Photometry.asinh(1), 1e-15);
    assertEquals(-0.881373587019543, Photometry.asinh(-1), 1e-15);
    assertEquals(1e-9, Photometry.asinh(1e-9), 1e-24);
    assertEquals(-23.71899811050040, Photometry.asinh(-1e10), 1e-13);
    assertEquals(Double.NaN, Photometry.asinh(Double.NaN));
  }

  @Test
  void factorOfEIsOnePointZeroEightSixMagnitudes() {
    assertEquals(2.5 * Math.log10(Math.E), Photometry.MAG_PER_E_FOLD, 1e-15);
  }
}
