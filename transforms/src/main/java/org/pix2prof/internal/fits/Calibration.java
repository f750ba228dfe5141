// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.EnumSet;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.Flag;

/**
 * Calibration of an image's pixels to magnitudes.
 *
 * @param zeroPoint magnitude of a source of one image unit; empty if unknown
 * @param system of the magnitudes
 * @param doubtful true if the header leaves open whether the zero point is for one unit
 */
record Calibration(OptionalDouble zeroPoint, MagnitudeSystem system, boolean doubtful) {
  static final Calibration UNKNOWN =
      new Calibration(OptionalDouble.empty(), MagnitudeSystem.AB, false);

  /** {@return flags of the image's profile} */
  Set<Flag> flags() {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (zeroPoint.isPresent() && system == MagnitudeSystem.VEGA) {
      flags.add(Flag.VEGA_MAGNITUDES);
    }
    if (zeroPoint.isPresent() && (doubtful || system == MagnitudeSystem.OTHER)) {
      flags.add(Flag.CALIBRATION_DOUBTFUL);
    }
    return flags;
  }
}
