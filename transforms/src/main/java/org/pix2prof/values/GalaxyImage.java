package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.SkyImage;
import org.pix2prof.wcs.LocalWcs;

/** One galaxy in one band, as read: pixels and what the file or the options said of them. */
@AutoValue
@DefaultCoder(GalaxyImageCoder.class)
public abstract class GalaxyImage {
  /** {@return where it comes from} */
  public abstract Provenance provenance();

  /**
   * {@return flux per pixel in linear image units, as {@link SkyImage#pixels}; not copied, do not
   * change it}
   */
  @SuppressWarnings("mutable")
  public abstract float[] pixels();

  /** {@return pixels along x} */
  public abstract int width();

  /** {@return pixels along y} */
  public abstract int height();

  /** {@return side of a pixel in arcsec; empty where neither header nor option gives it} */
  public abstract OptionalDouble pixelScaleArcsec();

  /**
   * {@return magnitude of a source of one image unit; empty where neither header nor option gives
   * it}
   */
  public abstract OptionalDouble zeroPoint();

  /** {@return what reading it left to be said of its profile} */
  public abstract Set<Flag> flags();

  /** {@return the sky about it; empty where the header has no usable WCS} */
  public abstract Optional<LocalWcs> wcs();

  /**
   * {@return ellipses that it is to be measured along, in its pixels; empty where they are to be
   * found}
   */
  public abstract Optional<Isophotes> isophotes();

  /** {@return a builder that starts from this image} */
  public abstract Builder toBuilder();

  /**
   * Starts one.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new AutoValue_GalaxyImage.Builder().setFlags(Set.of());
  }

  /** Puts an image together. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * See {@link GalaxyImage#provenance()}.
     *
     * @param provenance see there
     * @return this
     */
    public abstract Builder setProvenance(Provenance provenance);

    /**
     * See {@link GalaxyImage#pixels()}.
     *
     * @param pixels see there
     * @return this
     */
    public abstract Builder setPixels(float[] pixels);

    /**
     * See {@link GalaxyImage#width()}.
     *
     * @param width see there
     * @return this
     */
    public abstract Builder setWidth(int width);

    /**
     * See {@link GalaxyImage#height()}.
     *
     * @param height see there
     * @return this
     */
    public abstract Builder setHeight(int height);

    /**
     * See {@link GalaxyImage#pixelScaleArcsec()}.
     *
     * @param arcsec see there
     * @return this
     */
    public abstract Builder setPixelScaleArcsec(OptionalDouble arcsec);

    /**
     * See {@link GalaxyImage#zeroPoint()}.
     *
     * @param zeroPoint see there
     * @return this
     */
    public abstract Builder setZeroPoint(OptionalDouble zeroPoint);

    /**
     * See {@link GalaxyImage#flags()}; none unless set.
     *
     * @param flags see there
     * @return this
     */
    public abstract Builder setFlags(Set<Flag> flags);

    /**
     * See {@link GalaxyImage#wcs()}; empty if never set.
     *
     * @param wcs see there
     * @return this
     */
    public abstract Builder setWcs(Optional<LocalWcs> wcs);

    /**
     * See {@link GalaxyImage#isophotes()}; empty if never set.
     *
     * @param isophotes see there
     * @return this
     */
    public abstract Builder setIsophotes(Optional<Isophotes> isophotes);

    /** {@return the image} */
    public abstract GalaxyImage build();
  }
}
