package org.pix2prof.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A record that was read from a file: its cells by the names of their columns. */
public final class TableRecord {
  private final Map<String, Object> cells = new HashMap<>();

  TableRecord() {}

  void put(Column<?> column, @Nullable Object cell) {
    if (cell != null) {
      cells.put(column.name(), cell);
    }
  }

  @Nullable Object cell(String column) {
    return cells.get(column);
  }

  /**
   * A text.
   *
   * @param column name of its column
   * @return the cell; empty where it is absent
   */
  public Optional<String> text(String column) {
    return Optional.ofNullable((String) cell(column));
  }

  /**
   * An integer.
   *
   * @param column name of its column
   * @return the cell; empty where it is absent
   */
  public Optional<Integer> int32(String column) {
    return Optional.ofNullable((Integer) cell(column));
  }

  /**
   * A number in single precision.
   *
   * @param column name of its column
   * @return the cell; empty where it is absent
   */
  public Optional<Float> float32(String column) {
    return Optional.ofNullable((Float) cell(column));
  }

  /**
   * A number in double precision.
   *
   * @param column name of its column
   * @return the cell; empty where it is absent
   */
  public Optional<Double> float64(String column) {
    return Optional.ofNullable((Double) cell(column));
  }

  /**
   * Numbers of the samples.
   *
   * @param column name of its column
   * @return the cell; empty where it is absent
   */
  public Optional<float[]> float32s(String column) {
    return Optional.ofNullable((float[]) cell(column));
  }

  /**
   * Texts.
   *
   * @param column name of its column
   * @return the cell; an empty list where it is absent
   */
  @SuppressWarnings("unchecked")
  public List<String> texts(String column) {
    return (List<String>) cells.getOrDefault(column, List.of());
  }
}
