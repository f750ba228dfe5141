package org.pix2prof.catalog;

import java.math.BigDecimal;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/** Names of objects, without the loss of a digit: those of surveys have up to 19. */
final class Identifier {
  /** Whole numbers from here on share their floating-point form with others. */
  private static final double DOUBLES_MISS_SOME = 0x1p53;

  private static final float FLOATS_MISS_SOME = 0x1p24f;

  /**
   * The name in a cell: text trimmed, a number in decimal digits.
   *
   * @throws BadImageException if there is none, or it is a number that may have lost digits
   */
  static String of(@Nullable Object cell, String column) throws BadImageException {
    if (CellValues.isBlank(cell)) {
      throw new BadImageException("no_id", "no value in column " + column);
    }
    if (cell instanceof Float || cell instanceof Double) {
      return real((Number) cell, column);
    }
    return cell instanceof BigDecimal decimal ? decimal.toPlainString() : cell.toString().trim();
  }

  private static String real(Number cell, String column) throws BadImageException {
    double value = cell.doubleValue();
    double limit = cell instanceof Float ? FLOATS_MISS_SOME : DOUBLES_MISS_SOME;
    if (Math.abs(value) >= limit) {
      throw new BadImageException(
          "bad_id",
          column
              + " is "
              + cell
              + ", a floating-point number that may have lost digits; expected an integer or text");
    }
    return value == Math.rint(value) ? String.valueOf((long) value) : cell.toString();
  }

  private Identifier() {}
}
