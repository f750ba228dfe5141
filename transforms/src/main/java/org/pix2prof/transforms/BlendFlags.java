// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import java.util.EnumSet;
import java.util.Set;
import org.pix2prof.model.Caption;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Neighbour;
import org.pix2prof.model.Point;
import org.pix2prof.model.PreparedImage;

/** Flags of a galaxy that other sources overlap. */
final class BlendFlags {
  /** A star affects a galaxy up to this multiple of the last semi-major axis. */
  private static final double STAR_REACH = 1.5;

  /** A source is no part of the galaxy if its peak is this much brighter than the isophote. */
  private static final double CONTRAST = 3;

  /**
   * Compares the neighbours of a galaxy with its isophotes.
   *
   * @param image with the neighbours
   * @param scaleArcsec side of a pixel of the original image
   * @param caption with isophotes
   * @param radii semi-major axes of the caption, arcsec
   */
  static Set<Flag> of(PreparedImage image, double scaleArcsec, Caption caption, float[] radii) {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    boolean moved = !Double.isNaN(caption.centreX());
    Point centre =
        moved
            ? new Point(caption.centreX(), caption.centreY())
            : new Point(image.centreX(), image.centreY());
    int last = radii.length - 1;
    for (Neighbour neighbour : image.neighbours()) {
      double a = semiMajor(neighbour.position(), centre, caption) * image.scale() * scaleArcsec;
      if (neighbour.star() && a < STAR_REACH * radii[last]) {
        flags.add(Flag.NEAR_BRIGHT_STAR);
      }
      if (a < radii[last]) {
        int i = 0;
        while (radii[i] < a) {
          i++;
        }
        double isophote = Math.pow(10, -0.4 * (caption.mu()[i] - caption.mu()[0]));
        if (neighbour.heightRatio() > CONTRAST * isophote) {
          flags.add(Flag.BLENDED);
        }
      }
    }
    return flags;
  }

  /** Semi-major axis of the ellipse of the last isophote's shape through a position, pixels. */
  private static double semiMajor(Point at, Point centre, Caption caption) {
    int last = caption.length() - 1;
    double pa = Math.toRadians(caption.paDeg()[last]);
    double dx = at.x() - centre.x();
    double dy = at.y() - centre.y();
    double along = dx * Math.cos(pa) + dy * Math.sin(pa);
    double across = dy * Math.cos(pa) - dx * Math.sin(pa);
    return Math.hypot(along, across / (1 - caption.ellipticity()[last]));
  }

  private BlendFlags() {}
}
