package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import org.apache.beam.sdk.coders.DefaultCoder;
import org.pix2prof.model.PreparedImage;

/** A {@link GalaxyImage} made into a model's input. */
@AutoValue
@DefaultCoder(PreparedGalaxyCoder.class)
public abstract class PreparedGalaxy {
  /** Where it comes from. */
  public abstract Provenance provenance();

  /** The model's input. */
  public abstract PreparedImage image();

  /** Puts the parts together. */
  public static PreparedGalaxy of(Provenance provenance, PreparedImage image) {
    return new AutoValue_PreparedGalaxy(provenance, image);
  }
}
