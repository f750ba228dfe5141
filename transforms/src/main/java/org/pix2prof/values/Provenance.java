package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;

/** Which image of which file something was made from. */
@AutoValue
@DefaultCoder(ProvenanceCoder.class)
public abstract class Provenance {
  /** Name of the object; see the {@code object_id} rule in {@code docs/read-fits.md}. */
  public abstract String objectId();

  /** Photometric band as the survey names it, if known. */
  public abstract Optional<String> band();

  /** URI of the file. */
  public abstract String source();

  /** Index of the HDU in the file, the primary one is 0. */
  public abstract int hdu();

  /** Puts the parts together. */
  public static Provenance of(String objectId, Optional<String> band, String source, int hdu) {
    return new AutoValue_Provenance(objectId, band, source, hdu);
  }
}
