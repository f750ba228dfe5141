// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.checkerframework.checker.nullness.qual.Nullable;

/** Cells of Parquet's physical and logical types. */
final class ParquetCell {

  /** Describes the cells of a type that are neither one number nor one text. */
  static Optional<String> unusable(Type type) {
    if (!type.isPrimitive() || type.isRepetition(Type.Repetition.REPEATED)) {
      return Optional.of("lists or records");
    }
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    return switch (type.asPrimitiveType().getPrimitiveTypeName()) {
      case INT96 -> Optional.of("times");
      case FIXED_LEN_BYTE_ARRAY ->
          logical instanceof DecimalLogicalTypeAnnotation ? Optional.empty() : Optional.of("bytes");
      default -> Optional.empty();
    };
  }

  /** Returns the value of a field; null if missing. */
  static @Nullable Object value(Group row, String name) {
    int field = row.getType().getFieldIndex(name);
    if (row.getFieldRepetitionCount(field) == 0) {
      return null;
    }
    PrimitiveType type = row.getType().getType(field).asPrimitiveType();
    return switch (type.getPrimitiveTypeName()) {
      case BOOLEAN -> row.getBoolean(field, 0);
      case INT32 -> integer(type, row.getInteger(field, 0), Integer.SIZE);
      case INT64 -> integer(type, row.getLong(field, 0), Long.SIZE);
      case FLOAT -> row.getFloat(field, 0);
      case DOUBLE -> row.getDouble(field, 0);
      default -> bytes(type, row.getBinary(field, 0).getBytes());
    };
  }

  private static Object integer(PrimitiveType type, long value, int bits) {
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof DecimalLogicalTypeAnnotation decimal) {
      return BigDecimal.valueOf(value, decimal.getScale());
    }
    if (value < 0 && logical instanceof IntLogicalTypeAnnotation integer && !integer.isSigned()) {
      return BigInteger.valueOf(value).add(BigInteger.ONE.shiftLeft(bits));
    }
    return value;
  }

  private static Object bytes(PrimitiveType type, byte[] bytes) {
    return type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
        ? new BigDecimal(new BigInteger(bytes), decimal.getScale())
        : new String(bytes, StandardCharsets.UTF_8);
  }

  private ParquetCell() {}
}
