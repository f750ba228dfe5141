// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;

/**
 * A column of right ascensions or of declinations. Decimal numbers are degrees, unless the unit of
 * the column is hours. Sexagesimal angles are read if their meaning is certain.
 */
final class CoordinateColumn {
  private static final String BAD_POSITION = "bad_position";
  private static final double DEGREES_PER_HOUR = 15;

  /** Form of the coordinates by unit or name of the column. */
  private enum Notation {
    UNSTATED,
    DEGREES,
    HOURS,
    HMS,
    DMS
  }

  private final NamedColumn column;
  private final boolean rightAscension;
  private final Notation notation;

  static CoordinateColumn rightAscension(CatalogTable table, String name) throws BadImageException {
    return new CoordinateColumn(NamedColumn.find(table, name), true);
  }

  static CoordinateColumn declination(CatalogTable table, String name) throws BadImageException {
    return new CoordinateColumn(NamedColumn.find(table, name), false);
  }

  private CoordinateColumn(NamedColumn column, boolean rightAscension) throws BadImageException {
    this.column = column;
    this.rightAscension = rightAscension;
    this.notation = notation();
  }

  private Notation notation() throws BadImageException {
    AngleUnit unit = AngleUnit.of(column.column().unit().orElse(""));
    if (unit == null) {
      return byName();
    }
    return switch (unit) {
      case DEGREE -> Notation.DEGREES;
      case DMS -> Notation.DMS;
      case HOUR, HMS -> {
        if (!rightAscension) {
          column.in(AngleUnit.DEGREE);
        }
        yield unit == AngleUnit.HOUR ? Notation.HOURS : Notation.HMS;
      }
      default -> {
        column.in(AngleUnit.DEGREE);
        yield Notation.DEGREES;
      }
    };
  }

  private Notation byName() {
    String name = column.name().toLowerCase(Locale.ROOT).replaceAll("[: ]", "");
    if (rightAscension && name.contains("hms")) {
      return Notation.HMS;
    }
    return name.contains("dms") ? Notation.DMS : Notation.UNSTATED;
  }

  int index() {
    return column.index();
  }

  /** Returns the coordinate in degrees, within its range. */
  double degrees(CatalogTable table) throws BadImageException {
    @Nullable Object cell = table.cell(column.index());
    if (cell == null || CellValues.isBlank(cell)) {
      throw new BadImageException(BAD_POSITION, "no value in column " + column.name());
    }
    double number = CellValues.number(cell);
    boolean parts = notation == Notation.HMS || notation == Notation.DMS;
    if (Double.isFinite(number) && !parts) {
      return checked(notation == Notation.HOURS ? number * DEGREES_PER_HOUR : number);
    }
    OptionalDouble angle =
        cell instanceof String text
            ? Sexagesimal.of(text)
                .flatMap(this::degrees)
                .map(OptionalDouble::of)
                .orElse(OptionalDouble.empty())
            : OptionalDouble.empty();
    if (angle.isEmpty()) {
      throw new BadImageException(
          BAD_POSITION,
          column.name() + " is " + CellValues.quote(cell.toString()) + "; expected " + expected());
    }
    return checked(angle.getAsDouble());
  }

  /** Returns degrees, if the column or the separators determine the parts. */
  private Optional<Double> degrees(Sexagesimal angle) {
    return switch (angle.separator()) {
      case DEGREE_LETTERS ->
          notation == Notation.HOURS || notation == Notation.HMS
              ? Optional.empty()
              : Optional.of(angle.value());
      case HOUR_LETTERS ->
          rightAscension && notation != Notation.DEGREES && notation != Notation.DMS
              ? hours(angle)
              : Optional.empty();
      case COLONS -> colons(angle);
      case BLANKS -> notation == Notation.UNSTATED ? Optional.empty() : colons(angle);
    };
  }

  private Optional<Double> colons(Sexagesimal angle) {
    if (!rightAscension || notation == Notation.DMS) {
      return Optional.of(angle.value());
    }
    return notation == Notation.DEGREES ? Optional.empty() : hours(angle);
  }

  private static Optional<Double> hours(Sexagesimal angle) {
    return angle.value() >= 0 && angle.value() < 24
        ? Optional.of(angle.value() * DEGREES_PER_HOUR)
        : Optional.empty();
  }

  private String expected() {
    String parts = rightAscension ? "hours as 10:02:03.4 or 10h02m03.4s" : "degrees as +10:02:03.4";
    return switch (notation) {
      case UNSTATED -> "decimal degrees, or " + parts;
      case DEGREES -> "decimal degrees, as the column's unit is";
      case HOURS -> "hours, as the column's unit is";
      case HMS -> "hours, minutes and seconds, as the column's unit or name is";
      case DMS -> "degrees, minutes and seconds, as the column's unit or name is";
    };
  }

  private double checked(double value) throws BadImageException {
    if (rightAscension && (value < -180 || value > 360)) {
      throw outside(value, "degrees from 0 to 360, or -180 to 180");
    }
    if (!rightAscension && Math.abs(value) > 90) {
      throw outside(value, "degrees from -90 to 90");
    }
    return value;
  }

  private BadImageException outside(double value, String expected) {
    return new BadImageException(
        BAD_POSITION, column.name() + " is " + value + "; expected " + expected);
  }
}
