// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/**
 * A galaxy to measure: its centre, the shape of its isophotes, or both, in one image or in every
 * image of an object.
 */
@AutoValue
@DefaultCoder(TargetCoder.class)
public abstract class Target {
  /** {@return name of the object; empty for a target in every image} */
  public abstract Optional<String> objectId();

  /** {@return band of the images; empty for those of every band} */
  public abstract Optional<String> band();

  /** {@return centre in pixels of the image; empty unless given so} */
  public abstract Optional<PixelPoint> centre();

  /** {@return centre on the sky, in the frame of the image's WCS; empty unless given so} */
  public abstract Optional<SkyPoint> position();

  /** {@return whether the centre is the middle of the image} */
  public abstract boolean inMiddle();

  /** {@return {@code 1 - b/a} of all isophotes, 0 to less than 1; empty if they are to be found} */
  public abstract OptionalDouble ellipticity();

  /**
   * {@return position angle of the major axis, degrees counter-clockwise from the image's +x axis,
   * in [0, 180); empty unless given so}
   */
  public abstract OptionalDouble paDeg();

  /**
   * {@return position angle of the major axis, degrees from north through east, in [0, 180); empty
   * unless given so}
   */
  public abstract OptionalDouble paSkyDeg();

  /** {@return URI of its catalogue; empty if it is in none} */
  public abstract Optional<String> catalog();

  /** {@return row of the catalogue, the first row of data is 1; 0 if it is in none} */
  public abstract long row();

  /** {@return whether it has a centre} */
  public final boolean hasCentre() {
    return centre().isPresent() || position().isPresent() || inMiddle();
  }

  /** {@return an empty builder} */
  public static Builder builder() {
    return new AutoValue_Target.Builder().setInMiddle(false).setRow(0);
  }

  /** Builds a target. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * Sets {@link Target#objectId()}; empty if never set.
     *
     * @param id name of the object
     * @return this
     */
    public abstract Builder setObjectId(String id);

    /**
     * Sets or clears {@link Target#objectId()}.
     *
     * @param id name of the object, or empty
     * @return this
     */
    public abstract Builder setObjectId(Optional<String> id);

    /**
     * Sets {@link Target#band()}; empty if never set.
     *
     * @param band name of the band
     * @return this
     */
    public abstract Builder setBand(String band);

    /**
     * Sets or clears {@link Target#band()}.
     *
     * @param band name of the band, or empty
     * @return this
     */
    public abstract Builder setBand(Optional<String> band);

    /**
     * Sets {@link Target#centre()}; empty if never set.
     *
     * @param centre pixels of the image
     * @return this
     */
    public abstract Builder setCentre(PixelPoint centre);

    /**
     * Sets or clears {@link Target#centre()}.
     *
     * @param centre pixels of the image, or empty
     * @return this
     */
    public abstract Builder setCentre(Optional<PixelPoint> centre);

    /**
     * Sets {@link Target#position()}; empty if never set.
     *
     * @param position right ascension and declination
     * @return this
     */
    public abstract Builder setPosition(SkyPoint position);

    /**
     * Sets or clears {@link Target#position()}.
     *
     * @param position right ascension and declination, or empty
     * @return this
     */
    public abstract Builder setPosition(Optional<SkyPoint> position);

    /**
     * Sets {@link Target#inMiddle()}; false if never set.
     *
     * @param middle whether the centre is the middle of the image
     * @return this
     */
    public abstract Builder setInMiddle(boolean middle);

    /**
     * Sets {@link Target#ellipticity()}; empty if never set.
     *
     * @param ellipticity {@code 1 - b/a}
     * @return this
     */
    public abstract Builder setEllipticity(double ellipticity);

    /**
     * Sets or clears {@link Target#ellipticity()}.
     *
     * @param ellipticity {@code 1 - b/a}, or empty
     * @return this
     */
    public abstract Builder setEllipticity(OptionalDouble ellipticity);

    /**
     * Sets {@link Target#paDeg()}; empty if never set.
     *
     * @param degrees counter-clockwise from the image's +x axis
     * @return this
     */
    public abstract Builder setPaDeg(double degrees);

    /**
     * Sets or clears {@link Target#paDeg()}.
     *
     * @param degrees counter-clockwise from the image's +x axis, or empty
     * @return this
     */
    public abstract Builder setPaDeg(OptionalDouble degrees);

    /**
     * Sets {@link Target#paSkyDeg()}; empty if never set.
     *
     * @param degrees from north through east
     * @return this
     */
    public abstract Builder setPaSkyDeg(double degrees);

    /**
     * Sets or clears {@link Target#paSkyDeg()}.
     *
     * @param degrees from north through east, or empty
     * @return this
     */
    public abstract Builder setPaSkyDeg(OptionalDouble degrees);

    /**
     * Sets or clears {@link Target#catalog()}; empty if never set.
     *
     * @param uri URI of the catalogue, or empty
     * @return this
     */
    public abstract Builder setCatalog(Optional<String> uri);

    /**
     * Sets {@link Target#row()}; 0 if never set.
     *
     * @param row number of the row, from 1
     * @return this
     */
    public abstract Builder setRow(long row);

    abstract Target autoBuild();

    /**
     * Builds the target.
     *
     * @return the target
     * @throws IllegalArgumentException if it has neither centre nor ellipticity, more than one
     *     centre, an ellipticity without position angle (unless it is 0), two position angles, one
     *     without ellipticity, or a number out of range
     */
    public Target build() {
      Target target = autoBuild();
      checkCentre(target);
      checkShape(target);
      return target;
    }

    private static void checkCentre(Target target) {
      long centres =
          Stream.of(target.centre().isPresent(), target.position().isPresent(), target.inMiddle())
              .filter(given -> given)
              .count();
      check(centres <= 1, "a target has one centre: in pixels, on the sky, or the middle");
      target
          .centre()
          .ifPresent(
              at ->
                  check(
                      Double.isFinite(at.x()) && Double.isFinite(at.y()),
                      "the centre of a target must be finite, not " + at));
      target
          .position()
          .ifPresent(
              at ->
                  check(
                      at.raDeg() >= 0 && at.raDeg() < 360 && Math.abs(at.decDeg()) <= 90,
                      "a target needs 0 <= RA < 360 and -90 <= Dec <= 90 degrees, not " + at));
    }

    private static void checkShape(Target target) {
      check(
          target.hasCentre() || target.ellipticity().isPresent(),
          "a target needs a centre, an ellipticity, or both");
      boolean inImage = target.paDeg().isPresent();
      boolean onSky = target.paSkyDeg().isPresent();
      check(!(inImage && onSky), "a target has one position angle: in the image or on the sky");
      double ellipticity = target.ellipticity().orElse(Double.NaN);
      check(
          !Double.isNaN(ellipticity) || !(inImage || onSky),
          "a position angle needs an ellipticity");
      if (target.ellipticity().isPresent()) {
        check(
            ellipticity >= 0 && ellipticity < 1,
            "an ellipticity must be at least 0 and less than 1, not " + ellipticity);
        check(
            inImage || onSky || ellipticity == 0,
            "an ellipticity of " + ellipticity + " needs a position angle");
      }
      double angle = target.paDeg().orElse(target.paSkyDeg().orElse(0));
      check(
          angle >= 0 && angle < 180,
          "a position angle must be at least 0 and less than 180 degrees, not " + angle);
    }

    private static void check(boolean holds, String rule) {
      if (!holds) {
        throw new IllegalArgumentException(rule);
      }
    }
  }
}
