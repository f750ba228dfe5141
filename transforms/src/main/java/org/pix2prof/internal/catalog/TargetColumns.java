// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.Target;
import org.pix2prof.wcs.PixelPoint;

/**
 * Columns of a catalogue of targets: a name, and a centre in pixels or on the sky, the shape of the
 * isophotes, or both.
 *
 * @serial exclude
 */
public final class TargetColumns extends CatalogColumns<Target> {
  private static final long serialVersionUID = 1L;

  private static final String X = "x";
  private static final String Y = "y";
  private static final String BAND = "band";
  private static final String ELLIPTICITY = "ellipticity";
  private static final String PA = "pa_deg";
  private static final String PA_SKY = "pa_sky_deg";
  private static final String BAD_POSITION = "bad_position";
  private static final String BAD_ELLIPTICITY = "bad_ellipticity";
  private static final String BAD_POSITION_ANGLE = "bad_position_angle";

  private final List<String> ids;
  private final @Nullable String ra;
  private final @Nullable String dec;

  private TargetColumns(List<String> ids, @Nullable String ra, @Nullable String dec) {
    this.ids = ids;
    this.ra = ra;
    this.dec = dec;
  }

  /**
   * Returns the default columns: {@code id} or {@code object_id}, {@code ra} and {@code dec}.
   *
   * @return the defaults
   */
  public static TargetColumns defaults() {
    return new TargetColumns(List.of("id", "object_id"), null, null);
  }

  /**
   * Sets the column of the object names.
   *
   * @param column column of integers or text
   * @return these columns with it
   */
  public TargetColumns withIdColumn(String column) {
    return new TargetColumns(List.of(name("idColumn", column)), ra, dec);
  }

  /**
   * Sets the column of right ascensions.
   *
   * @param column column of degrees, or of sexagesimal hours
   * @return these columns with it
   */
  public TargetColumns withRaColumn(String column) {
    return new TargetColumns(ids, name("raColumn", column), dec);
  }

  /**
   * Sets the column of declinations.
   *
   * @param column column of degrees
   * @return these columns with it
   */
  public TargetColumns withDecColumn(String column) {
    return new TargetColumns(ids, ra, name("decColumn", column));
  }

  private static String name(String option, String column) {
    String name = requireNonNull(column, option).trim();
    if (name.isEmpty()) {
      throw new IllegalArgumentException(option + " must be the name of a column, not blank");
    }
    return name;
  }

  /** {@return names of the columns of object names, the first that a table has is used} */
  public List<String> ids() {
    return ids;
  }

  /** {@return name of the column of right ascensions} */
  public String ra() {
    return ra == null ? "ra" : ra;
  }

  /** {@return name of the column of declinations} */
  public String dec() {
    return dec == null ? "dec" : dec;
  }

  @Override
  public void validate() {
    if (ids.contains(ra()) || ids.contains(dec()) || ra().equals(dec())) {
      throw new IllegalArgumentException(
          "idColumn, raColumn and decColumn are '"
              + String.join("' or '", ids)
              + "', '"
              + ra()
              + "' and '"
              + dec()
              + "'; expected different columns");
    }
  }

  @Override
  boolean areIn(List<CatalogTable.Column> columns) {
    return ids.stream().anyMatch(id -> has(columns, id))
        && (has(columns, ra(), dec()) || has(columns, X, Y) || has(columns, ELLIPTICITY));
  }

  private static boolean has(List<CatalogTable.Column> columns, String... names) {
    for (String name : names) {
      if (NamedColumn.find(columns, name).length != 1) {
        return false;
      }
    }
    return true;
  }

  @Override
  RowReader<Target> open(CatalogTable table) throws IOException, BadImageException {
    return new Found(table, this)::target;
  }

  /** The columns of one table. */
  private static final class Found {
    private final BitSet selected = new BitSet();
    private final NamedColumn id;
    private final @Nullable NamedColumn band;
    private final @Nullable NamedColumn x;
    private final @Nullable NamedColumn y;
    private final @Nullable CoordinateColumn ra;
    private final @Nullable CoordinateColumn dec;
    private final @Nullable NamedColumn ellipticity;
    private final @Nullable NamedColumn pa;
    private final @Nullable NamedColumn paSky;

    Found(CatalogTable table, TargetColumns names) throws IOException, BadImageException {
      List<CatalogTable.Column> columns = table.columns();
      String idName =
          names.ids.stream()
              .filter(name -> NamedColumn.find(columns, name).length > 0)
              .findFirst()
              .orElse(names.ids.get(0));
      id = NamedColumn.find(table, idName);
      selected.set(id.index());
      band = optional(table, BAND);
      // A column that an option names must exist.
      boolean sky = names.ra != null || names.dec != null || has(columns, names.ra(), names.dec());
      boolean pixels = !sky && has(columns, X, Y);
      ra = sky ? CoordinateColumn.rightAscension(table, names.ra()) : null;
      dec = sky ? CoordinateColumn.declination(table, names.dec()) : null;
      x = pixels ? pixels(table, X) : null;
      y = pixels ? pixels(table, Y) : null;
      ellipticity = optional(table, ELLIPTICITY);
      pa = angle(table, PA);
      paSky = angle(table, PA_SKY);
      if (!sky && !pixels && ellipticity == null) {
        throw new BadImageException(
            NamedColumn.NO_SUCH_COLUMN,
            "the table has neither the columns 'x' and 'y', nor '"
                + names.ra()
                + "' and '"
                + names.dec()
                + "', nor 'ellipticity'; the columns are "
                + NamedColumn.list(columns)
                + table.columnHint());
      }
      if (ra != null && dec != null) {
        selected.set(ra.index());
        selected.set(dec.index());
      }
      table.select(selected);
    }

    private @Nullable NamedColumn optional(CatalogTable table, String name)
        throws BadImageException {
      if (!has(table.columns(), name)) {
        return null;
      }
      NamedColumn column = NamedColumn.find(table, name);
      selected.set(column.index());
      return column;
    }

    private NamedColumn pixels(CatalogTable table, String name) throws BadImageException {
      NamedColumn column = NamedColumn.find(table, name).in(AngleUnit.PIXEL);
      selected.set(column.index());
      return column;
    }

    private @Nullable NamedColumn angle(CatalogTable table, String name) throws BadImageException {
      NamedColumn column = optional(table, name);
      return column == null ? null : column.in(AngleUnit.DEGREE);
    }

    Target target(CatalogTable table, String source, long row) throws BadImageException {
      Target.Builder target =
          Target.builder()
              .setObjectId(Identifier.of(table.cell(id.index()), id.name()))
              .setBand(band(table))
              .setCatalog(Optional.of(source))
              .setRow(row);
      if (ra != null && dec != null) {
        double alpha = ra.degrees(table);
        target.setPosition(SkyCoordinates.degrees(alpha, dec.degrees(table)));
      } else if (x != null && y != null) {
        target.setCentre(
            new PixelPoint(x.angle(table, BAD_POSITION), y.angle(table, BAD_POSITION)));
      }
      shape(target, table);
      return target.build();
    }

    private Optional<String> band(CatalogTable table) throws BadImageException {
      if (band == null) {
        return Optional.empty();
      }
      Object cell = table.cell(band.index());
      return cell == null || CellValues.isBlank(cell)
          ? Optional.empty()
          : Optional.of(cell.toString().trim());
    }

    private void shape(Target.Builder target, CatalogTable table) throws BadImageException {
      OptionalDouble flattening = number(ellipticity, table, BAD_ELLIPTICITY);
      OptionalDouble inImage = number(pa, table, BAD_POSITION_ANGLE);
      OptionalDouble onSky = number(paSky, table, BAD_POSITION_ANGLE);
      if (flattening.isEmpty()) {
        if (ra == null && x == null) {
          throw new BadImageException(BAD_ELLIPTICITY, "no value in column " + ELLIPTICITY);
        }
        return;
      }
      double value = flattening.getAsDouble();
      if (!(value >= 0 && value < 1)) {
        throw new BadImageException(
            BAD_ELLIPTICITY,
            ELLIPTICITY + " is " + value + "; expected 1 - b/a, at least 0 and less than 1");
      }
      if (inImage.isPresent() && onSky.isPresent()) {
        throw new BadImageException(
            BAD_POSITION_ANGLE, "both " + PA + " and " + PA_SKY + " have a value; expected one");
      }
      if (value > 0 && inImage.isEmpty() && onSky.isEmpty()) {
        throw new BadImageException(
            BAD_POSITION_ANGLE,
            "no value in column "
                + PA
                + " or "
                + PA_SKY
                + ", which ellipticity "
                + value
                + " needs");
      }
      target.setEllipticity(value).setPaDeg(axis(inImage, PA)).setPaSkyDeg(axis(onSky, PA_SKY));
    }

    private static OptionalDouble number(
        @Nullable NamedColumn column, CatalogTable table, String reason) throws BadImageException {
      return column == null || CellValues.isBlank(table.cell(column.index()))
          ? OptionalDouble.empty()
          : OptionalDouble.of(column.angle(table, reason));
    }

    private static OptionalDouble axis(OptionalDouble degrees, String column)
        throws BadImageException {
      if (degrees.isEmpty()) {
        return degrees;
      }
      double value = degrees.getAsDouble();
      if (Math.abs(value) > 360) {
        throw new BadImageException(
            BAD_POSITION_ANGLE, column + " is " + value + "; expected degrees from -360 to 360");
      }
      return OptionalDouble.of(((value % 180) + 180) % 180);
    }
  }
}
