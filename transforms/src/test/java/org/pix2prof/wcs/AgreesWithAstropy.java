// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.wcs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Checks of a pixel whose position on the sky was computed by astropy. */
public final class AgreesWithAstropy {
  /** In pixels; the documentation promises 0.01. */
  private static final double TOLERANCE = 1e-6;

  private AgreesWithAstropy() {}

  /** Checks the map from the pixel to the sky, its inverse and the tangent plane. */
  public static void check(Wcs wcs, PixelPoint pixel, SkyPoint sky) {
    LocalWcs local = wcs.about(pixel.x(), pixel.y());
    SkyPoint found = wcs.toSky(pixel.x(), pixel.y());
    near(pixel, local.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow(), TOLERANCE);
    near(pixel, local.toPixel(found.raDeg(), found.decDeg()).orElseThrow(), 1e-9);
    near(pixel, wcs.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow(), TOLERANCE);
    assertTrue(found.raDeg() >= 0 && found.raDeg() < 360, found.toString());
    nearby(wcs, local, pixel);
  }

  /** Checks neighbouring pixels, where the curvature of the sky and of distortions is small. */
  private static void nearby(Wcs wcs, LocalWcs local, PixelPoint pixel) {
    double far = 1;
    for (int i = 0; i < 4; i++) {
      double x = pixel.x() + (i % 2 == 0 ? far : -far);
      double y = pixel.y() + (i < 2 ? far : -far);
      SkyPoint sky = wcs.toSky(x, y);
      near(new PixelPoint(x, y), local.toPixel(sky.raDeg(), sky.decDeg()).orElseThrow(), 2e-3);
    }
  }

  private static void near(PixelPoint expected, PixelPoint found, double tolerance) {
    assertEquals(expected.x(), found.x(), tolerance);
    assertEquals(expected.y(), found.y(), tolerance);
  }
}
