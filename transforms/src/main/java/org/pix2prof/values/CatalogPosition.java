package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.beam.sdk.coders.DefaultCoder;

/** Where on the sky an object of a catalogue is: one row of it. */
@AutoValue
@DefaultCoder(CatalogPositionCoder.class)
public abstract class CatalogPosition {
  /** {@return name of the object in the catalogue} */
  public abstract String id();

  /** {@return right ascension in degrees, 0 to less than 360} */
  public abstract double raDeg();

  /** {@return declination in degrees, -90 to 90} */
  public abstract double decDeg();

  /**
   * {@return side of the cutout to cut, in arcsec, greater than 0; empty where none is asked for}
   */
  public abstract OptionalDouble sizeArcsec();

  /**
   * {@return direction of the major axis in degrees east of north, 0 to less than 180; empty where
   * the catalogue does not tell}
   */
  public abstract OptionalDouble positionAngleDeg();

  /**
   * {@return ellipses that the object is to be measured along, found in another band; empty where
   * they are to be found}
   */
  public abstract Optional<SkyIsophotes> isophotes();

  /** {@return URI of the catalogue} */
  public abstract String catalog();

  /** {@return which of its rows, the first row of data is 1} */
  public abstract long row();

  /**
   * The same position with ellipses to measure along.
   *
   * @param isophotes found in another band
   * @return a position
   */
  public CatalogPosition withIsophotes(SkyIsophotes isophotes) {
    return toBuilder().setIsophotes(Optional.of(isophotes)).build();
  }

  abstract Builder toBuilder();

  /**
   * Starts one without size, position angle and isophotes.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new AutoValue_CatalogPosition.Builder();
  }

  /** Puts a position together. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * See {@link CatalogPosition#id()}.
     *
     * @param id see there
     * @return this
     */
    public abstract Builder setId(String id);

    /**
     * See {@link CatalogPosition#raDeg()}.
     *
     * @param raDeg see there
     * @return this
     */
    public abstract Builder setRaDeg(double raDeg);

    /**
     * See {@link CatalogPosition#decDeg()}.
     *
     * @param decDeg see there
     * @return this
     */
    public abstract Builder setDecDeg(double decDeg);

    /**
     * See {@link CatalogPosition#sizeArcsec()}.
     *
     * @param arcsec see there
     * @return this
     */
    public abstract Builder setSizeArcsec(OptionalDouble arcsec);

    /**
     * See {@link CatalogPosition#positionAngleDeg()}.
     *
     * @param deg see there
     * @return this
     */
    public abstract Builder setPositionAngleDeg(OptionalDouble deg);

    /**
     * See {@link CatalogPosition#isophotes()}.
     *
     * @param isophotes see there
     * @return this
     */
    public abstract Builder setIsophotes(Optional<SkyIsophotes> isophotes);

    /**
     * See {@link CatalogPosition#catalog()}.
     *
     * @param uri see there
     * @return this
     */
    public abstract Builder setCatalog(String uri);

    /**
     * See {@link CatalogPosition#row()}.
     *
     * @param row see there
     * @return this
     */
    public abstract Builder setRow(long row);

    abstract CatalogPosition autoBuild();

    /**
     * The position.
     *
     * @return it
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
