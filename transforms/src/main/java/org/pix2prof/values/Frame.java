// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.wcs.Wcs;

/** One band of a survey image, without its pixels. */
@AutoValue
@DefaultCoder(FrameCoder.class)
public abstract class Frame {
  /** {@return URI of the file} */
  public abstract String source();

  /** {@return index of the HDU in the file, the primary one is 0} */
  public abstract int hdu();

  /** {@return index of the plane, 0 if the image has only one} */
  public abstract int plane();

  /** {@return photometric band as the survey names it, if known} */
  public abstract Optional<String> band();

  /** {@return pixels along x} */
  public abstract int width();

  /** {@return pixels along y} */
  public abstract int height();

  /** {@return WCS of its pixels} */
  public abstract Wcs wcs();

  /**
   * Returns whether a position is on the frame.
   *
   * @param x pixels, the middle of the first pixel is 0
   * @param y pixels
   * @return whether a pixel contains the position
   */
  public final boolean contains(double x, double y) {
    return inset(x, y) >= 0;
  }

  /**
   * Returns the distance of a position to the nearest edge.
   *
   * @param x pixels, the middle of the first pixel is 0
   * @param y pixels
   * @return distance in pixels; negative outside
   */
  public final double inset(double x, double y) {
    return Math.min(Math.min(x, width() - 1 - x), Math.min(y, height() - 1 - y)) + 0.5;
  }

  /** {@return an empty builder} */
  public static Builder builder() {
    return new AutoValue_Frame.Builder().setPlane(0);
  }

  /** Builds a frame. */
  @AutoValue.Builder
  public abstract static class Builder {
    /**
     * Sets {@link Frame#source()}.
     *
     * @param source URI of the file
     * @return this
     */
    public abstract Builder setSource(String source);

    /**
     * Sets {@link Frame#hdu()}.
     *
     * @param hdu index of the HDU
     * @return this
     */
    public abstract Builder setHdu(int hdu);

    /**
     * Sets {@link Frame#plane()}; 0 if never set.
     *
     * @param plane index of the plane
     * @return this
     */
    public abstract Builder setPlane(int plane);

    /**
     * Sets {@link Frame#band()}; empty if never set.
     *
     * @param band name of the band
     * @return this
     */
    public abstract Builder setBand(Optional<String> band);

    /**
     * Sets {@link Frame#width()}.
     *
     * @param width pixels along x
     * @return this
     */
    public abstract Builder setWidth(int width);

    /**
     * Sets {@link Frame#height()}.
     *
     * @param height pixels along y
     * @return this
     */
    public abstract Builder setHeight(int height);

    /**
     * Sets {@link Frame#wcs()}.
     *
     * @param wcs WCS of the image
     * @return this
     */
    public abstract Builder setWcs(Wcs wcs);

    /** {@return the frame} */
    public abstract Frame build();
  }
}
