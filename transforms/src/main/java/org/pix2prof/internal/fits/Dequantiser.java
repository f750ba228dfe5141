// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Restores floating-point pixels from quantised integers (FITS Standard 4.0, section 10.2; White,
 * Greenfield, Pence and Tody 2013 for subtractive dithering).
 */
final class Dequantiser {
  /** Stored value of an exact zero under SUBTRACTIVE_DITHER_2. */
  private static final int EXACT_ZERO = Integer.MIN_VALUE + 2;

  /** Default stored value of an undefined pixel. */
  private static final int USUAL_BLANK = Integer.MIN_VALUE + 1;

  private static final float[] RANDOM = randomSequence();

  private enum Dither {
    NO_DITHER,
    SUBTRACTIVE_DITHER_1,
    SUBTRACTIVE_DITHER_2
  }

  private final Dither dither;
  private final long seed;

  Dequantiser(FitsHeader header) throws BadImageException {
    String name = header.text("ZQUANTIZ").orElse("NO_DITHER");
    dither =
        switch (name) {
          case "NO_DITHER", "NONE" -> Dither.NO_DITHER;
          case "SUBTRACTIVE_DITHER_1" -> Dither.SUBTRACTIVE_DITHER_1;
          case "SUBTRACTIVE_DITHER_2" -> Dither.SUBTRACTIVE_DITHER_2;
          default ->
              throw header.unusable(
                  "ZQUANTIZ", "NO_DITHER, SUBTRACTIVE_DITHER_1 or SUBTRACTIVE_DITHER_2");
        };
    seed = header.integer("ZDITHER0").orElse(0);
  }

  /**
   * Restores the values of one tile in place.
   *
   * @param tile index of the tile, from 0
   * @param blank stored value of undefined pixels
   */
  void restore(double[] values, int tile, double scale, double zero, OptionalDouble blank) {
    double undefined = blank.orElse(USUAL_BLANK);
    int row = (int) Math.floorMod(tile + seed - 1, (long) RANDOM.length);
    int next = start(row);
    for (int i = 0; i < values.length; i++) {
      double stored = values[i];
      if (stored == undefined) {
        values[i] = Double.NaN;
      } else if (dither == Dither.NO_DITHER) {
        values[i] = stored * scale + zero;
      } else if (dither == Dither.SUBTRACTIVE_DITHER_2 && stored == EXACT_ZERO) {
        values[i] = 0;
      } else {
        values[i] = (stored - RANDOM[next] + 0.5) * scale + zero;
      }
      next++;
      if (next == RANDOM.length) {
        row = (row + 1) % RANDOM.length;
        next = start(row);
      }
    }
  }

  private static int start(int row) {
    return (int) (RANDOM[row] * 500.0);
  }

  /**
   * Returns the sequence of the standard's generator (appendix I), in single precision as in the
   * writers.
   */
  private static float[] randomSequence() {
    float[] sequence = new float[10_000];
    long state = 1;
    for (int i = 0; i < sequence.length; i++) {
      state = state * 16_807 % Integer.MAX_VALUE;
      sequence[i] = (float) ((double) state / Integer.MAX_VALUE);
    }
    return sequence;
  }
}
