// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * A zero point for one count per second.
 *
 * @param header of the image
 * @param keyword that gives it
 * @param zeroPoint magnitude of one count per second
 * @param system of the magnitude
 */
record RateZeroPoint(
    InheritedHeader header, String keyword, double zeroPoint, MagnitudeSystem system) {
  private static final List<String> SECONDS = List.of("EXPTIME", "EXPOSURE", "XPOSURE", "EXP_TIME");

  /** {@return exposure time in s; empty if it is absent or invalid} */
  static OptionalDouble seconds(InheritedHeader header) {
    for (String name : SECONDS) {
      OptionalDouble seconds = header.numberOrNone(name);
      if (seconds.orElse(0) > 0) {
        return seconds;
      }
    }
    return OptionalDouble.empty();
  }

  /**
   * Returns the zero point of one unit of an image.
   *
   * @param unit of the image
   * @param countsUnlessSaid true if an image without unit is in counts of the whole exposure
   * @throws BadImageException if the image is in counts and the exposure time is invalid
   */
  ZeroPointCandidate of(FluxUnit unit, boolean countsUnlessSaid) throws BadImageException {
    OptionalDouble seconds = seconds(header);
    boolean rate = unit.kind() == FluxUnit.Kind.RATE;
    boolean counts = unit.kind() == FluxUnit.Kind.COUNTS || (countsUnlessSaid && !rate);
    if (rate || (seconds.isPresent() && seconds.getAsDouble() == 1)) {
      return ZeroPointCandidate.certain(keyword, zeroPoint, system);
    }
    if (counts && seconds.isEmpty() && header.has("EXPTIME")) {
      throw header.unusable(
          "EXPTIME", "seconds, greater than 0, because " + keyword + " is for one second");
    }
    double ofExposure = zeroPoint + 2.5 * Math.log10(seconds.orElse(1));
    if (counts && seconds.isPresent()) {
      return ZeroPointCandidate.certain(keyword, ofExposure, system);
    }
    return new ZeroPointCandidate(
        keyword, zeroPoint, ofExposure, false, Optional.ofNullable(system));
  }
}
