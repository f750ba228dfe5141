// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.cutouts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.pix2prof.model.Flag;
import org.pix2prof.model.internal.MissingPixels;
import org.pix2prof.values.GalaxyImage;

/** Combines the pieces of a cutout. */
public final class CutoutMosaic {

  /**
   * Combines pieces. Those of other frames, in the main piece's unit of flux, fill the pixels
   * outside of the cutout's own frame.
   *
   * @param pieces of one cutout
   * @return the cutout; empty if the main piece is missing because it could not be read
   */
  public static Optional<GalaxyImage> stitch(Iterable<CutoutPiece> pieces) {
    List<CutoutPiece> sorted = new ArrayList<>();
    pieces.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(CutoutPiece::rank));
    CutoutPiece first = sorted.get(0);
    if (first.rank() != 0) {
      return Optional.empty();
    }
    // If a catalogue is read twice, each piece occurs twice.
    return Optional.of(onGrid(first, sorted.stream().filter(p -> p.rank() > 0).toList()));
  }

  /** Returns a cutout of its main piece only. */
  static GalaxyImage onGrid(CutoutPiece main) {
    return onGrid(main, List.of());
  }

  private static GalaxyImage onGrid(CutoutPiece main, List<CutoutPiece> fillings) {
    float[] canvas = new float[main.side() * main.side()];
    Arrays.fill(canvas, Float.NaN);
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (CutoutPiece filling : fillings) {
      OptionalDouble unit = unit(main.image().zeroPoint(), filling.image().zeroPoint());
      if (unit.isPresent()) {
        flags.add(Flag.STITCHED);
        flags.addAll(filling.image().flags());
        paint(canvas, filling, (float) unit.getAsDouble());
      }
    }
    if (leavesGaps(canvas, main)) {
      flags.add(Flag.OFF_EDGE);
    }
    MissingPixels.dropInfinite(canvas, 0, canvas.length);
    paint(canvas, main, 1);
    flags.addAll(main.image().flags());
    return main.image().toBuilder()
        .setPixels(canvas)
        .setWidth(main.side())
        .setHeight(main.side())
        .setFlags(flags)
        .build();
  }

  /**
   * Returns the flux of one unit of the other piece in the main piece's unit; empty if only one is
   * known.
   */
  private static OptionalDouble unit(OptionalDouble main, OptionalDouble other) {
    if (main.isPresent() != other.isPresent()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        main.isEmpty() ? 1 : Math.pow(10, 0.4 * (main.getAsDouble() - other.getAsDouble())));
  }

  /** Copies the values of a piece to empty pixels of the canvas. */
  private static void paint(float[] canvas, CutoutPiece piece, float unit) {
    int width = piece.image().width();
    float[] pixels = piece.image().pixels();
    for (int i = 0; i < pixels.length; i++) {
      int at = (piece.y() + i / width) * piece.side() + piece.x() + i % width;
      if (!Float.isFinite(canvas[at]) && !Float.isNaN(pixels[i])) {
        canvas[at] = unit * pixels[i];
      }
    }
  }

  private static boolean leavesGaps(float[] canvas, CutoutPiece main) {
    PixelBox own = new PixelBox(main.x(), main.y(), main.image().width(), main.image().height());
    for (int i = 0; i < canvas.length; i++) {
      if (Float.isNaN(canvas[i]) && !own.contains(i % main.side(), i / main.side())) {
        return true;
      }
    }
    return false;
  }

  private CutoutMosaic() {}
}
