// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
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
  private static final int BLOCK = 2880;
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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    card(bytes, "SIMPLE", "T");
    card(bytes, "BITPIX", "-32");
    card(bytes, "NAXIS", "2");
    card(bytes, "NAXIS1", String.valueOf(WIDTH));
    card(bytes, "NAXIS2", String.valueOf(height));
    card(bytes, "FILTER", "'" + band + "'");
    card(bytes, "BUNIT", "'nanomaggy'");
    card(bytes, "CTYPE1", "'RA---TAN'");
    card(bytes, "CTYPE2", "'DEC--TAN'");
    card(bytes, "CRPIX1", number(SKY.x() + 1 - firstX));
    card(bytes, "CRPIX2", number(SKY.y() + 1));
    card(bytes, "CRVAL1", number(SKY.raDeg()));
    card(bytes, "CRVAL2", number(SKY.decDeg()));
    card(bytes, "CD1_1", number(SKY.cd11()));
    card(bytes, "CD1_2", number(SKY.cd12()));
    card(bytes, "CD2_1", number(SKY.cd21()));
    card(bytes, "CD2_2", number(SKY.cd22()));
    bytes.writeBytes(String.format("%-80s", "END").getBytes(StandardCharsets.US_ASCII));
    pad(bytes, ' ');
    ByteBuffer pixels = ByteBuffer.allocate(WIDTH * height * Float.BYTES);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < WIDTH; x++) {
        pixels.putFloat((float) (flux * light(firstX + x, y, galaxies) + noise(firstX + x, y)));
      }
    }
    bytes.writeBytes(pixels.array());
    pad(bytes, 0);
    return bytes.toByteArray();
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

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.15E", value);
  }

  private static void card(ByteArrayOutputStream bytes, String keyword, String value) {
    bytes.writeBytes(
        String.format("%-80s", String.format("%-8s= %20s", keyword, value))
            .getBytes(StandardCharsets.US_ASCII));
  }

  private static void pad(ByteArrayOutputStream bytes, int filler) {
    while (bytes.size() % BLOCK != 0) {
      bytes.write(filler);
    }
  }
}
