package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.wcs.LocalWcs;

/** A {@link GalaxyImage} made into a model's input. */
@AutoValue
@DefaultCoder(PreparedGalaxyCoder.class)
public abstract class PreparedGalaxy {
  /** {@return where it comes from} */
  public abstract Provenance provenance();

  /** {@return the model's input} */
  public abstract PreparedImage image();

  /** {@return the sky about the image that the input was made from, in that image's pixels} */
  public abstract Optional<LocalWcs> wcs();

  /**
   * Puts the parts together, without a WCS.
   *
   * @param provenance where it comes from
   * @param image the model's input
   * @return them as one
   */
  public static PreparedGalaxy of(Provenance provenance, PreparedImage image) {
    return of(provenance, image, Optional.empty());
  }

  /**
   * Puts the parts together.
   *
   * @param provenance where it comes from
   * @param image the model's input
   * @param wcs the sky about the image it was made from, if known
   * @return them as one
   */
  public static PreparedGalaxy of(
      Provenance provenance, PreparedImage image, Optional<LocalWcs> wcs) {
    return new AutoValue_PreparedGalaxy(provenance, image, wcs);
  }
}
