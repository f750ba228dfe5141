// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.checkerframework.checker.nullness.qual.Nullable;

/** A record from a file: cells by column name. */
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
   * Returns a text.
   *
   * @param column name of the column
   * @return the cell; empty if absent
   */
  public Optional<String> text(String column) {
    return Optional.ofNullable((String) cell(column));
  }

  /**
   * Returns an integer.
   *
   * @param column name of the column
   * @return the cell; empty if absent
   */
  public Optional<Integer> int32(String column) {
    return Optional.ofNullable((Integer) cell(column));
  }

  /**
   * Returns a number in single precision.
   *
   * @param column name of the column
   * @return the cell; empty if absent
   */
  public Optional<Float> float32(String column) {
    return Optional.ofNullable((Float) cell(column));
  }

  /**
   * Returns a number in double precision.
   *
   * @param column name of the column
   * @return the cell; empty if absent
   */
  public Optional<Double> float64(String column) {
    return Optional.ofNullable((Double) cell(column));
  }

  /**
   * Returns the numbers of the samples.
   *
   * @param column name of the column
   * @return the cell; empty if absent
   */
  public Optional<float[]> float32s(String column) {
    return Optional.ofNullable((float[]) cell(column));
  }

  /**
   * Returns texts.
   *
   * @param column name of the column
   * @return the cell; an empty list if absent
   */
  @SuppressWarnings("unchecked")
  public List<String> texts(String column) {
    return (List<String>) cells.getOrDefault(column, List.of());
  }
}
