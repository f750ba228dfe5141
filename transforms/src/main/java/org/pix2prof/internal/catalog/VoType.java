// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.Locale;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Cell types of VOTable. */
enum VoType {
  BOOLEAN("boolean", 1),
  BIT("bit", 0),
  UNSIGNED_BYTE("unsignedbyte", 1),
  SHORT("short", 2),
  INT("int", 4),
  LONG("long", 8),
  CHAR("char", 1),
  UNICODE_CHAR("unicodechar", 2),
  FLOAT("float", 4),
  DOUBLE("double", 8),
  FLOAT_COMPLEX("floatcomplex", 8),
  DOUBLE_COMPLEX("doublecomplex", 16),
  UNKNOWN("", 0);

  private final String name;
  private final int bytes;

  VoType(String name, int bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  static VoType of(@Nullable String datatype) {
    String lower = datatype == null ? "" : datatype.trim().toLowerCase(Locale.ROOT);
    for (VoType type : values()) {
      if (type.name.equals(lower)) {
        return type;
      }
    }
    return UNKNOWN;
  }

  /** Returns the bytes of an array in a binary stream. */
  long bytes(long count) {
    return this == BIT ? (count + 7) / 8 : count * bytes;
  }

  boolean isText() {
    return this == CHAR || this == UNICODE_CHAR;
  }

  boolean isReal() {
    return this == FLOAT || this == DOUBLE;
  }
}
