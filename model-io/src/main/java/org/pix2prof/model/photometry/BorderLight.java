// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.model.photometry;

import java.util.Arrays;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.SkyImage;

/**
 * Light of a galaxy in the border of its image, where the sky is measured. Such light makes the sky
 * too bright by about as much.
 */
public final class BorderLight {
  /** Distance of the border's middle from the edge, in units of the side. */
  private static final double MIDDLE = ImageBorder.WIDTH / 2;

  private static final int POSITIONS = 16;

  /** The sky is that of the border's faintest parts. */
  private static final double FAINTEST = 0.25;

  /** Fraction of the last radius from which the profile is extrapolated. */
  private static final double OUTER_PART = 0.6;

  /** Surface brightness that counts as no light, mag/arcsec^2. */
  private static final double DARK = 30;

  /**
   * Computes the galaxy's light in the border from its profile. Beyond its end, the profile is
   * extrapolated by an exponential disc.
   *
   * @param image of the galaxy
   * @param isophotes of the profile, with a centre, in the pixels of the image
   * @param mu surface brightness of each isophote, mag/arcsec^2
   * @return flux per pixel in image units; 0 below 30 mag/arcsec^2
   */
  public static double perPixel(SkyImage image, Isophotes isophotes, float[] mu) {
    int last = mu.length - 1;
    ImageEllipse shape = ImageEllipse.unit(isophotes, last, image);
    float[] radius = isophotes.radiusArcsec();
    int from = last;
    while (from > 0 && (from == last || radius[from - 1] >= OUTER_PART * radius[last])) {
      from--;
    }
    double slope =
        from == last ? 0 : (mu[last] - mu[from]) / (double) (radius[last] - radius[from]);
    double[] brightness = new double[4 * POSITIONS];
    for (int i = 0; i < POSITIONS; i++) {
      double x = (i + 0.5) / POSITIONS * image.width() - 0.5;
      double y = (i + 0.5) / POSITIONS * image.height() - 0.5;
      double insetX = MIDDLE * image.width() - 0.5;
      double insetY = MIDDLE * image.height() - 0.5;
      double[][] places = {
        {x, insetY},
        {x, image.height() - 1 - insetY},
        {insetX, y},
        {image.width() - 1 - insetX, y}
      };
      for (int side = 0; side < 4; side++) {
        double a = shape.growthTo(places[side][0], places[side][1]);
        brightness[4 * i + side] = at(a, radius, mu, slope);
      }
    }
    Arrays.sort(brightness);
    double faint = brightness[(int) ((1 - FAINTEST) * (brightness.length - 1))];
    if (!(faint < DARK)) {
      return 0;
    }
    double scale = image.pixelScaleArcsec();
    return Math.pow(10, -0.4 * (faint - image.zeroPoint())) * scale * scale;
  }

  private static double at(double a, float[] radius, float[] mu, double slope) {
    int last = mu.length - 1;
    if (a >= radius[last]) {
      return mu[last] + slope * (a - radius[last]);
    }
    int found = Arrays.binarySearch(radius, (float) a);
    int after = found < 0 ? -found - 1 : found;
    if (after == 0) {
      return mu[0];
    }
    double part = (a - radius[after - 1]) / (radius[after] - radius[after - 1]);
    return mu[after - 1] + part * (mu[after] - mu[after - 1]);
  }

  private BorderLight() {}
}
