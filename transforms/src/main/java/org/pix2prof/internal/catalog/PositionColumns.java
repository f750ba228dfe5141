// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

/** The position columns of one catalogue, which convert a row to a position. */
final class PositionColumns {
  private static final String BAD_SIZE = "bad_size";
  private static final String BAD_POSITION_ANGLE = "bad_position_angle";

  private final NamedColumn id;
  private final CoordinateColumn ra;
  private final CoordinateColumn dec;
  private final @Nullable NamedColumn size;
  private final @Nullable NamedColumn positionAngle;

  /**
   * Finds the columns and selects them.
   *
   * @throws BadImageException if a column is missing, or its cells cannot be used
   */
  static PositionColumns of(CatalogTable table, CatalogOptions options)
      throws IOException, BadImageException {
    PositionColumns columns = new PositionColumns(table, options);
    BitSet selected = new BitSet();
    selected.set(columns.id.index());
    selected.set(columns.ra.index());
    selected.set(columns.dec.index());
    if (columns.size != null) {
      selected.set(columns.size.index());
    }
    if (columns.positionAngle != null) {
      selected.set(columns.positionAngle.index());
    }
    table.select(selected);
    return columns;
  }

  private PositionColumns(CatalogTable table, CatalogOptions options) throws BadImageException {
    id = NamedColumn.find(table, options.idColumn());
    ra = CoordinateColumn.rightAscension(table, options.raColumn());
    dec = CoordinateColumn.declination(table, options.decColumn());
    size =
        options.sizeColumn() == null
            ? null
            : NamedColumn.find(table, options.sizeColumn()).in(AngleUnit.ARCSEC);
    positionAngle =
        options.positionAngleColumn() == null
            ? null
            : NamedColumn.find(table, options.positionAngleColumn()).in(AngleUnit.DEGREE);
  }

  /** Returns true if each option names exactly one column. */
  static boolean areIn(List<CatalogTable.Column> columns, CatalogOptions options) {
    return Stream.of(
            options.idColumn(),
            options.raColumn(),
            options.decColumn(),
            options.sizeColumn(),
            options.positionAngleColumn())
        .filter(Objects::nonNull)
        .allMatch(name -> NamedColumn.find(columns, name).length == 1);
  }

  /**
   * Converts the current row to a position.
   *
   * @throws BadImageException if a cell cannot be used
   */
  CatalogPosition position(CatalogTable table, String source, long row) throws BadImageException {
    return CatalogPosition.builder()
        .setId(Identifier.of(table.cell(id.index()), id.name()))
        .setRaDeg(ra(table))
        .setDecDeg(dec.degrees(table) + 0.0)
        .setSizeArcsec(size(table))
        .setPositionAngleDeg(positionAngle(table))
        .setCatalog(source)
        .setRow(row)
        .build();
  }

  private double ra(CatalogTable table) throws BadImageException {
    double value = ra.degrees(table);
    double wrapped = value < 0 ? value + 360 : value;
    return wrapped >= 360 ? 0 : wrapped + 0.0; // no -0.0
  }

  private OptionalDouble size(CatalogTable table) throws BadImageException {
    if (size == null) {
      return OptionalDouble.empty();
    }
    double value = size.angle(table, BAD_SIZE);
    if (value <= 0) {
      throw outside(BAD_SIZE, size, value, "arcsec, greater than 0");
    }
    return OptionalDouble.of(value);
  }

  /** Catalogues omit the position angle of round objects. */
  private OptionalDouble positionAngle(CatalogTable table) throws BadImageException {
    if (positionAngle == null || CellValues.isBlank(table.cell(positionAngle.index()))) {
      return OptionalDouble.empty();
    }
    double value = positionAngle.angle(table, BAD_POSITION_ANGLE);
    if (Math.abs(value) > 360) {
      throw outside(BAD_POSITION_ANGLE, positionAngle, value, "degrees from -360 to 360");
    }
    double axis = ((value % 180) + 180) % 180;
    return OptionalDouble.of(axis);
  }

  private static BadImageException outside(
      String reason, NamedColumn column, double value, String expected) {
    return new BadImageException(reason, column.name() + " is " + value + "; expected " + expected);
  }
}
