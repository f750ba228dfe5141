// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.util.List;

/**
 * A galaxy before the PSF.
 *
 * @param kind morphological type, for statistics
 * @param lights its smooth components
 * @param clumps its star-forming clumps
 */
record GalaxyModel(String kind, List<LightModel> lights, List<GaussianBlob> clumps) {

  /** Rotates the galaxy about its centre, from +x towards +y. */
  GalaxyModel rotated(double angleRad) {
    return new GalaxyModel(
        kind,
        lights.stream().map(light -> light.rotated(angleRad)).toList(),
        clumps.stream().map(clump -> clump.rotated(angleRad)).toList());
  }

  /**
   * Returns the distance from the centre, pixels, beyond which no component is brighter than this.
   */
  double extent(double surfaceBrightness) {
    double extent = 0;
    for (LightModel light : lights) {
      extent = Math.max(extent, light.extent(surfaceBrightness));
    }
    for (GaussianBlob clump : clumps) {
      extent = Math.max(extent, Math.hypot(clump.x(), clump.y()) + 5 * clump.sigma());
    }
    return extent;
  }
}
