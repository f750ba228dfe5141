// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.training.simulate;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsException;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import nom.tam.util.FitsOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.pix2prof.wcs.LocalWcs;

/**
 * Writes frames in the format of SDSS: bzipped FITS, sky-subtracted, in nanomaggies. Pixels are
 * integer detector counts times the calibration in the second HDU.
 */
final class FrameFile {
  static final String EXTENSION = ".fits.bz2";

  /** Writes a frame. */
  static void write(
      Path file,
      SurveyField frame,
      LocalWcs wcs,
      String band,
      float[] pixels,
      FrameGeometry geometry,
      double perCount)
      throws IOException {
    float[][] rows = new float[geometry.height()][geometry.width()];
    for (int y = 0; y < rows.length; y++) {
      System.arraycopy(pixels, y * geometry.width(), rows[y], 0, geometry.width());
    }
    float[] calibration = new float[geometry.width()];
    Arrays.fill(calibration, (float) perCount);
    try (Fits fits = new Fits();
        OutputStream stored = new BufferedOutputStream(Files.newOutputStream(file));
        FitsOutputStream out = new FitsOutputStream(new BZip2CompressorOutputStream(stored))) {
      ImageHDU image = (ImageHDU) Fits.makeHDU(rows);
      describe(image.getHeader(), frame, wcs, band);
      fits.addHDU(image);
      fits.addHDU(Fits.makeHDU(calibration));
      ReproducibleFits.undate(fits);
      fits.write(out);
    } catch (FitsException | IOException e) {
      throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void describe(Header header, SurveyField frame, LocalWcs wcs, String band) {
    header.addValue("BUNIT", "nanomaggy", "1 nanomaggy = 3.631e-6 Jy");
    header.addValue("ORIGIN", "SIMULATED", "by pix2prof, in the form of SDSS");
    header.addValue("RUN", frame.run(), "Run number");
    header.addValue("RERUN", "301", "Rerun number");
    header.addValue("CAMCOL", frame.camcol(), "column in the imaging camera");
    header.addValue("FRAME", frame.field(), "Frame sequence number within the run");
    header.addValue("FIELD", frame.field(), "Field sequence number within the run");
    header.addValue("STRIP", String.valueOf(frame.strip()), "Strip in the stripe being tracked");
    header.addValue("FLAVOR", "science", "Flavor of this run");
    header.addValue("EXPTIME", "53.907456", "Exposure time (seconds)");
    header.addValue("CCDMODE", "DRIFT", "'STARING' or 'DRIFT'");
    header.addValue("FILTER", band, "filter used");
    header.addValue("RADECSYS", "ICRS", "International Celestial Ref. System");
    header.addValue("CTYPE1", "RA---TAN", null);
    header.addValue("CTYPE2", "DEC--TAN", null);
    header.addValue("CUNIT1", "deg", null);
    header.addValue("CUNIT2", "deg", null);
    header.addValue("CRPIX1", wcs.x() + 1, "X of reference pixel");
    header.addValue("CRPIX2", wcs.y() + 1, "Y of reference pixel");
    header.addValue("CRVAL1", wcs.raDeg(), "RA of reference pixel (deg)");
    header.addValue("CRVAL2", wcs.decDeg(), "Dec of reference pixel (deg)");
    header.addValue("CD1_1", wcs.cd11(), "RA deg per column pixel");
    header.addValue("CD1_2", wcs.cd12(), "RA deg per row pixel");
    header.addValue("CD2_1", wcs.cd21(), "Dec deg per column pixel");
    header.addValue("CD2_2", wcs.cd22(), "Dec deg per row pixel");
  }

  private FrameFile() {}
}
