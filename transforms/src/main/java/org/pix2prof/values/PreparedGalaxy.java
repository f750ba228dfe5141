package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.PreparedImage;

/** A {@link GalaxyImage} made into a model's input. */
@AutoValue
@DefaultCoder(PreparedGalaxyCoder.class)
public abstract class PreparedGalaxy {
  /** {@return where it comes from} */
  public abstract Provenance provenance();

  /** {@return the model's input} */
  public abstract PreparedImage image();

  /**
   * Puts the parts together.
   *
   * @param provenance where it comes from
   * @param image the model's input
   * @return them as one
   */
  public static PreparedGalaxy of(Provenance provenance, PreparedImage image) {
    return new AutoValue_PreparedGalaxy(provenance, image);
  }
}
