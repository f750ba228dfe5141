package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.CurveOfGrowth;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** A galaxy's surface brightness against semi-major axis, and where it comes from. */
@AutoValue
@DefaultCoder(SurfaceBrightnessProfileCoder.class)
public abstract class SurfaceBrightnessProfile {
  /** {@return the image it was measured on} */
  public abstract Provenance provenance();

  /** {@return name, version and checksum of the model, {@code name-version@sha256[0..12)}} */
  public abstract String model();

  /** {@return semi-major axis of each sample, arcsec, increasing} */
  @SuppressWarnings("mutable")
  public abstract float[] radiusArcsec();

  /** {@return surface brightness of each sample, mag/arcsec^2} */
  @SuppressWarnings("mutable")
  public abstract float[] mu();

  /**
   * {@return one standard deviation of each sample, mag/arcsec^2; empty where the model gives none}
   */
  public abstract Optional<float[]> muErr();

  /** {@return {@code 1 - b/a} of each isophote, 0 to 1; empty where the model gives none} */
  public abstract Optional<float[]> ellipticity();

  /**
   * {@return position angle of each isophote's major axis, degrees counter-clockwise from the
   * image's +x axis, in [0, 180), as in the simulator's truth; meaningless where the ellipticity is
   * near 0; empty where {@link #ellipticity} is}
   */
  public abstract Optional<float[]> paDeg();

  /** {@return centre of the isophotes, in pixels of the image; empty where it is not known} */
  public abstract Optional<PixelPoint> centre();

  /** {@return the sky about the image, in its pixels; empty where it has no usable WCS} */
  public abstract Optional<LocalWcs> wcs();

  /** What {@link #skyPosition} is without a WCS. */
  abstract Optional<SkyPoint> position();

  /**
   * {@return where the centre is on the sky; empty where {@link #centre} or {@link #wcs} is, unless
   * {@link Builder#setPosition} told it}
   */
  public final Optional<SkyPoint> skyPosition() {
    return wcs()
        .flatMap(wcs -> centre().map(centre -> wcs.toSky(centre.x(), centre.y())))
        .or(this::position);
  }

  /**
   * {@return the isophotes, in pixels of the image; empty where {@link #centre} or {@link
   * #ellipticity} is, or there is no sample}
   */
  public final Optional<Isophotes> isophotes() {
    if (centre().isEmpty() || ellipticity().isEmpty() || mu().length == 0) {
      return Optional.empty();
    }
    PixelPoint at = centre().get();
    return Optional.of(new Isophotes(at.x(), at.y(), ellipticity().get(), paDeg().get()));
  }

  /** {@return the isophotes on the sky; empty where {@link #isophotes} or {@link #wcs} is} */
  public final Optional<SkyIsophotes> isophotesOnSky() {
    return wcs().flatMap(wcs -> isophotes().map(found -> SkyIsophotes.of(found, wcs)));
  }

  /**
   * {@return magnitude within each isophote, by {@link CurveOfGrowth#magnitudes}; empty where
   * {@link #ellipticity} is}
   */
  public final Optional<float[]> magnitudeWithin() {
    return ellipticity().map(e -> CurveOfGrowth.magnitudes(radiusArcsec(), mu(), e));
  }

  /** {@return what a reader should know about how it came to be} */
  public abstract Set<Flag> flags();

  /** Equal to another profile of equal parts, sample by sample. */
  @Override
  public final boolean equals(Object other) {
    return this == other
        || (other instanceof SurfaceBrightnessProfile that
            && provenance().equals(that.provenance())
            && model().equals(that.model())
            && Arrays.equals(radiusArcsec(), that.radiusArcsec())
            && Arrays.equals(mu(), that.mu())
            && Arrays.equals(muErr().orElse(null), that.muErr().orElse(null))
            && Arrays.equals(ellipticity().orElse(null), that.ellipticity().orElse(null))
            && Arrays.equals(paDeg().orElse(null), that.paDeg().orElse(null))
            && centre().equals(that.centre())
            && wcs().equals(that.wcs())
            && position().equals(that.position())
            && flags().equals(that.flags()));
  }

  @Override
  public final int hashCode() {
    return Objects.hash(provenance(), model(), Arrays.hashCode(mu()), flags());
  }

  /**
   * Starts one.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new AutoValue_SurfaceBrightnessProfile.Builder();
  }

  /**
   * Starts from this profile, to change parts of it.
   *
   * @return a builder that has all of it
   */
  public abstract Builder toBuilder();

  /** Puts a profile together. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * See {@link SurfaceBrightnessProfile#provenance()}.
     *
     * @param provenance see there
     * @return this
     */
    public abstract Builder setProvenance(Provenance provenance);

    /**
     * See {@link SurfaceBrightnessProfile#model()}.
     *
     * @param model see there
     * @return this
     */
    public abstract Builder setModel(String model);

    /**
     * See {@link SurfaceBrightnessProfile#radiusArcsec()}.
     *
     * @param radius see there
     * @return this
     */
    public abstract Builder setRadiusArcsec(float[] radius);

    /**
     * See {@link SurfaceBrightnessProfile#mu()}.
     *
     * @param mu see there
     * @return this
     */
    public abstract Builder setMu(float[] mu);

    /**
     * See {@link SurfaceBrightnessProfile#muErr()}.
     *
     * @param muErr see there
     * @return this
     */
    public abstract Builder setMuErr(Optional<float[]> muErr);

    /**
     * See {@link SurfaceBrightnessProfile#ellipticity()}; empty if never set.
     *
     * @param ellipticity see there
     * @return this
     */
    public abstract Builder setEllipticity(Optional<float[]> ellipticity);

    /**
     * See {@link SurfaceBrightnessProfile#paDeg()}; empty if never set.
     *
     * @param paDeg see there
     * @return this
     */
    public abstract Builder setPaDeg(Optional<float[]> paDeg);

    /**
     * See {@link SurfaceBrightnessProfile#centre()}; empty if never set.
     *
     * @param centre see there
     * @return this
     */
    public abstract Builder setCentre(Optional<PixelPoint> centre);

    /**
     * See {@link SurfaceBrightnessProfile#wcs()}; empty if never set.
     *
     * @param wcs see there
     * @return this
     */
    public abstract Builder setWcs(Optional<LocalWcs> wcs);

    /**
     * Where the centre is on the sky, of a profile that comes without the WCS it follows from, as
     * one that was read from a table; empty if never set.
     *
     * @param position right ascension and declination
     * @return this
     */
    public abstract Builder setPosition(Optional<SkyPoint> position);

    /**
     * See {@link SurfaceBrightnessProfile#flags()}.
     *
     * @param flags see there
     * @return this
     */
    public abstract Builder setFlags(Set<Flag> flags);

    abstract SurfaceBrightnessProfile autoBuild();

    /**
     * The profile.
     *
     * @return it
     * @throws IllegalArgumentException if the sequences differ in length, or there is an
     *     ellipticity without position angle or the reverse, or a position beside the WCS
     */
    public SurfaceBrightnessProfile build() {
      SurfaceBrightnessProfile profile = autoBuild();
      int n = profile.radiusArcsec().length;
      if (profile.mu().length != n
          || differs(profile.muErr(), n)
          || differs(profile.ellipticity(), n)
          || differs(profile.paDeg(), n)) {
        throw new IllegalArgumentException(
            "a profile's radius, mu, mu_err, ellipticity and pa_deg must have one length: "
                + profile.provenance());
      }
      if (profile.ellipticity().isPresent() != profile.paDeg().isPresent()) {
        throw new IllegalArgumentException(
            "a profile's ellipticity and pa_deg must come together: " + profile.provenance());
      }
      if (profile.position().isPresent() && profile.wcs().isPresent()) {
        throw new IllegalArgumentException(
            "a profile with a WCS needs no position beside it: " + profile.provenance());
      }
      return profile;
    }

    private static boolean differs(Optional<float[]> sequence, int length) {
      return sequence.map(values -> values.length != length).orElse(false);
    }
  }
}
