// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/** Position of one column's cell in a row of a binary table, and its decoding. */
final class TableCell {
  private static final Pattern FORM = Pattern.compile("(\\d{0,9})([LXBIJKAEDCMPQ])(.*)");
  private static final double TWO_TO_63 = 0x1p63;

  private final char type;
  private final int offset;
  private final long count;
  private final String arrayForm;
  private final boolean severalTexts;
  private final OptionalLong blank;
  private final double scale;
  private final double zero;

  /** Reads the keywords of column {@code n}, which starts at {@code offset} of each row. */
  static TableCell of(FitsHeader header, int n, long offset) throws BadImageException {
    Matcher form = FORM.matcher(header.text("TFORM" + n).orElse(""));
    if (!form.matches()) {
      throw new BadImageException(
          "bad_header", header.found("TFORM" + n) + "; expected the type of a column");
    }
    return new TableCell(header, n, form, offset);
  }

  private TableCell(FitsHeader header, int n, Matcher form, long offset) throws BadImageException {
    this.offset =
        (int) Math.min(offset, Integer.MAX_VALUE); // FitsTable compares the sum with NAXIS1
    this.count = form.group(1).isEmpty() ? 1 : Long.parseLong(form.group(1));
    this.type = form.group(2).charAt(0);
    this.arrayForm = form.group(3);
    this.severalTexts =
        type == 'A' && header.text("TDIM" + n).map(dim -> dim.contains(",")).orElse(false);
    this.blank = "BIJK".indexOf(type) >= 0 ? blank(header, "TNULL" + n) : OptionalLong.empty();
    this.scale = header.number("TSCAL" + n).orElse(1);
    this.zero = header.number("TZERO" + n).orElse(0);
  }

  private static OptionalLong blank(FitsHeader header, String keyword) throws BadImageException {
    Optional<String> text = header.text(keyword);
    try {
      return text.isEmpty() ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text.get()));
    } catch (NumberFormatException e) {
      throw header.unusable(keyword, "an integer");
    }
  }

  /** Returns the number of bytes of the cell. */
  long bytes() {
    return type == 'X' ? (count + 7) / 8 : count * elementBytes();
  }

  private int elementBytes() {
    return switch (type) {
      case 'L', 'B', 'A' -> 1;
      case 'I' -> 2;
      case 'J', 'E' -> 4;
      case 'K', 'D', 'C', 'P' -> 8;
      default -> 16;
    };
  }

  /** Returns the content of the cell if it is neither one number nor one text. */
  Optional<String> unusable() {
    return switch (type) {
      case 'X' -> Optional.of("bits");
      case 'C', 'M' -> Optional.of("complex numbers");
      case 'P', 'Q' -> Optional.of("arrays");
      case 'A' -> severalTexts ? Optional.of("arrays of texts") : Optional.empty();
      default -> count == 1 ? Optional.empty() : Optional.of("arrays of " + count);
    };
  }

  /**
   * Returns the type of the elements of an array of variable length; empty if the cell has none.
   */
  Optional<Character> elementType() {
    return "PQ".indexOf(type) >= 0 && !arrayForm.isEmpty()
        ? Optional.of(arrayForm.charAt(0))
        : Optional.empty();
  }

  /**
   * Returns the location in the heap of the array of a row. The column has an {@link #elementType}.
   */
  FitsTable.HeapArray array(byte[] row) {
    ByteBuffer bytes = ByteBuffer.wrap(row, offset, (int) bytes());
    return type == 'P'
        ? new FitsTable.HeapArray(bytes.getInt(), bytes.getInt())
        : new FitsTable.HeapArray(bytes.getLong(), bytes.getLong());
  }

  /** Returns the value in a row; see {@link FitsTable#cell}. */
  @Nullable Object value(byte[] row) {
    ByteBuffer bytes = ByteBuffer.wrap(row);
    return switch (type) {
      case 'A' -> text(row);
      case 'L' -> row[offset] == 'T' ? Boolean.TRUE : row[offset] == 'F' ? Boolean.FALSE : null;
      case 'B' -> integer(row[offset] & 0xff);
      case 'I' -> integer(bytes.getShort(offset));
      case 'J' -> integer(bytes.getInt(offset));
      case 'K' -> integer(bytes.getLong(offset));
      case 'E' -> scaled() ? real(bytes.getFloat(offset)) : (Object) bytes.getFloat(offset);
      default -> real(bytes.getDouble(offset));
    };
  }

  private String text(byte[] row) {
    int length = 0;
    while (length < count && row[offset + length] != 0) {
      length++;
    }
    return new String(row, offset, length, StandardCharsets.UTF_8);
  }

  private boolean scaled() {
    return scale != 1 || zero != 0;
  }

  private double real(double stored) {
    return stored * scale + zero;
  }

  /**
   * Scales an integer. The result is exact for scaling by whole numbers, because identifiers have
   * more digits than doubles.
   */
  private @Nullable Object integer(long stored) {
    if (blank.isPresent() && stored == blank.getAsLong()) {
      return null;
    }
    if (scale != 1 || zero != Math.rint(zero) || Math.abs(zero) > TWO_TO_63) {
      return real(stored);
    }
    BigInteger offsetBy =
        Math.abs(zero) == TWO_TO_63
            ? BigInteger.ONE.shiftLeft(63).multiply(BigInteger.valueOf((long) Math.signum(zero)))
            : BigInteger.valueOf((long) zero);
    if (offsetBy.signum() == 0) {
      return stored;
    }
    BigInteger value = BigInteger.valueOf(stored).add(offsetBy);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
