// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.SkyPoint;

/**
 * Writes a survey of one strip of sky: rotated frames of 300 x 200 pixels of 0.4 arcsec, with
 * galaxies that every frame shows at the same sky position.
 */
final class TestFrames {
  static final int WIDTH = 300;
  static final int HEIGHT = 200;
  private static final double STEP = 0.4 / 3600;

  /** WCS of the strip. */
  private static final LocalWcs SKY =
      new LocalWcs(
          400,
          100,
          359.999,
          -12.5,
          -STEP * Math.cos(0.5),
          STEP * Math.sin(0.5),
          STEP * Math.sin(0.5),
          STEP * Math.cos(0.5));

  private TestFrames() {}

  /** Returns the sky position of a pixel of the strip. */
  static SkyPoint sky(double x, double y) {
    return SKY.toSky(x, y);
  }

  /**
   * Writes a frame, compressed by bzip2.
   *
   * @param firstX first column of the frame in the strip
   * @param flux of the galaxies in this band, as a factor
   * @param galaxies x and y of each in the strip
   */
  static void write(Path file, int firstX, String band, double flux, List<double[]> galaxies)
      throws IOException {
    try (OutputStream out = new BZip2CompressorOutputStream(Files.newOutputStream(file))) {
      out.write(frame(firstX, HEIGHT, band, flux, galaxies));
    }
  }

  /** Returns a frame of any height, uncompressed; see {@link #write}. */
  static byte[] frame(int firstX, int height, String band, double flux, List<double[]> galaxies) {
    float[] pixels = new float[WIDTH * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < WIDTH; x++) {
        pixels[y * WIDTH + x] =
            (float) (flux * light(firstX + x, y, galaxies) + noise(firstX + x, y));
      }
    }
    LocalWcs wcs =
        new LocalWcs(
            SKY.x() - firstX,
            SKY.y(),
            SKY.raDeg(),
            SKY.decDeg(),
            SKY.cd11(),
            SKY.cd12(),
            SKY.cd21(),
            SKY.cd22());
    return TestFits.bytes(
        WIDTH,
        height,
        1,
        pixels,
        TestFits.withWcs(wcs, "FILTER  = '" + band + "'", "BUNIT   = 'nanomaggy'"));
  }

  private static double light(int x, int y, List<double[]> galaxies) {
    double light = 0;
    for (double[] galaxy : galaxies) {
      light += 5 * Math.exp(-Math.hypot(x - galaxy[0], (y - galaxy[1]) / 0.7) / 5);
    }
    return light;
  }

  /** Returns a value that is equal in all frames, as for neighbours along a scan. */
  private static double noise(int x, int y) {
    return 0.02 * new SplittableRandom(1000L * y + x).nextGaussian();
  }
}
