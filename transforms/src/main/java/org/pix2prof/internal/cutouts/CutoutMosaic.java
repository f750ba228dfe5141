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
import org.pix2prof.values.GalaxyImage;

/** Puts the parts of a cutout together. */
public final class CutoutMosaic {

  /**
   * Puts parts together: those of other frames, in the main part's unit of flux, where the cutout's
   * own frame has no pixels.
   *
   * @param pieces of one cutout
   * @return the cutout; empty where the main part is missing, because it could not be read
   */
  public static Optional<GalaxyImage> stitch(Iterable<CutoutPiece> pieces) {
    List<CutoutPiece> sorted = new ArrayList<>();
    pieces.forEach(sorted::add);
    sorted.sort(Comparator.comparingInt(CutoutPiece::rank));
    CutoutPiece first = sorted.get(0);
    if (first.rank() != 0) {
      return Optional.empty();
    }
    // Where a catalogue is read twice there are two of each.
    return Optional.of(onGrid(first, sorted.stream().filter(p -> p.rank() > 0).toList()));
  }

  /** A main part alone on the grid of its cutout. */
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
    for (int i = 0; i < canvas.length; i++) {
      canvas[i] = Float.isInfinite(canvas[i]) ? Float.NaN : canvas[i];
    }
    paint(canvas, main, 1);
    flags.addAll(main.image().flags());
    return main.image().toBuilder()
        .setPixels(canvas)
        .setWidth(main.side())
        .setHeight(main.side())
        .setFlags(flags)
        .build();
  }

  /** Flux in the main part's unit of one unit of the other; empty where only one is known. */
  private static OptionalDouble unit(OptionalDouble main, OptionalDouble other) {
    if (main.isPresent() != other.isPresent()) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        main.isEmpty() ? 1 : Math.pow(10, 0.4 * (main.getAsDouble() - other.getAsDouble())));
  }

  /** Copies the values of a part to where the canvas has none. */
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
