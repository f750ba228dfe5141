package org.pix2prof.internal.fits;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.pix2prof.model.BadImageException;

/**
 * How a survey writes its images, beyond what headers say in the same way everywhere. Without an
 * answer from here the rules for all files hold.
 */
interface SurveyLayout {

  /** Whether an image is certainly of this survey, by its header. */
  default boolean recognises(InheritedHeader header) {
    return false;
  }

  /**
   * Whether the survey was named by the user. Its {@link #zeroPoint} and {@link #zeroPointKeywords}
   * then settle contradictions of the header.
   */
  default boolean isChosen() {
    return true;
  }

  /** Whether each file holds one image only, so that nothing behind it needs to be read. */
  default boolean holdsOneImage() {
    return false;
  }

  /**
   * Why a file holds no science image, by its name: the maps that a survey keeps in files beside
   * the images.
   *
   * @param source URI of the file
   * @return a short name to count by, or empty if it may hold one
   */
  default Optional<String> skipsFile(String source) {
    return Optional.empty();
  }

  /**
   * Why an HDU is no science image, beyond what {@link ScienceImages} knows.
   *
   * @return a short name to count by, or empty if it may be one
   */
  default Optional<String> skips(Hdu hdu) {
    return Optional.empty();
  }

  /**
   * Magnitude of a source of one unit of {@link #flux}.
   *
   * @param shared primary header of a file whose images are extensions
   */
  default OptionalDouble zeroPoint(FitsHeader image, Optional<FitsHeader> shared)
      throws BadImageException {
    return OptionalDouble.empty();
  }

  /** Keywords of zero points that are believed before all others, {@code BUNIT} included. */
  default List<String> zeroPointKeywords() {
    return List.of();
  }

  /** The pipeline whose convention the zero point follows, also where the header does not say. */
  default Optional<PipelineConvention> convention() {
    return Optional.empty();
  }

  /** System of the magnitudes where the header does not name one. */
  default MagnitudeSystem magnitudeSystem(InheritedHeader header) {
    return MagnitudeSystem.AB;
  }

  /**
   * Photometric band.
   *
   * @param shared primary header of a file whose images are extensions
   */
  default Optional<String> band(FitsHeader image, Optional<FitsHeader> shared) {
    return Optional.empty();
  }

  /** How pixel values become flux. */
  default FluxScale flux(FitsHeader image) throws BadImageException {
    return FluxScale.LINEAR;
  }

  /**
   * The mask that goes with an image.
   *
   * @param source URI of the image's file
   */
  default Optional<MaskLocation> mask(Hdu image, String source) {
    return Optional.empty();
  }
}
