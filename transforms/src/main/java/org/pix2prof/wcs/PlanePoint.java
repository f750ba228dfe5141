// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

/**
 * Position on the projection plane.
 *
 * @param xi along longitude, in degrees
 * @param eta along latitude, in degrees
 */
record PlanePoint(double xi, double eta) {}
