// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.Optional;

/**
 * A zero point from one keyword of a header.
 *
 * @param keyword that gives it
 * @param zeroPoint magnitude of a source of one image unit
 * @param perSecond the zero point if the keyword is for one count per second; equal to {@code
 *     zeroPoint} if that makes no difference
 * @param certain true if {@code zeroPoint} is known to be the right one of the two
 * @param system of the magnitude, if known
 */
record ZeroPointCandidate(
    String keyword,
    double zeroPoint,
    double perSecond,
    boolean certain,
    Optional<MagnitudeSystem> system) {
  /** Zero points are published with two or more decimals. */
  private static final double TOLERANCE = 0.01;

  static ZeroPointCandidate certain(String keyword, double zeroPoint, MagnitudeSystem system) {
    return new ZeroPointCandidate(keyword, zeroPoint, zeroPoint, true, Optional.ofNullable(system));
  }

  /** {@return true if both can hold for one image} */
  boolean agrees(ZeroPointCandidate other) {
    boolean otherSystem =
        system.isPresent() && other.system.isPresent() && !system.equals(other.system);
    return otherSystem
        || near(zeroPoint, other.zeroPoint)
        || (!certain && near(perSecond, other.zeroPoint))
        || (!other.certain && near(zeroPoint, other.perSecond));
  }

  /** {@return true if this is for one count and the other for one count per second} */
  boolean isExposureOf(ZeroPointCandidate other) {
    return !near(zeroPoint, other.zeroPoint) && near(zeroPoint, other.perSecond);
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= TOLERANCE + 1e-9;
  }
}
