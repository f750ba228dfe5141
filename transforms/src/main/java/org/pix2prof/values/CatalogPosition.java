// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.beam.sdk.coders.DefaultCoder;

/** Sky position of an object: one row of a catalogue. */
@AutoValue
@DefaultCoder(CatalogPositionCoder.class)
public abstract class CatalogPosition {
  /** {@return name of the object in the catalogue} */
  public abstract String id();

  /** {@return right ascension in degrees, 0 to less than 360} */
  public abstract double raDeg();

  /** {@return declination in degrees, -90 to 90} */
  public abstract double decDeg();

  /** {@return requested side of the cutout in arcsec, greater than 0; empty if not given} */
  public abstract OptionalDouble sizeArcsec();

  /**
   * {@return direction of the major axis in degrees east of north, 0 to less than 180; empty if not
   * in the catalogue}
   */
  public abstract OptionalDouble positionAngleDeg();

  /**
   * {@return ellipses of another band to measure the object along; empty if they are to be found}
   */
  public abstract Optional<SkyIsophotes> isophotes();

  /** {@return URI of the catalogue} */
  public abstract String catalog();

  /** {@return row of the catalogue; the first row of data is 1} */
  public abstract long row();

  /**
   * Returns the same position with ellipses to measure along.
   *
   * @param isophotes found in another band
   * @return a position
   */
  public CatalogPosition withIsophotes(SkyIsophotes isophotes) {
    return toBuilder().setIsophotes(Optional.of(isophotes)).build();
  }

  abstract Builder toBuilder();

  /** {@return a builder without size, position angle and isophotes} */
  public static Builder builder() {
    return new AutoValue_CatalogPosition.Builder();
  }

  /** Builds a position. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * Sets {@link CatalogPosition#id()}.
     *
     * @param id name of the object
     * @return this
     */
    public abstract Builder setId(String id);

    /**
     * Sets {@link CatalogPosition#raDeg()}.
     *
     * @param raDeg degrees, 0 to less than 360
     * @return this
     */
    public abstract Builder setRaDeg(double raDeg);

    /**
     * Sets {@link CatalogPosition#decDeg()}.
     *
     * @param decDeg degrees, -90 to 90
     * @return this
     */
    public abstract Builder setDecDeg(double decDeg);

    /**
     * Sets {@link CatalogPosition#sizeArcsec()}.
     *
     * @param arcsec side of the cutout
     * @return this
     */
    public abstract Builder setSizeArcsec(OptionalDouble arcsec);

    /**
     * Sets {@link CatalogPosition#positionAngleDeg()}.
     *
     * @param deg degrees east of north
     * @return this
     */
    public abstract Builder setPositionAngleDeg(OptionalDouble deg);

    /**
     * Sets {@link CatalogPosition#isophotes()}.
     *
     * @param isophotes ellipses to measure along
     * @return this
     */
    public abstract Builder setIsophotes(Optional<SkyIsophotes> isophotes);

    /**
     * Sets {@link CatalogPosition#catalog()}.
     *
     * @param uri URI of the catalogue
     * @return this
     */
    public abstract Builder setCatalog(String uri);

    /**
     * Sets {@link CatalogPosition#row()}.
     *
     * @param row number of the row, from 1
     * @return this
     */
    public abstract Builder setRow(long row);

    abstract CatalogPosition autoBuild();

    /**
     * Builds the position.
     *
     * @return the position
     * @throws IllegalArgumentException if a number is outside its range
     */
    public CatalogPosition build() {
      CatalogPosition position = autoBuild();
      check(!position.id().isEmpty(), "an id", position.id());
      check(position.raDeg() >= 0 && position.raDeg() < 360, "0 <= raDeg < 360", position.raDeg());
      check(Math.abs(position.decDeg()) <= 90, "-90 <= decDeg <= 90", position.decDeg());
      double size = position.sizeArcsec().orElse(1);
      check(size > 0 && Double.isFinite(size), "sizeArcsec > 0", size);
      double angle = position.positionAngleDeg().orElse(0);
      check(angle >= 0 && angle < 180, "0 <= positionAngleDeg < 180", angle);
      check(position.row() >= 1, "row >= 1", position.row());
      return position;
    }

    private static void check(boolean holds, String rule, Object value) {
      if (!holds) {
        throw new IllegalArgumentException("expected " + rule + ", not '" + value + "'");
      }
    }
  }
}
