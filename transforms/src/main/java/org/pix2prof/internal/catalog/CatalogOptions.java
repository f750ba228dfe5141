// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.catalog;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.BadImageException;
import org.pix2prof.values.CatalogPosition;

/** Column names of a catalogue of positions. */
@AutoValue
public abstract class CatalogOptions extends CatalogColumns<CatalogPosition> {
  /** {@return column of the object names} */
  public abstract String idColumn();

  /** {@return column of right ascensions in degrees} */
  public abstract String raColumn();

  /** {@return column of declinations in degrees} */
  public abstract String decColumn();

  /** {@return column of the side of each cutout in arcsec, or null} */
  public abstract @Nullable String sizeColumn();

  /** {@return column of position angles in degrees east of north, or null} */
  public abstract @Nullable String positionAngleColumn();

  abstract Builder toBuilder();

  /**
   * Returns the default columns {@code id}, {@code ra} and {@code dec}.
   *
   * @return the defaults
   */
  public static CatalogOptions defaults() {
    return new AutoValue_CatalogOptions.Builder()
        .setIdColumn("id")
        .setRaColumn("ra")
        .setDecColumn("dec")
        .build();
  }

  /**
   * Sets the column of the object names.
   *
   * @param column column of integers or text
   * @return these options with the column
   */
  public CatalogOptions withIdColumn(String column) {
    return toBuilder().setIdColumn(name("idColumn", column)).build();
  }

  /**
   * Sets the column of right ascensions.
   *
   * @param column column of degrees
   * @return these options with the column
   */
  public CatalogOptions withRaColumn(String column) {
    return toBuilder().setRaColumn(name("raColumn", column)).build();
  }

  /**
   * Sets the column of declinations.
   *
   * @param column column of degrees
   * @return these options with the column
   */
  public CatalogOptions withDecColumn(String column) {
    return toBuilder().setDecColumn(name("decColumn", column)).build();
  }

  /**
   * Sets the column of cutout sizes.
   *
   * @param column column of the side of each cutout in arcsec
   * @return these options with the column
   */
  public CatalogOptions withSizeColumn(String column) {
    return toBuilder().setSizeColumn(name("sizeColumn", column)).build();
  }

  /**
   * Sets the column of position angles.
   *
   * @param column column of degrees east of north
   * @return these options with the column
   */
  public CatalogOptions withPositionAngleColumn(String column) {
    return toBuilder().setPositionAngleColumn(name("positionAngleColumn", column)).build();
  }

  private static String name(String option, String column) {
    String name = requireNonNull(column, option).trim();
    if (name.isEmpty()) {
      throw new IllegalArgumentException(option + " must be the name of a column, not blank");
    }
    return name;
  }

  /**
   * Checks that the columns are distinct.
   *
   * @throws IllegalArgumentException if two options name the same column
   */
  @Override
  public void validate() {
    Map<String, String> optionOf = new HashMap<>();
    distinct(optionOf, "idColumn", idColumn());
    distinct(optionOf, "raColumn", raColumn());
    distinct(optionOf, "decColumn", decColumn());
    distinct(optionOf, "sizeColumn", sizeColumn());
    distinct(optionOf, "positionAngleColumn", positionAngleColumn());
  }

  @Override
  boolean areIn(List<CatalogTable.Column> columns) {
    return PositionColumns.areIn(columns, this);
  }

  @Override
  RowReader<CatalogPosition> open(CatalogTable table) throws IOException, BadImageException {
    return PositionColumns.of(table, this)::position;
  }

  private static void distinct(
      Map<String, String> optionOf, String option, @Nullable String column) {
    String other = column == null ? null : optionOf.put(column, option);
    if (other != null) {
      throw new IllegalArgumentException(
          other + " and " + option + " are both '" + column + "'; expected different columns");
    }
  }

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setIdColumn(String column);

    abstract Builder setRaColumn(String column);

    abstract Builder setDecColumn(String column);

    abstract Builder setSizeColumn(String column);

    abstract Builder setPositionAngleColumn(String column);

    abstract CatalogOptions build();
  }
}
