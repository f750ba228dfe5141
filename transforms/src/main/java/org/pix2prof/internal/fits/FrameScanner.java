// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Frame;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.Wcs;

/**
 * Finds the frames in a file: the science images with a celestial WCS. Only headers are read. If
 * the files of a survey have one image each, the HDUs after it are not read, which saves time for
 * compressed files. Thread-safe.
 */
public final class FrameScanner {
  /** Number of intervals between the points of an edge that must be on the sky. */
  private static final int EDGE_POINTS = 4;

  private static final double LARGEST_RADIUS_COSINE = Math.cos(Math.toRadians(30));
  private final FitsOptions options;
  private final SurveyLayout layout;

  /**
   * Creates a scanner.
   *
   * @param options of reading; pixel scale, zero point and object names have no effect
   */
  public FrameScanner(FitsOptions options) {
    options.validate();
    this.options = options;
    this.layout = options.layout();
  }

  /**
   * Scans one file.
   *
   * @param bytes of the file as stored, which is closed at the end
   * @param size number of these bytes, or -1 if unknown
   * @param source URI or path of the file
   * @param handler receives frames and problems
   * @return bytes read from the file
   * @throws IOException if reading fails; invalid content goes to the handler instead
   * @throws Exception if the handler throws it
   */
  public long scan(InputStream bytes, long size, String source, FrameHandler handler)
      throws Exception {
    try (bytes) {
      Optional<String> otherFile = layout.skipsFile(source);
      if (otherFile.isPresent()) {
        handler.skipped(0, otherFile.get());
        return 0;
      }
      FitsInput in;
      try {
        in = FitsInput.open(bytes, size);
      } catch (BadImageException e) {
        handler.bad(-1, e);
        return 0;
      }
      new Scan(in, source, handler).run();
      return in.storedBytesRead();
    }
  }

  private final class Scan {
    private final FitsInput in;
    private final String source;
    private final FrameHandler handler;
    private final HduIterator hdus;
    private final HduSelection selection = new HduSelection(options.hdu());
    private final HduSummary seen = new HduSummary();
    private boolean anyFrame;
    private int bad;

    Scan(FitsInput in, String source, FrameHandler handler) {
      this.in = in;
      this.source = source;
      this.handler = handler;
      this.hdus = new HduIterator(in);
    }

    void run() throws Exception {
      boolean oneImage = layout.holdsOneImage();
      while (!selection.isPast(hdus.index() + 1) && !(oneImage && anyFrame)) {
        try {
          Hdu hdu = hdus.next();
          if (hdu == null) {
            break;
          }
          scan(hdu);
        } catch (BadImageException e) {
          bad(in.compressed() && in.broken() ? -1 : hdus.at(), e);
          break;
        }
        if (bad >= HduSummary.MAX_BAD) {
          handler.bad(-1, HduSummary.tooManyBad(bad));
          break;
        }
      }
      if (!anyFrame && bad == 0) {
        handler.bad(
            -1, seen.nothing(selection, "no_frame", "a science image with a celestial WCS"));
      }
    }

    private void scan(Hdu hdu) throws Exception {
      Optional<String> reason = Optional.empty();
      if (selection.wants(hdu)) {
        try {
          reason = reasonToSkip(hdu);
          if (reason.isEmpty()) {
            reason = frames(hdu);
          }
          if (reason.isPresent()) {
            handler.skipped(hdu.index(), reason.get());
          }
        } catch (BadImageException e) {
          if (in.broken()) {
            throw e;
          }
          bad(hdu.index(), e);
        }
      }
      seen.add(hdu, reason.orElse(""));
    }

    private Optional<String> reasonToSkip(Hdu hdu) {
      return selection.isGiven()
          ? ScienceImages.cannotServe(hdu)
          : ScienceImages.reasonToSkip(hdu, layout);
    }

    /** Passes on an image's planes, or returns the reason why it is not a frame. */
    private Optional<String> frames(Hdu hdu) throws Exception {
      PlaneLayout planes = PlaneLayout.of(hdu, PlaneLayout.ANY_SIZE);
      ImageMetadata metadata = new ImageMetadata(hdu, hdus.shared(), options);
      ImagePlanes images = ImagePlanes.of(hdu, planes, metadata, options);
      Optional<Wcs> wcs = Wcs.of(hdu.header(), planes.xAxis(), planes.yAxis());
      if (wcs.isEmpty()) {
        return Optional.of("no_wcs");
      }
      requirePatch(hdu.header(), planes, wcs.get());
      in.require(hdu.dataBytes());
      List<Optional<String>> bands = images.bands();
      for (int plane = 0; plane < planes.planes(); plane++) {
        if (images.reasonToSkip(plane).isPresent()) {
          handler.skipped(hdu.index(), images.reasonToSkip(plane).get());
          continue;
        }
        handler.frame(
            Frame.builder()
                .setSource(source)
                .setHdu(hdu.index())
                .setPlane(plane)
                .setBand(bands.get(plane))
                .setWidth(planes.width())
                .setHeight(planes.height())
                .setWcs(wcs.get())
                .build());
      }
      anyFrame = true;
      return Optional.empty();
    }

    /** Rejects maps of the whole sky, because they have no outline to find them by. */
    private static void requirePatch(FitsHeader header, PlaneLayout planes, Wcs wcs)
        throws BadImageException {
      double right = planes.width() - 1;
      double top = planes.height() - 1;
      try {
        LocalWcs middle = wcs.about(right / 2, top / 2);
        for (int i = 0; i <= EDGE_POINTS; i++) {
          double share = (double) i / EDGE_POINTS;
          requireNear(middle, wcs.about(share * right, 0));
          requireNear(middle, wcs.about(share * right, top));
          requireNear(middle, wcs.about(0, share * top));
          requireNear(middle, wcs.about(right, share * top));
        }
      } catch (IllegalArgumentException e) {
        throw new BadImageException(
            "unsupported_projection",
            header.found("CTYPE" + planes.xAxis())
                + " of an image that reaches beyond the sky or a pole of its projection, or more"
                + " than 30 degrees from its middle; expected a frame, not a map of the sky");
      }
    }

    private static void requireNear(LocalWcs middle, LocalWcs edge) {
      double depth =
          Math.sin(Math.toRadians(middle.decDeg())) * Math.sin(Math.toRadians(edge.decDeg()))
              + Math.cos(Math.toRadians(middle.decDeg()))
                  * Math.cos(Math.toRadians(edge.decDeg()))
                  * Math.cos(Math.toRadians(edge.raDeg() - middle.raDeg()));
      if (!(depth > LARGEST_RADIUS_COSINE)) {
        throw new IllegalArgumentException("too far from the middle");
      }
    }

    private void bad(int hdu, BadImageException problem) throws Exception {
      bad++;
      handler.bad(hdu, problem);
    }
  }
}
