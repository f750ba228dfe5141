// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.evaluate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import nom.tam.fits.BasicHDU;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;

/** Round exponential discs as FITS of a few tens of kB, and their true profiles. */
final class Discs {
  static final String HEADER = "object_id,band,radius_arcsec,mu\n";
  private static final int SIZE = 96;
  private static final double SCALE_LENGTH = 3;

  /** Writes a disc {@code mu0 + 1.0857 r / 3 arcsec} in nanomaggies, band r. */
  static void writeFits(Path file, double mu0) throws IOException, FitsException {
    try (Fits fits = new Fits()) {
      fits.addHDU(hdu(mu0));
      fits.write(file.toFile());
    }
  }

  /** Creates the image without a file. */
  static BasicHDU<?> hdu(double mu0) throws FitsException {
    Random noise = new Random(1);
    float[][] pixels = new float[SIZE][SIZE];
    double area = ZeroModel.ARCSEC_PER_PIXEL * ZeroModel.ARCSEC_PER_PIXEL;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double r = ZeroModel.ARCSEC_PER_PIXEL * Math.hypot(x - SIZE / 2, y - SIZE / 2);
        double flux = area * Math.pow(10, 0.4 * (22.5 - mu(mu0, r)));
        pixels[y][x] = (float) (flux + 1e-4 * noise.nextGaussian());
      }
    }
    BasicHDU<?> hdu = Fits.makeHDU(pixels);
    hdu.getHeader().addValue("CDELT1", -ZeroModel.ARCSEC_PER_PIXEL / 3600, "");
    hdu.getHeader().addValue("CDELT2", ZeroModel.ARCSEC_PER_PIXEL / 3600, "");
    hdu.getHeader().addValue("CTYPE1", "RA---TAN", "");
    hdu.getHeader().addValue("CTYPE2", "DEC--TAN", "");
    hdu.getHeader().addValue("BUNIT", "nanomaggy", "");
    hdu.getHeader().addValue("FILTER", "r", "");
    return hdu;
  }

  /** Returns rows of a truth table that are fainter than the disc by an offset. */
  static String truth(String objectId, double mu0, double fainter) {
    StringBuilder rows = new StringBuilder();
    for (double r = 1.5; r < 10; r *= 1.2) {
      rows.append(
          String.format(Locale.ROOT, "%s,r,%.4f,%.4f\n", objectId, r, mu(mu0, r) + fainter));
    }
    return rows.toString();
  }

  private static double mu(double mu0, double radius) {
    return mu0 + 2.5 / Math.log(10) * radius / SCALE_LENGTH;
  }

  private Discs() {}
}
