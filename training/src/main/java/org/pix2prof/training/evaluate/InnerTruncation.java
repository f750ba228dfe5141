// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.util.Arrays;
import java.util.Optional;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Truncates the inner part of a profile. */
final class InnerTruncation {
  /**
   * Returns the profile from a radius on.
   *
   * @param radius arcsec; the sample with the nearest log radius is the first one kept
   * @param profile the profile
   * @return the outer part, or the whole profile if it starts at the radius or beyond
   */
  static SurfaceBrightnessProfile from(double radius, SurfaceBrightnessProfile profile) {
    float[] radii = profile.radiusArcsec();
    int first = 0;
    while (first + 1 < radii.length && (double) radii[first] * radii[first + 1] < radius * radius) {
      first++;
    }
    int from = first;
    int to = radii.length;
    return profile.toBuilder()
        .setRadiusArcsec(Arrays.copyOfRange(radii, from, to))
        .setMu(Arrays.copyOfRange(profile.mu(), from, to))
        .setMuErr(profile.muErr().map(values -> Arrays.copyOfRange(values, from, to)))
        .setEllipticity(profile.ellipticity().map(values -> Arrays.copyOfRange(values, from, to)))
        .setPaDeg(profile.paDeg().map(values -> Arrays.copyOfRange(values, from, to)))
        .setSkyAngles(
            profile.wcs().isPresent()
                ? Optional.empty()
                : profile.paSkyDeg().map(values -> Arrays.copyOfRange(values, from, to)))
        .setPhotometry(Optional.empty())
        .build();
  }

  private InnerTruncation() {}
}
