package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.OptionalDouble;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.SkyImage;

/** One galaxy in one band, as read: pixels and what the file or the options said of them. */
@AutoValue
@DefaultCoder(GalaxyImageCoder.class)
public abstract class GalaxyImage {
  /** Where it comes from. */
  public abstract Provenance provenance();

  /**
   * Flux per pixel in linear image units, as {@link SkyImage#pixels}. Not copied: do not change it.
   */
  @SuppressWarnings("mutable")
  public abstract float[] pixels();

  /** Pixels along x. */
  public abstract int width();

  /** Pixels along y. */
  public abstract int height();

  /** Side of a pixel in arcsec; empty where neither header nor option gives it. */
  public abstract OptionalDouble pixelScaleArcsec();

  /** Magnitude of a source of one image unit; empty where neither header nor option gives it. */
  public abstract OptionalDouble zeroPoint();

  /** Starts one. */
  public static Builder builder() {
    return new AutoValue_GalaxyImage.Builder();
  }

  /** Puts an image together. */
  @AutoValue.Builder
  public abstract static class Builder {
    /** See {@link GalaxyImage#provenance()}. */
    public abstract Builder setProvenance(Provenance provenance);

    /** See {@link GalaxyImage#pixels()}. */
    public abstract Builder setPixels(float[] pixels);

    /** See {@link GalaxyImage#width()}. */
    public abstract Builder setWidth(int width);

    /** See {@link GalaxyImage#height()}. */
    public abstract Builder setHeight(int height);

    /** See {@link GalaxyImage#pixelScaleArcsec()}. */
    public abstract Builder setPixelScaleArcsec(OptionalDouble arcsec);

    /** See {@link GalaxyImage#zeroPoint()}. */
    public abstract Builder setZeroPoint(OptionalDouble zeroPoint);

    /** The image. */
    public abstract GalaxyImage build();
  }
}
