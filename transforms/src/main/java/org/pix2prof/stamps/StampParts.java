package org.pix2prof.stamps;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.fits.FrameReader.Cut;
import org.pix2prof.model.Flag;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;

/** Makes what was cut out of a frame into a stamp, or into a part of one. */
public final class StampParts {

  /**
   * A stamp that comes from one frame.
   *
   * @param request that it was cut for
   * @param cut from the frame
   * @return the stamp; NaN, and flagged, where it runs off the frame
   */
  public static GalaxyImage stamp(StampRequest request, Cut cut) {
    StampGrid grid = request.grid();
    if (grid.covered().isWhole(grid.side())) {
      return image(request, grid.covered(), cut, cut.pixels());
    }
    return Stitcher.onGrid(main(request, cut));
  }

  /**
   * A part of a stamp that straddles frames.
   *
   * @param request that it was cut for
   * @param cut from one of the frames
   * @return the part on the stamp's grid; empty where it adds nothing
   */
  public static Optional<StampPiece> piece(StampRequest request, Cut cut) {
    return request.rank() == 0 ? Optional.of(main(request, cut)) : filling(request, cut);
  }

  private static StampPiece main(StampRequest request, Cut cut) {
    StampGrid grid = request.grid();
    Box box = grid.covered();
    return new StampPiece(grid.side(), box.x(), box.y(), 0, image(request, box, cut, cut.pixels()));
  }

  private static Optional<StampPiece> filling(StampRequest request, Cut cut) {
    StampGrid grid = request.grid();
    Warp warp = new Warp(cut.pixels(), request.region(), request.map());
    float[] filled = new float[grid.side() * grid.side()];
    Arrays.fill(filled, Float.NaN);
    int left = grid.side();
    int bottom = grid.side();
    int right = 0;
    int top = 0;
    for (int y = 0; y < grid.side(); y++) {
      for (int x = 0; x < grid.side(); x++) {
        if (!grid.covered().contains(x, y) && warp.has(x, y)) {
          float value = warp.at(x, y);
          filled[y * grid.side() + x] = Float.isNaN(value) ? StampPiece.NO_VALUE : value;
          left = Math.min(left, x);
          right = Math.max(right, x + 1);
          bottom = Math.min(bottom, y);
          top = Math.max(top, y + 1);
        }
      }
    }
    if (left >= right) {
      return Optional.empty();
    }
    Box box = new Box(left, bottom, right - left, top - bottom);
    float[] pixels = new float[box.width() * box.height()];
    for (int y = 0; y < box.height(); y++) {
      System.arraycopy(
          filled, (bottom + y) * grid.side() + left, pixels, y * box.width(), box.width());
    }
    return Optional.of(
        new StampPiece(
            grid.side(), left, bottom, request.rank(), image(request, box, cut, pixels)));
  }

  private static GalaxyImage image(StampRequest request, Box box, Cut cut, float[] pixels) {
    StampGrid grid = request.grid();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    if (cut.maskMissing()) {
      flags.add(Flag.MASK_MISSING);
    }
    return GalaxyImage.builder()
        .setProvenance(
            Provenance.of(request.position().id(), request.band(), grid.source(), grid.hdu()))
        .setPixels(pixels)
        .setWidth(box.width())
        .setHeight(box.height())
        .setPixelScaleArcsec(OptionalDouble.of(grid.wcs().pixelScaleArcsec()))
        .setZeroPoint(cut.zeroPoint())
        .setWcs(Optional.of(grid.wcs()))
        .setIsophotes(request.position().isophotes().flatMap(along -> along.in(grid.wcs())))
        .setFlags(flags)
        .build();
  }

  private StampParts() {}
}
