// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.preprocess.SkySubtraction;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.Radii;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * The steps from images to profiles, for transforms that need them more than once.
 *
 * @param preprocess from images to the model's inputs
 * @param caption from these to profiles
 * @param model of both
 * @param badRecordErrorHandler of both; null to fail at the first
 */
record PreprocessAndCaption(
    Preprocess preprocess,
    CaptionProfiles caption,
    ModelRef model,
    @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler)
    implements Serializable {

  static PreprocessAndCaption of(ModelRef model) {
    return new PreprocessAndCaption(
        Preprocess.forModel(model), CaptionProfiles.of(model), model, null);
  }

  private PreprocessAndCaption with(CaptionProfiles other) {
    return new PreprocessAndCaption(preprocess, other, model, badRecordErrorHandler);
  }

  PreprocessAndCaption withMaxBatchSize(int images) {
    return with(caption.withMaxBatchSize(images));
  }

  PreprocessAndCaption withSky(SkySubtraction sky) {
    return new PreprocessAndCaption(preprocess.withSky(sky), caption, model, badRecordErrorHandler);
  }

  PreprocessAndCaption withRadii(Radii radii) {
    return with(caption.withRadii(radii));
  }

  PreprocessAndCaption withHarmonics() {
    return with(caption.withHarmonics());
  }

  PreprocessAndCaption withModelImages(WriteModelImages write) {
    return with(caption.withModelImages(write));
  }

  PreprocessAndCaption withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    requireNonNull(handler, "handler");
    return new PreprocessAndCaption(
        preprocess.withBadRecordErrorHandler(handler),
        caption.withBadRecordErrorHandler(handler),
        model,
        handler);
  }

  /**
   * Preprocesses and captions images.
   *
   * @param which suffix of the step names
   */
  PCollection<SurfaceBrightnessProfile> caption(String which, PCollection<GalaxyImage> images) {
    return images.apply("Preprocess" + which, preprocess).apply("Caption" + which, caption);
  }

  void display(DisplayData.Builder builder) {
    builder.add(DisplayData.item("model", model.uri()).withLabel("Model"));
    preprocess.displaySettings(builder);
    caption.displaySettings(builder);
  }
}
