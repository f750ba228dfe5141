// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.model.SkyImage;
import org.pix2prof.wcs.LocalWcs;

/** A {@link GalaxyImage} preprocessed to a model's input. */
@AutoValue
@DefaultCoder(PreparedGalaxyCoder.class)
public abstract class PreparedGalaxy {
  /** {@return source of the image} */
  public abstract Provenance provenance();

  /** {@return the model's input} */
  public abstract PreparedImage image();

  /** {@return local WCS of the source image, in its pixels} */
  public abstract Optional<LocalWcs> wcs();

  /**
   * {@return the source image with its original pixels, to measure intensities on; empty if they
   * are not measured}
   */
  public abstract Optional<SkyImage> original();

  /**
   * Creates an element without a WCS and without the original image.
   *
   * @param provenance source of the image
   * @param image the model's input
   * @return the element
   */
  public static PreparedGalaxy of(Provenance provenance, PreparedImage image) {
    return of(provenance, image, Optional.empty(), Optional.empty());
  }

  /**
   * Creates an element without the original image.
   *
   * @param provenance source of the image
   * @param image the model's input
   * @param wcs local WCS of the source image, if known
   * @return the element
   */
  public static PreparedGalaxy of(
      Provenance provenance, PreparedImage image, Optional<LocalWcs> wcs) {
    return of(provenance, image, wcs, Optional.empty());
  }

  /**
   * Creates an element.
   *
   * @param provenance source of the image
   * @param image the model's input
   * @param wcs local WCS of the source image, if known
   * @param original the source image, if intensities are to be measured
   * @return the element
   */
  public static PreparedGalaxy of(
      Provenance provenance,
      PreparedImage image,
      Optional<LocalWcs> wcs,
      Optional<SkyImage> original) {
    return new AutoValue_PreparedGalaxy(provenance, image, wcs, original);
  }
}
