// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model;

/**
 * Position in an image; the middle of the first pixel is (0, 0).
 *
 * @param x pixels
 * @param y pixels
 */
public record Point(double x, double y) {
  /**
   * Returns the distance from another position.
   *
   * @param other in the same image
   * @return pixels
   */
  public double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
