// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.internal.fits.FrameReader.Cut;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Provenance;
import org.pix2prof.wcs.PixelPoint;

/** Makes cutouts, or pieces of them, from regions of frames. */
public final class CutoutParts {

  /**
   * Makes a cutout from one frame.
   *
   * @param request of the region
   * @param cut region of the frame
   * @param centred whether the position is the given centre of the galaxy
   * @return the cutout; NaN, with a flag, outside of the frame
   */
  public static GalaxyImage cutout(CutoutRequest request, Cut cut, boolean centred) {
    CutoutGrid grid = request.grid();
    if (grid.covered().isWhole(grid.side())) {
      return image(request, grid.covered(), cut, cut.pixels(), centred);
    }
    return CutoutMosaic.onGrid(main(request, cut, centred));
  }

  /**
   * Makes a piece of a cutout that spans several frames.
   *
   * @param request of the region
   * @param cut region of one of the frames
   * @param centred whether the position is the given centre of the galaxy
   * @return the piece on the cutout's grid; empty if it adds no pixel
   */
  public static Optional<CutoutPiece> piece(CutoutRequest request, Cut cut, boolean centred) {
    return request.rank() == 0
        ? Optional.of(main(request, cut, centred))
        : filling(request, cut, centred);
  }

  private static CutoutPiece main(CutoutRequest request, Cut cut, boolean centred) {
    CutoutGrid grid = request.grid();
    PixelBox box = grid.covered();
    return new CutoutPiece(
        grid.side(), box.x(), box.y(), 0, image(request, box, cut, cut.pixels(), centred));
  }

  private static Optional<CutoutPiece> filling(CutoutRequest request, Cut cut, boolean centred) {
    CutoutGrid grid = request.grid();
    Resampling resampled = new Resampling(cut.pixels(), request.region(), request.map());
    float[] filled = new float[grid.side() * grid.side()];
    Arrays.fill(filled, Float.NaN);
    int left = grid.side();
    int bottom = grid.side();
    int right = 0;
    int top = 0;
    for (int y = 0; y < grid.side(); y++) {
      for (int x = 0; x < grid.side(); x++) {
        if (!grid.covered().contains(x, y) && resampled.has(x, y)) {
          float value = resampled.at(x, y);
          filled[y * grid.side() + x] = Float.isNaN(value) ? CutoutPiece.NO_VALUE : value;
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
    PixelBox box = new PixelBox(left, bottom, right - left, top - bottom);
    float[] pixels = new float[box.width() * box.height()];
    for (int y = 0; y < box.height(); y++) {
      System.arraycopy(
          filled, (bottom + y) * grid.side() + left, pixels, y * box.width(), box.width());
    }
    return Optional.of(
        new CutoutPiece(
            grid.side(), left, bottom, request.rank(), image(request, box, cut, pixels, centred)));
  }

  private static GalaxyImage image(
      CutoutRequest request, PixelBox box, Cut cut, float[] pixels, boolean centred) {
    CutoutGrid grid = request.grid();
    CatalogPosition position = request.position();
    Optional<Isophotes> isophotes = position.isophotes().flatMap(along -> along.in(grid.wcs()));
    Optional<PixelPoint> centre =
        centred && isophotes.isEmpty()
            ? grid.wcs().toPixel(position.raDeg(), position.decDeg())
            : Optional.empty();
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    flags.addAll(cut.flags());
    if (request.isSipIgnored()) {
      flags.add(Flag.SIP_IGNORED);
    }
    return GalaxyImage.builder()
        .setProvenance(Provenance.of(position.id(), request.band(), grid.source(), grid.hdu()))
        .setPixels(pixels)
        .setWidth(box.width())
        .setHeight(box.height())
        .setPixelScaleArcsec(OptionalDouble.of(grid.wcs().pixelScaleArcsec()))
        .setPixelShape(grid.wcs().pixelShape())
        .setZeroPoint(cut.zeroPoint())
        .setWcs(Optional.of(grid.wcs()))
        .setCentre(centre)
        .setIsophotes(isophotes)
        .setFlags(flags)
        .build();
  }

  private CutoutParts() {}
}
