// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.report;

import static org.pix2prof.model.internal.Photometry.asinh;

import org.pix2prof.model.internal.Quantiles;

/**
 * Asinh stretch of an image between the sky and its brightest part. The argument is flux over
 * noise, so that faint outskirts and bright centre are both visible (Lupton, Gunn and Szalay 1999,
 * AJ 118, 1406, section 2).
 */
public final class AsinhStretch {
  private final double sky;
  private final double soft;
  private final double dark;
  private final double bright;

  private AsinhStretch(double sky, double soft, double dark, double bright) {
    this.sky = sky;
    this.soft = soft;
    this.dark = dark;
    this.bright = bright;
  }

  /**
   * Measures sky and noise on the fainter quarter of the image. The quantiles 0.04 and 0.25 of a
   * normal distribution are 1.08 sigma apart.
   *
   * @param all pixels of the whole image
   * @param shown pixels that are drawn
   * @return stretch from 1.5 sigma below the sky to the quantile 0.998 of the drawn pixels
   */
  public static AsinhStretch of(Quantiles all, Quantiles shown) {
    double top = shown.at(0.998);
    double least = Math.max(Float.MIN_NORMAL, 1e-4 * (top - all.at(0.04)));
    double sigma = Math.max((all.at(0.25) - all.at(0.04)) / 1.08, least);
    double sky = all.at(0.25) + 0.67 * sigma;
    double soft = 2 * sigma;
    return new AsinhStretch(sky, soft, asinh(-1.5 * sigma / soft), asinh((top - sky) / soft));
  }

  /**
   * Returns the grey value of a pixel.
   *
   * @param flux in the image's unit
   * @return 0 (darkest) to 1 (brightest); NaN if the flux is NaN
   */
  public double shade(double flux) {
    double shade = (asinh((flux - sky) / soft) - dark) / (bright - dark);
    return Math.max(0, Math.min(1, shade));
  }
}
