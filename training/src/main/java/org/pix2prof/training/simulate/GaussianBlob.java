// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

/**
 * A round Gaussian source: a star-forming clump, or a star where sigma is 0.
 *
 * @param x offset from the galaxy's centre, pixels
 * @param y offset from the galaxy's centre, pixels
 * @param sigma standard deviation, pixels
 * @param flux total flux
 */
record GaussianBlob(double x, double y, double sigma, double flux) {

  /** Rotates it about the galaxy's centre, from +x towards +y. */
  GaussianBlob rotated(double angleRad) {
    double cos = Math.cos(angleRad);
    double sin = Math.sin(angleRad);
    return new GaussianBlob(cos * x - sin * y, sin * x + cos * y, sigma, flux);
  }
}
