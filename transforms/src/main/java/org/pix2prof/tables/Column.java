// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One column of a {@link Table}: its name, its description and the getter of its cells.
 *
 * <p>Units are spelt as the FITS standard 4.0 (section 4.3) and VOUnits 1.0 both read them, such as
 * {@code mag/arcsec**2}; the unit of a column without one is empty.
 *
 * @param <T> type of the records
 */
@AutoValue
public abstract class Column<T> implements Serializable {
  /** Names that every format accepts; Avro and BigQuery accept no others. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Types of cells. */
  public enum Kind {
    /** A {@link String}. */
    TEXT,
    /** An {@link Integer}. */
    INT32,
    /** A {@link Float}. */
    FLOAT32,
    /** A {@link Double}. */
    FLOAT64,
    /** A {@code float[]}: one number for each sample of the record. */
    FLOAT32_LIST,
    /** A {@link List} of {@link String}. */
    TEXT_LIST
  }

  abstract SerializableFunction<T, ?> getter();

  private static <T> Column<T> of(
      String name,
      Kind kind,
      boolean nullable,
      String unit,
      String description,
      SerializableFunction<T, ?> getter) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a column name consists of letters, digits and _, not '" + name + "'");
    }
    return new AutoValue_Column<>(getter, name, kind, nullable, unit, description, "");
  }

  /**
   * Creates a column of texts.
   *
   * @param name name of the column
   * @param description description of the column
   * @param getter returns the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> text(
      String name, String description, SerializableFunction<T, String> getter) {
    return of(name, Kind.TEXT, false, "", description, getter);
  }

  /**
   * Creates a column of texts that may be absent.
   *
   * @param name name of the column
   * @param description description of the column
   * @param getter returns the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> optionalText(
      String name, String description, SerializableFunction<T, Optional<String>> getter) {
    return of(name, Kind.TEXT, true, "", description, orNull(getter));
  }

  /**
   * Creates a column of lists of texts.
   *
   * @param name name of the column
   * @param description description of the column
   * @param getter returns the cell of a record, texts without blanks; formats without lists
   *     separate them by blanks
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> texts(
      String name, String description, SerializableFunction<T, List<String>> getter) {
    return of(name, Kind.TEXT_LIST, false, "", description, getter);
  }

  /**
   * Creates a column of 32-bit integers.
   *
   * @param name name of the column
   * @param description description of the column
   * @param getter returns the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> int32(
      String name, String description, SerializableFunction<T, Integer> getter) {
    return of(name, Kind.INT32, false, "", description, getter);
  }

  /**
   * Creates a column of single-precision numbers that may be absent.
   *
   * @param name name of the column
   * @param unit unit of the numbers, empty for none
   * @param description description of the column
   * @param getter returns the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> optionalFloat32(
      String name,
      String unit,
      String description,
      SerializableFunction<T, Optional<Float>> getter) {
    return of(name, Kind.FLOAT32, true, unit, description, orNull(getter));
  }

  /**
   * Creates a column of double-precision numbers that may be absent.
   *
   * @param name name of the column
   * @param unit unit of the numbers, empty for none
   * @param description description of the column
   * @param getter returns the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> optionalFloat64(
      String name,
      String unit,
      String description,
      SerializableFunction<T, Optional<Double>> getter) {
    return of(name, Kind.FLOAT64, true, unit, description, orNull(getter));
  }

  /**
   * Creates a column of lists of single-precision numbers, one for each sample of the record.
   *
   * @param name name of the column
   * @param unit unit of the numbers, empty for none
   * @param description description of the column
   * @param getter returns the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> float32s(
      String name, String unit, String description, SerializableFunction<T, float[]> getter) {
    return of(name, Kind.FLOAT32_LIST, false, unit, description, getter);
  }

  /**
   * Creates a column of lists of single-precision numbers that may be absent as a whole.
   *
   * @param name name of the column
   * @param unit unit of the numbers, empty for none
   * @param description description of the column
   * @param getter returns the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> optionalFloat32s(
      String name,
      String unit,
      String description,
      SerializableFunction<T, Optional<float[]>> getter) {
    return of(name, Kind.FLOAT32_LIST, true, unit, description, orNull(getter));
  }

  private static <T, V> SerializableFunction<T, @Nullable V> orNull(
      SerializableFunction<T, Optional<V>> getter) {
    return value -> getter.apply(value).orElse(null);
  }

  /** {@return name of the column} */
  public abstract String name();

  /** {@return type of its cells} */
  public abstract Kind kind();

  /** {@return true if a cell may be absent} */
  public abstract boolean nullable();

  /** {@return unit of its numbers; empty for none} */
  public abstract String unit();

  /** {@return description of the column} */
  public abstract String description();

  /** {@return Unified Content Descriptor (IVOA UCD1+), such as {@code phot.mag}; empty for none} */
  public abstract String ucd();

  /**
   * Returns this column with a Unified Content Descriptor.
   *
   * @param ucd words of UCD1+, separated by semicolons
   * @return the column
   */
  public final Column<T> withUcd(String ucd) {
    return new AutoValue_Column<>(getter(), name(), kind(), nullable(), unit(), description(), ucd);
  }

  /** {@return description with the unit in brackets, for formats without units} */
  public final String descriptionWithUnit() {
    return unit().isEmpty() ? description() : description() + " [" + unit() + "]";
  }

  /**
   * Returns the cell of a record.
   *
   * @param record the record
   * @return a value of the type {@link #kind}; null if absent
   */
  public final @Nullable Object cell(T record) {
    return getter().apply(record);
  }
}
