// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * Layout of a survey's files, where it differs from that of other files. By default the rules for
 * all files apply.
 */
interface SurveyLayout {

  /** Returns true if the header proves that an image is of this survey. */
  default boolean recognises(InheritedHeader header) {
    return false;
  }

  /**
   * Returns true if the user chose the survey. Its {@link #zeroPoint} and {@link
   * #zeroPointKeywords} then take precedence over the header.
   */
  default boolean isChosen() {
    return true;
  }

  /** Returns true if each file has only one image, so that the HDUs after it need not be read. */
  default boolean holdsOneImage() {
    return false;
  }

  /**
   * Returns the reason to skip a file by its name: surveys store other maps in files beside the
   * images.
   *
   * @param source URI of the file
   * @return a short name for counters, or empty if the file may have a science image
   */
  default Optional<String> skipsFile(String source) {
    return Optional.empty();
  }

  /**
   * Returns the reason to skip an HDU, in addition to those of {@link ScienceImages}.
   *
   * @return a short name for counters, or empty if the HDU may be a science image
   */
  default Optional<String> skips(Hdu hdu) {
    return Optional.empty();
  }

  /**
   * Returns the magnitude of a source of one unit of {@link #flux}.
   *
   * @param shared primary header of a file whose images are extensions
   */
  default OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared)
      throws BadImageException {
    return OptionalDouble.empty();
  }

  /**
   * Returns the keywords of zero points that take precedence over all others, {@code BUNIT}
   * included.
   */
  default List<String> zeroPointKeywords() {
    return List.of();
  }

  /**
   * Returns the pipeline whose convention the zero point follows, also if the header does not name
   * it.
   */
  default Optional<PipelineConvention> convention() {
    return Optional.empty();
  }

  /** Returns the system of the magnitudes if the header does not name one. */
  default MagnitudeSystem magnitudeSystem(InheritedHeader header) {
    return MagnitudeSystem.AB;
  }

  /**
   * Returns the photometric band.
   *
   * @param shared primary header of a file whose images are extensions
   */
  default Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return Optional.empty();
  }

  /** Returns the conversion of pixel values to flux. */
  default FluxScale flux(FitsHeader image) throws BadImageException {
    return FluxScale.LINEAR;
  }

  /**
   * Returns the location of an image's mask.
   *
   * @param source URI of the image's file
   */
  default Optional<MaskLocation> mask(Hdu image, String source) {
    return Optional.empty();
  }
}
