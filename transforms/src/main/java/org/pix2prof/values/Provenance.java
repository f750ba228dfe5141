// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.values;

import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.coders.DefaultCoder;

/** Provenance of an element: the image and file it was made from. */
@AutoValue
@DefaultCoder(ProvenanceCoder.class)
public abstract class Provenance {
  /** {@return name of the object; see the {@code object_id} rule in {@code docs/read-fits.md}} */
  public abstract String objectId();

  /**
   * {@return the part of {@link #objectId} that all images of a file share: the whole, or for a
   * file of several images the part before the HDU's name}
   */
  public abstract String fileObjectId();

  /** {@return photometric band as the survey names it, if known} */
  public abstract Optional<String> band();

  /** {@return URI of the file} */
  public abstract String source();

  /** {@return index of the HDU in the file, the primary one is 0} */
  public abstract int hdu();

  /**
   * Creates a provenance.
   *
   * @param objectId name of the object
   * @param band photometric band, if known
   * @param source URI of the file
   * @param hdu index of the HDU
   * @return the provenance
   */
  public static Provenance of(String objectId, Optional<String> band, String source, int hdu) {
    return new AutoValue_Provenance(objectId, objectId, band, source, hdu);
  }

  /**
   * Returns the provenance of one of several images of a file, distinguished by a suffix of the
   * object's name.
   *
   * @param suffix suffix to append
   * @return the same provenance with the longer {@link #objectId}
   */
  public Provenance withSuffix(String suffix) {
    return new AutoValue_Provenance(objectId() + suffix, fileObjectId(), band(), source(), hdu());
  }

  /** Creates a provenance from all its parts, for the coder. */
  static Provenance of(
      String objectId, String fileObjectId, Optional<String> band, String source, int hdu) {
    return new AutoValue_Provenance(objectId, fileObjectId, band, source, hdu);
  }
}
