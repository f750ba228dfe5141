// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import nom.tam.fits.Fits;
import nom.tam.fits.FitsFactory;
import nom.tam.fits.Header;
import nom.tam.fits.ImageHDU;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.transforms.DoFn;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.internal.fits.FrameHandler;
import org.pix2prof.internal.fits.FrameScanner;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Frame;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.Wcs;

/** Counts cutouts and, optionally, writes each to a file for {@code check_cutouts.py}. */
final class KeepCutoutsFn extends DoFn<GalaxyImage, Void> {
  static final String CUTOUTS = "cutouts";

  private final String directory;
  private final Map<String, Wcs> frames = new HashMap<>();
  private final Counter cutouts = Metrics.counter("pix2prof", CUTOUTS);

  /**
   * Creates the function.
   *
   * @param directory directory of the files; null to write none
   */
  KeepCutoutsFn(String directory) {
    this.directory = directory;
  }

  @ProcessElement
  public void process(@Element GalaxyImage cutout) throws Exception {
    cutouts.inc();
    if (directory == null) {
      return;
    }
    float[][] rows = new float[cutout.height()][];
    for (int y = 0; y < rows.length; y++) {
      rows[y] = Arrays.copyOfRange(cutout.pixels(), y * cutout.width(), (y + 1) * cutout.width());
    }
    Provenance from = cutout.provenance();
    LocalWcs wcs = cutout.wcs().orElseThrow();
    ImageHDU hdu = (ImageHDU) FitsFactory.hduFactory(rows);
    Header header = hdu.getHeader();
    header.addValue("OBJECT", from.objectId(), "");
    header.addValue("FRAME", from.source().replaceAll(".*/", ""), "");
    PixelPoint at = frame(from).toPixel(wcs.raDeg(), wcs.decDeg()).orElseThrow();
    header.addValue("X0", Math.round(at.x() - wcs.x()), "");
    header.addValue("Y0", Math.round(at.y() - wcs.y()), "");
    try (Fits fits = new Fits()) {
      fits.addHDU(hdu);
      fits.write(
          Path.of(directory, from.objectId() + "-" + from.band().orElse("") + ".fits").toFile());
    }
  }

  /** Returns the WCS of the frame that a cutout was made from. */
  private Wcs frame(Provenance from) throws Exception {
    if (!frames.containsKey(from.source())) {
      Path file = Path.of(from.source());
      new FrameScanner(FitsOptions.defaults())
          .scan(Files.newInputStream(file), Files.size(file), from.source(), new WcsCollector());
    }
    return frames.get(from.source());
  }

  private final class WcsCollector implements FrameHandler {
    @Override
    public void frame(Frame frame) {
      frames.put(frame.source(), frame.wcs());
    }

    @Override
    public void bad(int hdu, BadImageException problem) throws Exception {
      throw problem;
    }

    @Override
    public void skipped(int hdu, String reason) {}
  }
}
