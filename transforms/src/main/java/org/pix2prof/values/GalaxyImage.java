// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.Flag;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.PixelShape;
import org.pix2prof.model.SkyImage;
import org.pix2prof.wcs.LocalWcs;
import org.pix2prof.wcs.PixelPoint;

/** One galaxy in one band: pixels, and metadata from the file or the options. */
@AutoValue
@DefaultCoder(GalaxyImageCoder.class)
public abstract class GalaxyImage {
  /** {@return source of the image} */
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

  /**
   * {@return side of a pixel in arcsec, the square root of its area; empty where neither header nor
   * option gives it}
   */
  public abstract OptionalDouble pixelScaleArcsec();

  /** {@return shape of the pixels on the sky} */
  public abstract PixelShape pixelShape();

  /**
   * {@return magnitude of a source of one image unit; empty if neither header nor option gives it}
   */
  public abstract OptionalDouble zeroPoint();

  /** {@return flags from reading, for its profile} */
  public abstract Set<Flag> flags();

  /** {@return local WCS; empty if the header has no usable WCS} */
  public abstract Optional<LocalWcs> wcs();

  /**
   * {@return position of the galaxy to measure, in its pixels; empty if the galaxy is to be found}
   */
  public abstract Optional<PixelPoint> centre();

  /**
   * {@return ellipses to measure it along, in its pixels; empty if they are to be found. They have
   * no centre, or that of {@link #centre}}
   */
  public abstract Optional<Isophotes> isophotes();

  /**
   * {@return variance of each pixel, in the square of its units, row by row, infinite where
   * unknown; empty if the noise is the same everywhere; not copied, do not change it}
   */
  @SuppressWarnings("mutable")
  public abstract Optional<float[]> variance();

  /**
   * {@return number of the object that each pixel belongs to, row by row, 0 where there is only
   * sky; empty if unknown; not copied, do not change it. {@link org.pix2prof.transforms.Preprocess}
   * masks the objects that are not at {@link #centre} or, without one, in the middle}
   */
  @SuppressWarnings("mutable")
  public abstract Optional<float[]> segmentation();

  /** {@return a builder that starts from this image} */
  public abstract Builder toBuilder();

  /** {@return an empty builder} */
  public static Builder builder() {
    return new AutoValue_GalaxyImage.Builder().setPixelShape(PixelShape.SQUARE).setFlags(Set.of());
  }

  /** Builds an image. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * Sets {@link GalaxyImage#provenance()}.
     *
     * @param provenance source of the image
     * @return this
     */
    public abstract Builder setProvenance(Provenance provenance);

    /**
     * Sets {@link GalaxyImage#pixels()}.
     *
     * @param pixels flux per pixel, row by row
     * @return this
     */
    public abstract Builder setPixels(float[] pixels);

    /**
     * Sets {@link GalaxyImage#width()}.
     *
     * @param width pixels along x
     * @return this
     */
    public abstract Builder setWidth(int width);

    /**
     * Sets {@link GalaxyImage#height()}.
     *
     * @param height pixels along y
     * @return this
     */
    public abstract Builder setHeight(int height);

    /**
     * Sets {@link GalaxyImage#pixelScaleArcsec()}; empty if never set.
     *
     * @param arcsec side of a pixel
     * @return this
     */
    public abstract Builder setPixelScaleArcsec(double arcsec);

    /**
     * Sets or clears {@link GalaxyImage#pixelScaleArcsec()}.
     *
     * @param arcsec side of a pixel, or empty
     * @return this
     */
    public abstract Builder setPixelScaleArcsec(OptionalDouble arcsec);

    /**
     * Sets {@link GalaxyImage#pixelShape()}; square unless set.
     *
     * @param shape shape of the pixels on the sky
     * @return this
     */
    public abstract Builder setPixelShape(PixelShape shape);

    /**
     * Sets {@link GalaxyImage#zeroPoint()}; empty if never set.
     *
     * @param zeroPoint magnitude of one image unit
     * @return this
     */
    public abstract Builder setZeroPoint(double zeroPoint);

    /**
     * Sets or clears {@link GalaxyImage#zeroPoint()}.
     *
     * @param zeroPoint magnitude of one image unit, or empty
     * @return this
     */
    public abstract Builder setZeroPoint(OptionalDouble zeroPoint);

    /**
     * Sets {@link GalaxyImage#flags()}; none unless set.
     *
     * @param flags the flags
     * @return this
     */
    public abstract Builder setFlags(Set<Flag> flags);

    /**
     * Sets {@link GalaxyImage#wcs()}; empty if never set.
     *
     * @param wcs WCS of the image
     * @return this
     */
    public abstract Builder setWcs(LocalWcs wcs);

    /**
     * Sets or clears {@link GalaxyImage#wcs()}.
     *
     * @param wcs WCS of the image, or empty
     * @return this
     */
    public abstract Builder setWcs(Optional<LocalWcs> wcs);

    /**
     * Sets {@link GalaxyImage#centre()}; empty if never set.
     *
     * @param centre position of the galaxy, pixels
     * @return this
     */
    public abstract Builder setCentre(PixelPoint centre);

    /**
     * Sets or clears {@link GalaxyImage#centre()}.
     *
     * @param centre position of the galaxy, or empty
     * @return this
     */
    public abstract Builder setCentre(Optional<PixelPoint> centre);

    /**
     * Sets or clears {@link GalaxyImage#variance()}; empty if never set.
     *
     * @param variance of each pixel, row by row, or empty
     * @return this
     */
    public abstract Builder setVariance(Optional<float[]> variance);

    /**
     * Sets or clears {@link GalaxyImage#segmentation()}; empty if never set.
     *
     * @param segmentation number of the object of each pixel, row by row, or empty
     * @return this
     */
    public abstract Builder setSegmentation(Optional<float[]> segmentation);

    /**
     * Sets {@link GalaxyImage#isophotes()}; empty if never set.
     *
     * @param isophotes ellipses to measure along
     * @return this
     */
    public abstract Builder setIsophotes(Isophotes isophotes);

    /**
     * Sets or clears {@link GalaxyImage#isophotes()}.
     *
     * @param isophotes ellipses to measure along, or empty
     * @return this
     */
    public abstract Builder setIsophotes(Optional<Isophotes> isophotes);

    /** {@return the image} */
    public abstract GalaxyImage build();
  }
}
