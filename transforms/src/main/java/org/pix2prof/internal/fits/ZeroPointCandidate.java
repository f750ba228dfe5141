package org.pix2prof.internal.fits;

import java.util.Optional;

/**
 * A zero point that a header gives in one of its ways.
 *
 * @param keyword that gives it
 * @param zeroPoint magnitude of a source of one image unit
 * @param perSecond what it would be if the header means one count per second; the same as {@code
 *     zeroPoint} if that makes no difference
 * @param certain whether it is known which of the two it is
 * @param system of the magnitude, if it is known
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

  /** {@return whether both can be true of one image} */
  boolean agrees(ZeroPointCandidate other) {
    boolean otherSystem =
        system.isPresent() && other.system.isPresent() && !system.equals(other.system);
    return otherSystem
        || near(zeroPoint, other.zeroPoint)
        || (!certain && near(perSecond, other.zeroPoint))
        || (!other.certain && near(zeroPoint, other.perSecond));
  }

  /** {@return whether this is for one count where the other is for one count per second} */
  boolean isExposureOf(ZeroPointCandidate other) {
    return !near(zeroPoint, other.zeroPoint) && near(zeroPoint, other.perSecond);
  }

  private static boolean near(double one, double other) {
    return Math.abs(one - other) <= TOLERANCE + 1e-9;
  }
}
