package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;

/** Which image of which file something was made from. */
@AutoValue
@DefaultCoder(ProvenanceCoder.class)
public abstract class Provenance {
  /** {@return name of the object; see the {@code object_id} rule in {@code docs/read-fits.md}} */
  public abstract String objectId();

  /**
   * {@return the part of {@link #objectId} that all images of one file share: all of it, or where a
   * file has several images what is before the HDU's name}
   */
  public abstract String fileObjectId();

  /** {@return photometric band as the survey names it, if known} */
  public abstract Optional<String> band();

  /** {@return URI of the file} */
  public abstract String source();

  /** {@return index of the HDU in the file, the primary one is 0} */
  public abstract int hdu();

  /**
   * Puts the parts together.
   *
   * @param objectId name of the object
   * @param band photometric band, if known
   * @param source URI of the file
   * @param hdu index of the HDU
   * @return them as one
   */
  public static Provenance of(String objectId, Optional<String> band, String source, int hdu) {
    return new AutoValue_Provenance(objectId, objectId, band, source, hdu);
  }

  /**
   * One of several images of a file, which are told apart by what is appended to the object's name.
   *
   * @param suffix what is appended
   * @return the same with the longer {@link #objectId}
   */
  public Provenance withSuffix(String suffix) {
    return new AutoValue_Provenance(objectId() + suffix, fileObjectId(), band(), source(), hdu());
  }

  /** The parts as they were, for the coder. */
  static Provenance of(
      String objectId, String fileObjectId, Optional<String> band, String source, int hdu) {
    return new AutoValue_Provenance(objectId, fileObjectId, band, source, hdu);
  }
}
