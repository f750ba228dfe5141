package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.wcs.Wcs;

/** One band of a survey's image of a piece of sky, without its pixels. */
@AutoValue
@DefaultCoder(FrameCoder.class)
public abstract class Frame {
  /** {@return URI of the file} */
  public abstract String source();

  /** {@return index of the HDU in the file, the primary one is 0} */
  public abstract int hdu();

  /** {@return index of the plane, 0 where the image has only one} */
  public abstract int plane();

  /** {@return photometric band as the survey names it, if known} */
  public abstract Optional<String> band();

  /** {@return pixels along x} */
  public abstract int width();

  /** {@return pixels along y} */
  public abstract int height();

  /** {@return where on the sky its pixels are} */
  public abstract Wcs wcs();

  /**
   * Whether a place is on it.
   *
   * @param x pixels, the middle of the first pixel is 0
   * @param y pixels
   * @return whether one of its pixels is there
   */
  public final boolean contains(double x, double y) {
    return inset(x, y) >= 0;
  }

  /**
   * How far a place is inside of the nearest edge.
   *
   * @param x pixels, the middle of the first pixel is 0
   * @param y pixels
   * @return pixels; negative outside
   */
  public final double inset(double x, double y) {
    return Math.min(Math.min(x, width() - 1 - x), Math.min(y, height() - 1 - y)) + 0.5;
  }

  /**
   * Starts one.
   *
   * @return an empty builder
   */
  public static Builder builder() {
    return new AutoValue_Frame.Builder().setPlane(0);
  }

  /** Puts a frame together. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * See {@link Frame#source()}.
     *
     * @param source see there
     * @return this
     */
    public abstract Builder setSource(String source);

    /**
     * See {@link Frame#hdu()}.
     *
     * @param hdu see there
     * @return this
     */
    public abstract Builder setHdu(int hdu);

    /**
     * See {@link Frame#plane()}; 0 if never set.
     *
     * @param plane see there
     * @return this
     */
    public abstract Builder setPlane(int plane);

    /**
     * See {@link Frame#band()}; empty if never set.
     *
     * @param band see there
     * @return this
     */
    public abstract Builder setBand(Optional<String> band);

    /**
     * See {@link Frame#width()}.
     *
     * @param width see there
     * @return this
     */
    public abstract Builder setWidth(int width);

    /**
     * See {@link Frame#height()}.
     *
     * @param height see there
     * @return this
     */
    public abstract Builder setHeight(int height);

    /**
     * See {@link Frame#wcs()}.
     *
     * @param wcs see there
     * @return this
     */
    public abstract Builder setWcs(Wcs wcs);

    /** {@return the frame} */
    public abstract Frame build();
  }
}
