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
 * Finds the frames in a file: the science images whose header says where on the sky they are. Only
 * headers are read. Of a survey whose files hold one image each nothing behind that image is, which
 * counts where a file is compressed as a whole. Safe for use by several threads.
 */
public final class FrameScanner {
  /** Points along an edge of an image that must be on the sky, less one. */
  private static final int EDGE_POINTS = 4;

  private static final double LARGEST_RADIUS_COSINE = Math.cos(Math.toRadians(30));
  private final FitsOptions options;
  private final SurveyLayout layout;

  /**
   * A scanner.
   *
   * @param options how to read; pixel scale, zero point and names of objects do not matter here
   */
  public FrameScanner(FitsOptions options) {
    options.validate();
    this.options = options;
    this.layout = options.layout();
  }

  /**
   * Looks through one file.
   *
   * @param bytes of the file as stored, which is closed at the end
   * @param size how many bytes that are, or -1 if that is not known
   * @param source URI or path of the file
   * @param sink takes what is found
   * @return bytes read from the file
   * @throws IOException if bytes cannot be had; what is wrong with them goes to the sink instead
   * @throws Exception as the sink throws
   */
  public long scan(InputStream bytes, long size, String source, FrameHandler sink)
      throws Exception {
    try (bytes) {
      Optional<String> otherFile = layout.skipsFile(source);
      if (otherFile.isPresent()) {
        sink.skipped(0, otherFile.get());
        return 0;
      }
      FitsInput in;
      try {
        in = FitsInput.open(bytes, size);
      } catch (BadImageException e) {
        sink.bad(-1, e);
        return 0;
      }
      new Scan(in, source, sink).run();
      return in.storedBytesRead();
    }
  }

  private final class Scan {
    private final FitsInput in;
    private final String source;
    private final FrameHandler sink;
    private final HduIterator walk;
    private final HduSelection selection = new HduSelection(options.hdu());
    private final HduSummary seen = new HduSummary();
    private boolean anyFrame;
    private int bad;

    Scan(FitsInput in, String source, FrameHandler sink) {
      this.in = in;
      this.source = source;
      this.sink = sink;
      this.walk = new HduIterator(in);
    }

    void run() throws Exception {
      boolean oneImage = layout.holdsOneImage();
      while (!selection.isPast(walk.index() + 1) && !(oneImage && anyFrame)) {
        try {
          Hdu hdu = walk.next();
          if (hdu == null) {
            break;
          }
          look(hdu);
        } catch (BadImageException e) {
          bad(in.compressed() && in.broken() ? -1 : walk.at(), e);
          break;
        }
        if (bad >= FileDecoder.MOST_BAD) {
          sink.bad(
              -1,
              new BadImageException(
                  "too_many_bad_hdus",
                  "the file has " + bad + " HDUs that cannot be used; the rest is not read"));
          break;
        }
      }
      if (!anyFrame && bad == 0) {
        sink.bad(-1, seen.nothing(selection, "no_frame", "a science image with a celestial WCS"));
      }
    }

    private void look(Hdu hdu) throws Exception {
      Optional<String> reason = Optional.empty();
      if (selection.wants(hdu)) {
        try {
          reason = reasonToSkip(hdu);
          if (reason.isEmpty()) {
            reason = frames(hdu);
          }
          if (reason.isPresent()) {
            sink.skipped(hdu.index(), reason.get());
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

    /** Passes an image's planes on, or says why it is no frame. */
    private Optional<String> frames(Hdu hdu) throws Exception {
      PlaneLayout planes = PlaneLayout.of(hdu, PlaneLayout.ANY_SIZE);
      ImageMetadata metadata = new ImageMetadata(hdu, walk.shared(), options);
      Planes what = Planes.of(hdu, planes, metadata, options);
      Optional<Wcs> wcs = Wcs.of(hdu.header(), planes.xAxis(), planes.yAxis());
      if (wcs.isEmpty()) {
        return Optional.of("no_wcs");
      }
      requirePatch(hdu.header(), planes, wcs.get());
      in.require(hdu.dataBytes());
      List<Optional<String>> bands = what.bands();
      for (int plane = 0; plane < planes.planes(); plane++) {
        if (what.reasonToSkip(plane).isPresent()) {
          sink.skipped(hdu.index(), what.reasonToSkip(plane).get());
          continue;
        }
        sink.frame(
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

    /** Frames are found by their outline on the sky, which a map of all of it does not have. */
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
      sink.bad(hdu, problem);
    }
  }
}
