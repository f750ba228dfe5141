// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.Isophotes;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/**
 * Concentric ellipses on the sky. They transfer {@link Isophotes} from one image to another.
 *
 * @param raDeg right ascension of their centre, degrees
 * @param decDeg declination of their centre, degrees
 * @param radiusArcsec semi-major axis of each, arcsec, increasing. Not copied: do not change it.
 * @param ellipticity one minus the axis ratio of each, at least 0 and less than 1. Not copied: do
 *     not change it.
 * @param paDeg position angle of each at the centre, degrees from north through east, in [0, 180).
 *     Not copied: do not change it.
 */
@DefaultCoder(SkyIsophotesCoder.class)
public record SkyIsophotes(
    double raDeg, double decDeg, float[] radiusArcsec, float[] ellipticity, float[] paDeg) {
  /** Step along a meridian to measure its direction, degrees. */
  private static final double STEP = 1e-3;

  /**
   * Checks that these are ellipses.
   *
   * @param raDeg degrees
   * @param decDeg degrees, -90 to 90
   * @param radiusArcsec one or more
   * @param ellipticity as many
   * @param paDeg as many
   * @throws IllegalArgumentException if a number is out of its range, or the sequences are empty or
   *     differ in length
   */
  public SkyIsophotes {
    new Isophotes(raDeg, decDeg, radiusArcsec, ellipticity, paDeg);
    if (Double.isNaN(raDeg)) {
      throw new IllegalArgumentException("isophotes on the sky need a centre");
    }
    if (Math.abs(decDeg) > 90) {
      throw new IllegalArgumentException("declination must be -90 to 90, not " + decDeg);
    }
  }

  /**
   * Projects an image's isophotes on the sky.
   *
   * @param isophotes in pixels of the image
   * @param wcs of the image
   * @return the same ellipses
   */
  public static SkyIsophotes of(Isophotes isophotes, LocalWcs wcs) {
    SkyPoint centre = wcs.toSky(isophotes.centreX(), isophotes.centreY());
    double north = north(wcs, centre);
    float[] angles = isophotes.paDeg().clone();
    for (int i = 0; i < angles.length; i++) {
      angles[i] = halfTurn(wcs.eastOfNorth(angles[i]) - north);
    }
    return new SkyIsophotes(
        centre.raDeg(), centre.decDeg(), isophotes.radiusArcsec(), isophotes.ellipticity(), angles);
  }

  /**
   * Projects these ellipses into an image.
   *
   * @param wcs of the image
   * @return isophotes in pixels of the image; empty if they are on the opposite side of the sky
   */
  public Optional<Isophotes> in(LocalWcs wcs) {
    return wcs.toPixel(raDeg, decDeg).map(centre -> in(wcs, centre));
  }

  private Isophotes in(LocalWcs wcs, PixelPoint centre) {
    double north = north(wcs, new SkyPoint(raDeg, decDeg));
    float[] angles = paDeg.clone();
    for (int i = 0; i < angles.length; i++) {
      angles[i] = halfTurn(wcs.fromX(angles[i] + north));
    }
    return new Isophotes(centre.x(), centre.y(), radiusArcsec, ellipticity, angles);
  }

  /**
   * Returns the direction of the meridian through a point, relative to that through the middle of
   * the local WCS, to which its position angles refer. Near a pole they are not parallel.
   */
  private static double north(LocalWcs wcs, SkyPoint at) {
    double step = at.decDeg() > 0 ? -STEP : STEP;
    PixelPoint here = wcs.toPixel(at.raDeg(), at.decDeg()).orElseThrow();
    PixelPoint there = wcs.toPixel(at.raDeg(), at.decDeg() + step).orElseThrow();
    return wcs.eastOfNorth(there.x() - here.x(), there.y() - here.y());
  }

  /** Reduces an angle to [0, 180), including rounding. */
  private static float halfTurn(double degrees) {
    float turned = (float) (degrees - 180 * Math.floor(degrees / 180));
    return turned < 180 ? turned : 0;
  }

  /** Returns the same numbers as isophotes, with sky coordinates in place of pixels. */
  Isophotes asNumbers() {
    return new Isophotes(raDeg, decDeg, radiusArcsec, ellipticity, paDeg);
  }

  /** Compares centre and shapes. */
  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof SkyIsophotes that && asNumbers().equals(that.asNumbers()));
  }

  @Override
  public int hashCode() {
    return asNumbers().hashCode();
  }
}
