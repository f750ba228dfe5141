// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * Direction in the native frame of a projection, as a vector of any length (cos theta cos phi, cos
 * theta sin phi, sin theta) with phi the native longitude and theta the native latitude. All three
 * components are NaN if there is no direction.
 */
record Direction(double x, double y, double z) {
  static final Direction NONE = new Direction(Double.NaN, Double.NaN, Double.NaN);

  /** Creates a direction from native longitude and latitude in radians. */
  static Direction of(double phi, double theta) {
    double cos = Math.cos(theta);
    return new Direction(cos * Math.cos(phi), cos * Math.sin(phi), Math.sin(theta));
  }

  double length() {
    return Math.sqrt(x * x + y * y + z * z);
  }

  /** Native longitude in radians, from -pi to pi. */
  double phi() {
    return Math.atan2(y, x);
  }

  /** Native latitude in radians. */
  double theta() {
    return Math.atan2(z, Math.hypot(x, y));
  }
}
