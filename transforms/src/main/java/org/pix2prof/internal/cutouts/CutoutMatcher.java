// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.pix2prof.internal.fits.Region;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.PixelShape;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.Frame;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

/**
 * Finds the pixels of cutouts: for each band, the frame in which the position is farthest from the
 * edges and, if the cutout extends beyond it, neighbouring frames for the remainder. Created for
 * the frames of one region of the sky.
 */
public final class CutoutMatcher {
  /** Number of points along a side of the cutout that are tested for coverage. */
  private static final int SAMPLES = 33;

  private static final int MAX_SIDE = 8192;

  private final Map<Optional<String>, List<Frame>> byBand = new LinkedHashMap<>();
  private final double sizeArcsec;

  /**
   * Creates a matcher.
   *
   * @param frames that may show the positions
   * @param sizeArcsec side of the cutouts of positions without a size
   */
  public CutoutMatcher(Iterable<Frame> frames, double sizeArcsec) {
    this.sizeArcsec = sizeArcsec;
    List<Frame> sorted = new ArrayList<>();
    frames.forEach(sorted::add);
    sorted.sort(
        Comparator.comparing((Frame f) -> f.band().orElse(""))
            .thenComparing(Frame::source)
            .thenComparing(Frame::hdu)
            .thenComparing(Frame::plane));
    for (Frame frame : sorted) {
      byBand.computeIfAbsent(frame.band(), band -> new ArrayList<>()).add(frame);
    }
  }

  /**
   * Returns requests for the cutouts of a position, one cutout for each band in which a frame shows
   * it.
   *
   * @param position of the catalogue
   * @return requests; empty if no frame shows the position
   * @throws BadImageException if the cutout would be too large
   */
  public List<CutoutRequest> match(CatalogPosition position) throws BadImageException {
    List<CutoutRequest> requests = new ArrayList<>();
    for (Map.Entry<Optional<String>, List<Frame>> band : byBand.entrySet()) {
      List<Candidate> candidates = candidates(position, band.getValue());
      if (!candidates.isEmpty() && candidates.get(0).inset() >= 0) {
        addCutout(position, band.getKey(), candidates, requests);
      }
    }
    return requests;
  }

  /** A frame, the pixel of the position, and its distance from the edges. */
  private record Candidate(Frame frame, PixelPoint at, double inset) {}

  /** Sorts the frames by the position's distance from their edges; it may be outside of some. */
  private static List<Candidate> candidates(CatalogPosition position, List<Frame> frames) {
    List<Candidate> candidates = new ArrayList<>();
    for (Frame frame : frames) {
      frame
          .wcs()
          .toPixel(position.raDeg(), position.decDeg())
          .ifPresent(at -> candidates.add(new Candidate(frame, at, frame.inset(at.x(), at.y()))));
    }
    candidates.sort(Comparator.comparingDouble(Candidate::inset).reversed());
    return candidates;
  }

  private void addCutout(
      CatalogPosition position,
      Optional<String> band,
      List<Candidate> candidates,
      List<CutoutRequest> requests)
      throws BadImageException {
    Frame frame = candidates.get(0).frame();
    PixelPoint at = candidates.get(0).at();
    LocalWcs local = frame.wcs().about(at.x(), at.y());
    int side = side(position.sizeArcsec().orElse(sizeArcsec), local);
    // Like astropy's Cutout2D.
    int x = (int) Math.ceil(at.x() - side / 2.0);
    int y = (int) Math.ceil(at.y() - side / 2.0);
    PixelBox covered = PixelBox.covered(x, y, side, frame.width(), frame.height());
    CutoutGrid grid = new CutoutGrid(frame.source(), frame.hdu(), side, covered, local.moved(x, y));
    List<CutoutRequest> filling =
        covered.isWhole(side)
            ? List.of()
            : filling(position, band, grid, x, y, frame, candidates.subList(1, candidates.size()));
    requests.add(
        new CutoutRequest(
            position,
            band,
            grid,
            0,
            filling.isEmpty(),
            frame.wcs().isSipIgnored(),
            frame.source(),
            new Region(
                frame.hdu(),
                frame.plane(),
                x + covered.x(),
                y + covered.y(),
                covered.width(),
                covered.height()),
            new AffineTransform(x, 1, 0, y, 0, 1)));
    requests.addAll(filling);
  }

  /**
   * Returns the number of pixels along a side. If pixels are not square, the axis with more pixels
   * counts.
   */
  private static int side(double sizeArcsec, LocalWcs wcs) throws BadImageException {
    PixelShape shape = wcs.pixelShape();
    double alongX = (1 + Math.abs(shape.xy()) / shape.yy()) / shape.xx();
    double alongY = 1 / shape.yy();
    double scaleArcsec = wcs.pixelScaleArcsec() / Math.max(alongX, alongY);
    double side = Math.rint(sizeArcsec / scaleArcsec);
    if (side > MAX_SIDE) {
      throw new BadImageException(
          "bad_size",
          String.format(
              Locale.ROOT,
              "a cutout of %.1f arcsec has %.0f pixels of %.3f arcsec along a side; the limit is"
                  + " %d",
              sizeArcsec,
              side,
              scaleArcsec,
              MAX_SIDE));
    }
    return Math.max((int) side, 1);
  }

  private static List<CutoutRequest> filling(
      CatalogPosition position,
      Optional<String> band,
      CutoutGrid grid,
      int x,
      int y,
      Frame frame,
      List<Candidate> others) {
    Samples missing = new Samples(grid);
    List<CutoutRequest> requests = new ArrayList<>();
    for (Candidate other : others) {
      Optional<AffineTransform> between =
          AffineTransform.between(frame, x, y, grid.side(), other.frame());
      if (between.isPresent()) {
        AffineTransform map = between.get().snapped(grid.side());
        if (missing.fill(map, other.frame())) {
          requests.add(
              new CutoutRequest(
                  position,
                  band,
                  grid,
                  requests.size() + 1,
                  false,
                  other.frame().wcs().isSipIgnored(),
                  other.frame().source(),
                  region(map, grid.side(), other.frame()),
                  map));
        }
      }
    }
    return requests;
  }

  /** Returns the pixels of a frame within a cutout, and their neighbours. */
  private static Region region(AffineTransform map, int side, Frame frame) {
    double far = side - 1;
    double spanX = far * (Math.abs(map.xx()) + Math.abs(map.xy()));
    double spanY = far * (Math.abs(map.yx()) + Math.abs(map.yy()));
    double left = map.x(far / 2, far / 2) - spanX / 2;
    double bottom = map.y(far / 2, far / 2) - spanY / 2;
    int fromX = Math.max(0, (int) Math.floor(left));
    int fromY = Math.max(0, (int) Math.floor(bottom));
    int toX = Math.min(frame.width(), (int) Math.ceil(left + spanX) + 1);
    int toY = Math.min(frame.height(), (int) Math.ceil(bottom + spanY) + 1);
    return new Region(frame.hdu(), frame.plane(), fromX, fromY, toX - fromX, toY - fromY);
  }

  /** Points of a cutout that no frame covers yet. */
  private static final class Samples {
    private final BitSet missing = new BitSet(SAMPLES * SAMPLES);
    private final double step;

    Samples(CutoutGrid grid) {
      step = (grid.side() - 1) / (SAMPLES - 1.0);
      for (int i = 0; i < SAMPLES * SAMPLES; i++) {
        missing.set(i, !grid.covered().contains((int) Math.round(x(i)), (int) Math.round(y(i))));
      }
    }

    private double x(int sample) {
      return (sample % SAMPLES) * step;
    }

    private double y(int sample) {
      return (sample / SAMPLES) * step;
    }

    /** Removes the points that a frame covers. Returns true if there was any. */
    boolean fill(AffineTransform map, Frame frame) {
      int before = missing.cardinality();
      for (int i = missing.nextSetBit(0); i >= 0; i = missing.nextSetBit(i + 1)) {
        if (frame.contains(map.x(x(i), y(i)), map.y(x(i), y(i)))) {
          missing.clear(i);
        }
      }
      return missing.cardinality() < before;
    }
  }
}
