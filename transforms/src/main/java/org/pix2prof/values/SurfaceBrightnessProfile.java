// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.CurveOfGrowth;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.SkyLevel;
import org.pix2prof.model.photometry.IsophotePhotometry;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;
import org.pix2prof.wcs.SkyPoint;

/** A galaxy's surface brightness against semi-major axis, and its provenance. */
@AutoValue
@DefaultCoder(SurfaceBrightnessProfileCoder.class)
public abstract class SurfaceBrightnessProfile {
  /** Standard deviations of an upper limit. */
  private static final double LIMIT_SIGMAS = 3;

  /** {@return image that it was measured on} */
  public abstract Provenance provenance();

  /** {@return name, version and checksum of the model, {@code name-version@sha256[0..12)}} */
  public abstract String model();

  /** {@return semi-major axis of each sample, arcsec, increasing} */
  @SuppressWarnings("mutable")
  public abstract float[] radiusArcsec();

  /**
   * {@return surface brightness of each sample, mag/arcsec^2; NaN where the model predicts none:
   * beyond the end that it predicts, and within its first radius}
   */
  @SuppressWarnings("mutable")
  public abstract float[] mu();

  /**
   * {@return one standard deviation of each sample, mag/arcsec^2; empty if the model gives none}
   */
  public abstract Optional<float[]> muErr();

  /** {@return {@code 1 - b/a} of each isophote, 0 to 1; empty if the model gives none} */
  public abstract Optional<float[]> ellipticity();

  /**
   * {@return position angle of each isophote's major axis, degrees counter-clockwise from the
   * image's +x axis, in [0, 180), as in the simulator's truth; meaningless if the ellipticity is
   * near 0; empty if {@link #ellipticity} is}
   */
  public abstract Optional<float[]> paDeg();

  /**
   * {@return intensities measured along the isophotes, on the pixels of the image; empty if the
   * model gives no isophotes}
   */
  public abstract Optional<IsophotePhotometry> photometry();

  /**
   * {@return magnitude of one image unit, for {@link #photometry} and {@link #sky}; empty if
   * unknown}
   */
  public abstract OptionalDouble zeroPoint();

  /** {@return sky of the image, in its own units; empty if none was subtracted} */
  public abstract Optional<SkyLevel> sky();

  /** {@return side of a pixel of the image, arcsec; empty if unknown} */
  public abstract OptionalDouble pixelScaleArcsec();

  /**
   * {@return surface brightness of one standard deviation of the sky, mag/arcsec^2, an error that
   * all samples share; empty if {@link #sky}, {@link #zeroPoint} or {@link #pixelScaleArcsec} is,
   * or if the error is 0}
   */
  public final OptionalDouble skyErrorMu() {
    double error = sky().map(SkyLevel::error).orElse(0.0);
    if (!(error > 0) || zeroPoint().isEmpty() || pixelScaleArcsec().isEmpty()) {
      return OptionalDouble.empty();
    }
    double side = pixelScaleArcsec().getAsDouble();
    return OptionalDouble.of(zeroPoint().getAsDouble() - 2.5 * Math.log10(error / (side * side)));
  }

  /** Returns the {@link #paSkyDeg} of a profile without a WCS. */
  abstract Optional<float[]> skyAngles();

  /**
   * {@return position angle of each isophote's major axis on the sky, degrees from north through
   * east, in [0, 180); empty if {@link #isophotesOnSky} is, unless set by {@link
   * Builder#setSkyAngles}}
   */
  public final Optional<float[]> paSkyDeg() {
    return skyAngles().or(() -> isophotesOnSky().map(SkyIsophotes::paDeg));
  }

  /**
   * {@return surface brightness of three standard deviations of the intensity, mag/arcsec^2, where
   * {@link #mu} is NaN, and NaN elsewhere; empty if mu is nowhere NaN, or without {@link
   * #photometry} or {@link #zeroPoint}}
   */
  public final Optional<float[]> muLimit() {
    if (photometry().isEmpty() || zeroPoint().isEmpty()) {
      return Optional.empty();
    }
    float[] error = photometry().get().intensityErr();
    float[] limit = new float[mu().length];
    boolean any = false;
    for (int i = 0; i < limit.length; i++) {
      boolean undefined = Float.isNaN(mu()[i]);
      limit[i] =
          undefined
              ? (float) (zeroPoint().getAsDouble() - 2.5 * Math.log10(LIMIT_SIGMAS * error[i]))
              : Float.NaN;
      any |= undefined;
    }
    return any ? Optional.of(limit) : Optional.empty();
  }

  /** {@return centre of the isophotes, in pixels of the image; empty if unknown} */
  public abstract Optional<PixelPoint> centre();

  /** {@return local WCS of the image, in its pixels; empty if it has no usable WCS} */
  public abstract Optional<LocalWcs> wcs();

  /** Returns the {@link #skyPosition} of a profile without a WCS. */
  abstract Optional<SkyPoint> position();

  /**
   * {@return sky position of the centre; empty if {@link #centre} or {@link #wcs} is, unless set by
   * {@link Builder#setPosition}}
   */
  public final Optional<SkyPoint> skyPosition() {
    return wcs()
        .flatMap(wcs -> centre().map(centre -> wcs.toSky(centre.x(), centre.y())))
        .or(this::position);
  }

  /**
   * {@return isophotes, in pixels of the image; empty if {@link #centre} or {@link #ellipticity}
   * is, or without samples}
   */
  public final Optional<Isophotes> isophotes() {
    if (centre().isEmpty() || ellipticity().isEmpty() || mu().length == 0) {
      return Optional.empty();
    }
    PixelPoint at = centre().get();
    return Optional.of(
        new Isophotes(at.x(), at.y(), radiusArcsec(), ellipticity().get(), paDeg().get()));
  }

  /**
   * {@return isophotes on the sky; empty if {@link #isophotes} or {@link #wcs} is, unless {@link
   * #skyPosition}, {@link #paSkyDeg} and {@link #ellipticity} are known without}
   */
  public final Optional<SkyIsophotes> isophotesOnSky() {
    return wcs().isPresent()
        ? isophotes().map(found -> SkyIsophotes.of(found, wcs().get()))
        : position().flatMap(this::isophotesAbout);
  }

  /** Returns the isophotes of a profile without a WCS. */
  private Optional<SkyIsophotes> isophotesAbout(SkyPoint centre) {
    if (ellipticity().isEmpty() || skyAngles().isEmpty() || mu().length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new SkyIsophotes(
            centre.raDeg(),
            centre.decDeg(),
            radiusArcsec(),
            ellipticity().get(),
            skyAngles().get()));
  }

  /**
   * {@return magnitude within each isophote, by {@link CurveOfGrowth#magnitudes}, NaN where mu is;
   * empty if {@link #ellipticity} is}
   */
  public final Optional<float[]> magnitudeWithin() {
    return ellipticity().map(this::magnitudeWithin);
  }

  private float[] magnitudeWithin(float[] ellipticity) {
    int[] known = samplesWithMu();
    float[] within =
        CurveOfGrowth.magnitudes(
            select(radiusArcsec(), known), select(mu(), known), select(ellipticity, known));
    float[] all = new float[mu().length];
    Arrays.fill(all, Float.NaN);
    for (int k = 0; k < known.length; k++) {
      all[known[k]] = within[k];
    }
    return all;
  }

  private int[] samplesWithMu() {
    return IntStream.range(0, mu().length).filter(i -> !Float.isNaN(mu()[i])).toArray();
  }

  private static float[] select(float[] values, int[] samples) {
    float[] selected = new float[samples.length];
    for (int k = 0; k < samples.length; k++) {
      selected[k] = values[samples[k]];
    }
    return selected;
  }

  /**
   * Returns the part of the profile that the model predicts, without photometry.
   *
   * @return the samples whose mu is not NaN: this profile if all are
   */
  public final SurfaceBrightnessProfile predicted() {
    int[] known = samplesWithMu();
    if (known.length == mu().length) {
      return this;
    }
    return toBuilder()
        .setRadiusArcsec(select(radiusArcsec(), known))
        .setMu(select(mu(), known))
        .setMuErr(muErr().map(values -> select(values, known)))
        .setEllipticity(ellipticity().map(values -> select(values, known)))
        .setPaDeg(paDeg().map(values -> select(values, known)))
        .setSkyAngles(skyAngles().map(values -> select(values, known)))
        .setPhotometry(Optional.empty())
        .build();
  }

  /** {@return flags on how it was measured} */
  public abstract Set<Flag> flags();

  /** Compares all parts, sample by sample. */
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
            && photometry().equals(that.photometry())
            && zeroPoint().equals(that.zeroPoint())
            && sky().equals(that.sky())
            && pixelScaleArcsec().equals(that.pixelScaleArcsec())
            && Arrays.equals(skyAngles().orElse(null), that.skyAngles().orElse(null))
            && flags().equals(that.flags()));
  }

  @Override
  public final int hashCode() {
    return Objects.hash(provenance(), model(), Arrays.hashCode(mu()), flags());
  }

  /** {@return an empty builder} */
  public static Builder builder() {
    return new AutoValue_SurfaceBrightnessProfile.Builder();
  }

  /**
   * Returns a builder with this profile's parts.
   *
   * @return a builder that starts from this profile
   */
  public abstract Builder toBuilder();

  /** Builds a profile. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * Sets {@link SurfaceBrightnessProfile#provenance()}.
     *
     * @param provenance source of the image
     * @return this
     */
    public abstract Builder setProvenance(Provenance provenance);

    /**
     * Sets {@link SurfaceBrightnessProfile#model()}.
     *
     * @param model name, version and checksum
     * @return this
     */
    public abstract Builder setModel(String model);

    /**
     * Sets {@link SurfaceBrightnessProfile#radiusArcsec()}.
     *
     * @param radius semi-major axes, arcsec
     * @return this
     */
    public abstract Builder setRadiusArcsec(float[] radius);

    /**
     * Sets {@link SurfaceBrightnessProfile#mu()}.
     *
     * @param mu mag/arcsec^2
     * @return this
     */
    public abstract Builder setMu(float[] mu);

    /**
     * Sets {@link SurfaceBrightnessProfile#muErr()}.
     *
     * @param muErr one standard deviation, mag/arcsec^2
     * @return this
     */
    public abstract Builder setMuErr(Optional<float[]> muErr);

    /**
     * Sets {@link SurfaceBrightnessProfile#ellipticity()}; empty if never set.
     *
     * @param ellipticity {@code 1 - b/a}
     * @return this
     */
    public abstract Builder setEllipticity(Optional<float[]> ellipticity);

    /**
     * Sets {@link SurfaceBrightnessProfile#paDeg()}; empty if never set.
     *
     * @param paDeg degrees counter-clockwise from +x
     * @return this
     */
    public abstract Builder setPaDeg(Optional<float[]> paDeg);

    /**
     * Sets {@link SurfaceBrightnessProfile#centre()}; empty if never set.
     *
     * @param centre pixels of the image
     * @return this
     */
    public abstract Builder setCentre(Optional<PixelPoint> centre);

    /**
     * Sets {@link SurfaceBrightnessProfile#wcs()}; empty if never set.
     *
     * @param wcs WCS of the image
     * @return this
     */
    public abstract Builder setWcs(Optional<LocalWcs> wcs);

    /**
     * Sets the sky position of the centre, for a profile without a WCS, such as one read from a
     * table; empty if never set.
     *
     * @param position right ascension and declination
     * @return this
     */
    public abstract Builder setPosition(Optional<SkyPoint> position);

    /**
     * Sets {@link SurfaceBrightnessProfile#photometry()}; empty if never set.
     *
     * @param photometry measured along the isophotes
     * @return this
     */
    public abstract Builder setPhotometry(Optional<IsophotePhotometry> photometry);

    /**
     * Sets {@link SurfaceBrightnessProfile#zeroPoint()}; empty if never set.
     *
     * @param zeroPoint magnitude of one image unit
     * @return this
     */
    public abstract Builder setZeroPoint(OptionalDouble zeroPoint);

    /**
     * Sets {@link SurfaceBrightnessProfile#sky()}; empty if never set.
     *
     * @param sky in the image's units
     * @return this
     */
    public abstract Builder setSky(Optional<SkyLevel> sky);

    /**
     * Sets {@link SurfaceBrightnessProfile#pixelScaleArcsec()}; empty if never set.
     *
     * @param arcsec side of a pixel
     * @return this
     */
    public abstract Builder setPixelScaleArcsec(OptionalDouble arcsec);

    /**
     * Sets the position angles on the sky, for a profile without a WCS, such as one read from a
     * table; empty if never set.
     *
     * @param degrees from north through east
     * @return this
     */
    public abstract Builder setSkyAngles(Optional<float[]> degrees);

    /**
     * Sets {@link SurfaceBrightnessProfile#flags()}.
     *
     * @param flags the flags
     * @return this
     */
    public abstract Builder setFlags(Set<Flag> flags);

    abstract SurfaceBrightnessProfile autoBuild();

    /**
     * Builds the profile.
     *
     * @return the profile
     * @throws IllegalArgumentException if the sequences differ in length, if only one of
     *     ellipticity and position angle is set, or if both a position and a WCS are set
     */
    public SurfaceBrightnessProfile build() {
      SurfaceBrightnessProfile profile = autoBuild();
      int n = profile.radiusArcsec().length;
      if (profile.mu().length != n
          || differs(profile.muErr(), n)
          || differs(profile.ellipticity(), n)
          || differs(profile.paDeg(), n)
          || differs(profile.skyAngles(), n)
          || differs(profile.photometry().map(IsophotePhotometry::intensity), n)) {
        throw new IllegalArgumentException(
            "a profile's radius, mu, mu_err, ellipticity, pa_deg, pa_sky_deg and intensity must"
                + " have one length: "
                + profile.provenance());
      }
      if (profile.ellipticity().isPresent() != profile.paDeg().isPresent()) {
        throw new IllegalArgumentException(
            "a profile's ellipticity and pa_deg must come together: " + profile.provenance());
      }
      if ((profile.position().isPresent() || profile.skyAngles().isPresent())
          && profile.wcs().isPresent()) {
        throw new IllegalArgumentException(
            "a profile with a WCS must have no position or angles of its own: "
                + profile.provenance());
      }
      return profile;
    }

    private static boolean differs(Optional<float[]> sequence, int length) {
      return sequence.map(values -> values.length != length).orElse(false);
    }
  }
}
