// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.preprocess;

/**
 * Position in an image; the middle of the first pixel is (0, 0).
 *
 * @param x pixels
 * @param y pixels
 */
record Point(double x, double y) {
  double distance(Point other) {
    return Math.hypot(x - other.x, y - other.y);
  }
}
