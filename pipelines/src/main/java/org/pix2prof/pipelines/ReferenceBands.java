// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.pix2prof.transforms.CaptionBands;
import org.pix2prof.transforms.CaptionCutouts;
import org.pix2prof.transforms.MakeCutouts;
import org.pix2prof.transforms.Models;
import org.pix2prof.transforms.WriteModelImages;
import org.pix2prof.values.ModelRef;

/** Transforms for {@code --referenceBand}, which measures all bands along the ellipses of one. */
final class ReferenceBands {
  /**
   * Creates the transform that captions the bands of an object together.
   *
   * @param bad handles unusable images; null if the first one ends the run
   * @throws UsageException if the model has no isophotes
   * @throws IOException if the model cannot be read
   */
  static CaptionBands caption(ProfileOptions options, ErrorHandler<BadRecord, ?> bad)
      throws IOException, UsageException {
    CaptionBands caption = CaptionBands.of(model(options));
    if (options.getBatchSize() != null) {
      caption = caption.withMaxBatchSize(options.getBatchSize());
    }
    if (options.isHarmonics()) {
      caption = caption.withHarmonics();
    }
    Optional<WriteModelImages> modelImages = ModelImageOptions.of(options);
    if (modelImages.isPresent()) {
      caption = caption.withModelImages(modelImages.get());
    }
    caption =
        caption
            .withReferenceBand(options.getReferenceBand())
            .withSky(MeasurementOptions.sky(options))
            .withRadii(MeasurementOptions.radii(options));
    return bad == null ? caption : caption.withBadRecordErrorHandler(bad);
  }

  /**
   * Creates the transform that captions the cutouts of a catalogue.
   *
   * @param cut makes the cutouts
   * @param bad handles unusable positions and images; null if the first one ends the run
   * @throws UsageException if the model has no isophotes
   * @throws IOException if the model cannot be read
   */
  static CaptionCutouts caption(
      ProfileOptions options, MakeCutouts cut, ErrorHandler<BadRecord, ?> bad)
      throws IOException, UsageException {
    CaptionCutouts caption = CaptionCutouts.of(model(options)).withCutouts(cut);
    if (options.getBatchSize() != null) {
      caption = caption.withMaxBatchSize(options.getBatchSize());
    }
    if (options.isHarmonics()) {
      caption = caption.withHarmonics();
    }
    Optional<WriteModelImages> modelImages = ModelImageOptions.of(options);
    if (modelImages.isPresent()) {
      caption = caption.withModelImages(modelImages.get());
    }
    caption =
        caption
            .withReferenceBand(options.getReferenceBand())
            .withSky(MeasurementOptions.sky(options))
            .withRadii(MeasurementOptions.radii(options));
    return bad == null ? caption : caption.withBadRecordErrorHandler(bad);
  }

  private static ModelRef model(ProfileOptions options) throws IOException, UsageException {
    ModelRef model = PreprocessedImages.model(options);
    if (!Models.manifest(model).hasIsophotes()) {
      throw new UsageException(
          "--referenceBand needs a model that finds ellipses, which --model="
              + model.uri()
              + " does not");
    }
    return model;
  }

  private ReferenceBands() {}
}
