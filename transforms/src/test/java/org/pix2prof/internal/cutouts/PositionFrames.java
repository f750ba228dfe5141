// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import org.pix2prof.internal.fits.FitsFixtures;
import org.pix2prof.internal.fits.FitsFixtures.Part;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.WcsFixtures;
import org.pix2prof.values.Frame;
import org.pix2prof.wcs.SkyPoint;
import org.pix2prof.wcs.Wcs;

/** Frames whose pixels encode their position: {@code 1000 y + x} in the grid of the first frame. */
public final class PositionFrames {
  public static final double SCALE = 0.396;
  public static final int WIDTH = 200;
  public static final int HEIGHT = 150;

  private PositionFrames() {}

  /** Returns pixels without a WCS. */
  static Part places(int firstX, int firstY) {
    double[] values = new double[WIDTH * HEIGHT];
    for (int i = 0; i < values.length; i++) {
      values[i] = 1000 * (firstY + i / WIDTH) + firstX + i % WIDTH;
    }
    return FitsFixtures.image(-32, values, WIDTH, HEIGHT);
  }

  /** Returns the frame of make_cutouts.py, or one with a shifted grid. */
  public static Part frame(int firstX, int firstY) {
    return WcsFixtures.tan(
        places(firstX, firstY), 359.999, 41.3, 100.5 - firstX, 75.25 - firstY, SCALE, 67);
  }

  /** Returns the WCS of the first frame. */
  static Wcs wcs() throws Exception {
    Frame frame =
        new CutoutFixture(FitsOptions.defaults(), 1)
            .with("/a.fits", FitsFixtures.file(frame(0, 0)))
            .frames()
            .get(0);
    return frame.wcs();
  }

  /** Returns the sky position of a pixel. */
  public static SkyPoint sky(double x, double y) throws Exception {
    return wcs().toSky(x, y);
  }
}
