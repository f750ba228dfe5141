// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * A typed column of a VOTable or of text, which parses its cells.
 *
 * @param name attribute {@code name}, or {@code ID} if there is none
 * @param unit unit, if given
 * @param type type of the cells
 * @param shape shape of the cells
 * @param blank text of a missing value
 */
record VoField(
    String name, Optional<String> unit, VoType type, VoShape shape, Optional<String> blank) {
  private static final int MOST_TEXT_BYTES = 1 << 20;

  static List<CatalogTable.Column> columns(List<VoField> fields) {
    return fields.stream()
        .map(field -> new CatalogTable.Column(field.name(), field.unit(), field.unusable()))
        .toList();
  }

  private Optional<String> unusable() {
    return switch (type) {
      case CHAR, UNICODE_CHAR -> shape.isLine() ? Optional.empty() : Optional.of("arrays of texts");
      case BIT -> Optional.of("bits");
      case FLOAT_COMPLEX, DOUBLE_COMPLEX -> Optional.of("complex numbers");
      default -> shape.isSingle() ? Optional.empty() : Optional.of("arrays");
    };
  }

  /** Returns true if its cells have no bytes in a binary stream. */
  boolean takesNoBytes() {
    return !shape.variable() && type.bytes(shape.count()) == 0;
  }

  /** Parses a cell of text. Integers stay text, without loss. */
  @Nullable Object parse(String text) {
    if (blank.isPresent() && blank.get().equals(text.trim())) {
      return null;
    }
    if (type.isText()) {
      return text;
    }
    String number = text.trim();
    if (number.isEmpty()) {
      return null;
    }
    double real = type.isReal() ? CellValues.number(number) : Double.NaN;
    if (Double.isNaN(real)) {
      return number;
    }
    return type == VoType.FLOAT ? (Object) (float) real : real;
  }

  /** Reads a cell of a binary stream. Returns null also if {@code wanted} is false. */
  @Nullable Object read(DataInputStream in, boolean wanted) throws IOException {
    long count = shape.variable() ? in.readInt() : shape.count();
    if (count < 0 || shape.variable() && shape.axes() > 1 || type == VoType.UNKNOWN) {
      throw new IOException("column " + CellValues.quote(name) + " has cells of unknown length");
    }
    long bytes = type.bytes(count);
    if (!wanted) {
      in.skipNBytes(bytes);
      return null;
    }
    return switch (type) {
      case CHAR -> text(in, bytes, false);
      case UNICODE_CHAR -> text(in, bytes, true);
      case BOOLEAN -> truth(in.readByte());
      case UNSIGNED_BYTE -> unlessBlank(in.readUnsignedByte());
      case SHORT -> unlessBlank(in.readShort());
      case INT -> unlessBlank(in.readInt());
      case LONG -> unlessBlank(in.readLong());
      case FLOAT -> in.readFloat();
      default -> in.readDouble();
    };
  }

  private String text(DataInputStream in, long length, boolean wide) throws IOException {
    if (length > MOST_TEXT_BYTES) {
      throw new IOException(
          "column " + CellValues.quote(name) + " has a text of " + length + " bytes");
    }
    byte[] bytes = in.readNBytes((int) length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    String text = new String(bytes, wide ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8);
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static @Nullable Boolean truth(byte letter) {
    return switch (letter) {
      case 'T', 't', '1' -> Boolean.TRUE;
      case 'F', 'f', '0' -> Boolean.FALSE;
      default -> null;
    };
  }

  private @Nullable Long unlessBlank(long value) {
    return blank.isPresent() && blank.get().equals(String.valueOf(value)) ? null : value;
  }
}
