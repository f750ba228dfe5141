package org.pix2prof.transforms;

import java.util.Optional;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * From images to profiles, for transforms that do it more than once.
 *
 * @param model what captions
 * @param maxBatchSize images that the model sees at once; empty for the default
 * @param bad takes images that cannot be used; empty if the first one shall fail
 */
record PreprocessAndCaption(
    ModelRef model, Optional<Integer> maxBatchSize, Optional<ErrorHandler<BadRecord, ?>> bad) {

  /**
   * Prepares and captions images.
   *
   * @param which images, for the names of the steps
   */
  PCollection<SurfaceBrightnessProfile> caption(String which, PCollection<GalaxyImage> images) {
    Preprocess preprocess = Preprocess.forModel(model);
    CaptionProfiles caption = CaptionProfiles.of(model);
    if (maxBatchSize.isPresent()) {
      caption = caption.withMaxBatchSize(maxBatchSize.get());
    }
    if (bad.isPresent()) {
      preprocess = preprocess.withBadRecordErrorHandler(bad.get());
      caption = caption.withBadRecordErrorHandler(bad.get());
    }
    return images.apply("Preprocess" + which, preprocess).apply("Caption" + which, caption);
  }
}
