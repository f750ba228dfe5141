// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * The steps from images to profiles, for transforms that need them more than once.
 *
 * @param model the model
 * @param maxBatchSize maximum number of images in a batch; null for the default
 * @param badRecordErrorHandler handler of images that cannot be used; null to fail at the first
 */
record PreprocessAndCaption(
    ModelRef model,
    @Nullable Integer maxBatchSize,
    @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler) {

  /**
   * Preprocesses and captions images.
   *
   * @param which suffix of the step names
   */
  PCollection<SurfaceBrightnessProfile> caption(String which, PCollection<GalaxyImage> images) {
    Preprocess preprocess = Preprocess.forModel(model);
    CaptionProfiles caption = CaptionProfiles.of(model);
    if (maxBatchSize != null) {
      caption = caption.withMaxBatchSize(maxBatchSize);
    }
    if (badRecordErrorHandler != null) {
      preprocess = preprocess.withBadRecordErrorHandler(badRecordErrorHandler);
      caption = caption.withBadRecordErrorHandler(badRecordErrorHandler);
    }
    return images.apply("Preprocess" + which, preprocess).apply("Caption" + which, caption);
  }
}
