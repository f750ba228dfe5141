// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

import static java.util.Objects.requireNonNull;

/**
 * Another source in the image of a galaxy.
 *
 * @param position of its peak
 * @param heightRatio height of its peak over that of the galaxy, in the smoothed image; more than 0
 * @param star whether it is as bright as the galaxy and looks like a star
 */
public record Neighbour(Point position, double heightRatio, boolean star) {
  /**
   * Checks the parts.
   *
   * @param position any
   * @param heightRatio more than 0
   * @param star any
   * @throws IllegalArgumentException if the ratio is not more than 0
   */
  public Neighbour {
    requireNonNull(position, "position");
    if (!(heightRatio > 0)) {
      throw new IllegalArgumentException("a neighbour cannot have the height " + heightRatio);
    }
  }
}
