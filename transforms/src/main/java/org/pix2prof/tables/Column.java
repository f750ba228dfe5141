package org.pix2prof.tables;

import com.google.auto.value.AutoValue;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * One column of a {@link Table}: its name, what it means, and how a record gives its cell.
 *
 * <p>Units are spelt as the FITS standard 4.0 (section 4.3) and VOUnits 1.0 both read them, such as
 * {@code mag/arcsec**2}; a column without unit has the empty text.
 *
 * @param <T> type of the records
 */
@AutoValue
public abstract class Column<T> implements Serializable {
  /** Names that every format takes: Avro and BigQuery allow no others. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What a cell holds. */
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
          "a column's name is made of letters, digits and _, not '" + name + "'");
    }
    return new AutoValue_Column<>(getter, name, kind, nullable, unit, description);
  }

  /**
   * A column of texts.
   *
   * @param name of the column
   * @param description what it means, for people
   * @param getter gives the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> text(
      String name, String description, SerializableFunction<T, String> getter) {
    return of(name, Kind.TEXT, false, "", description, getter);
  }

  /**
   * A column of texts that may be absent.
   *
   * @param name of the column
   * @param description what it means, for people
   * @param getter gives the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> optionalText(
      String name, String description, SerializableFunction<T, Optional<String>> getter) {
    return of(name, Kind.TEXT, true, "", description, orNull(getter));
  }

  /**
   * A column of lists of texts.
   *
   * @param name of the column
   * @param description what it means, for people
   * @param getter gives the cell of a record, texts without blanks: formats without lists have them
   *     separated by blanks
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> texts(
      String name, String description, SerializableFunction<T, List<String>> getter) {
    return of(name, Kind.TEXT_LIST, false, "", description, getter);
  }

  /**
   * A column of 32-bit integers.
   *
   * @param name of the column
   * @param description what it means, for people
   * @param getter gives the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> int32(
      String name, String description, SerializableFunction<T, Integer> getter) {
    return of(name, Kind.INT32, false, "", description, getter);
  }

  /**
   * A column of single-precision numbers that may be absent.
   *
   * @param name of the column
   * @param unit of the numbers, empty for none
   * @param description what it means, for people
   * @param getter gives the cell of a record
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
   * A column of double-precision numbers that may be absent.
   *
   * @param name of the column
   * @param unit of the numbers, empty for none
   * @param description what it means, for people
   * @param getter gives the cell of a record
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
   * A column of lists of single-precision numbers, one for each sample of the record.
   *
   * @param name of the column
   * @param unit of the numbers, empty for none
   * @param description what it means, for people
   * @param getter gives the cell of a record
   * @param <T> type of the records
   * @return the column
   */
  public static <T> Column<T> float32s(
      String name, String unit, String description, SerializableFunction<T, float[]> getter) {
    return of(name, Kind.FLOAT32_LIST, false, unit, description, getter);
  }

  /**
   * A column of lists of single-precision numbers that may be absent as a whole.
   *
   * @param name of the column
   * @param unit of the numbers, empty for none
   * @param description what it means, for people
   * @param getter gives the cell of a record
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

  /** {@return its name} */
  public abstract String name();

  /** {@return what its cells hold} */
  public abstract Kind kind();

  /** {@return whether a cell may be absent} */
  public abstract boolean nullable();

  /** {@return unit of its numbers; empty for none} */
  public abstract String unit();

  /** {@return what it means, for people} */
  public abstract String description();

  /** {@return what it means, with the unit in brackets, for formats without a place for units} */
  public final String descriptionWithUnit() {
    return unit().isEmpty() ? description() : description() + " [" + unit() + "]";
  }

  /**
   * The cell of a record.
   *
   * @param record to take it from
   * @return a value as {@link #kind} says; null where it is absent
   */
  public final @Nullable Object cell(T record) {
    return getter().apply(record);
  }
}
