// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import java.util.Locale;
import org.pix2prof.model.BadImageException;

/**
 * Rejects a distortion that folds the image or has no value on it. Such a distortion belongs to
 * another image.
 */
final class DistortionCheck {
  private DistortionCheck() {}

  /** Checks the image at its corners, its middle and the middles of its sides. */
  static void refuse(HeaderKeywords header, CelestialAxes axes, ProjectionPlane plane)
      throws BadImageException {
    double lastX = Math.max(0, length(header, axes.x()) - 1);
    double lastY = Math.max(0, length(header, axes.y()) - 1);
    double expected = Math.signum(plane.slopes(lastX / 2, lastY / 2).determinant());
    for (int i = 0; i <= 2; i++) {
      for (int j = 0; j <= 2; j++) {
        double x = lastX * i / 2;
        double y = lastY * j / 2;
        LinearTransform slopes = plane.slopes(x, y);
        if (!slopes.regular() || Math.signum(slopes.determinant()) != expected) {
          throw new BadImageException(
              "bad_keyword",
              String.format(
                  Locale.ROOT,
                  "the distortion by A_i_j and B_i_j or PVi_m folds the image over at pixel"
                      + " (%.0f, %.0f); expected one that was made for this image",
                  x,
                  y));
        }
      }
    }
  }

  /**
   * Length of an axis, also of an image that is compressed in tiles; 0 if the header does not have
   * it.
   */
  private static double length(HeaderKeywords header, int axis) throws BadImageException {
    String compressed = "ZNAXIS" + axis;
    boolean tiles = header.text(compressed).isPresent();
    return header.number(tiles ? compressed : "NAXIS" + axis).orElse(0);
  }
}
