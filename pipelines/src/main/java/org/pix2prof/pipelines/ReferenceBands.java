// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.Optional;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.pix2prof.transforms.CaptionBands;
import org.pix2prof.transforms.CaptionCutouts;
import org.pix2prof.transforms.CaptionSettings;
import org.pix2prof.transforms.MakeCutouts;
import org.pix2prof.transforms.WriteModelImages;

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
    return set(
        CaptionBands.of(PreprocessedImages.modelWithIsophotes(options, "referenceBand"))
            .withReferenceBand(options.getReferenceBand()),
        options,
        bad);
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
    return set(
        CaptionCutouts.of(PreprocessedImages.modelWithIsophotes(options, "referenceBand"))
            .withCutouts(cut)
            .withReferenceBand(options.getReferenceBand()),
        options,
        bad);
  }

  private static <T extends CaptionSettings<?, T>> T set(
      T caption, ProfileOptions options, ErrorHandler<BadRecord, ?> bad)
      throws IOException, UsageException {
    T set =
        caption
            .withSky(MeasurementOptions.sky(options))
            .withRadii(MeasurementOptions.radii(options));
    if (options.getBatchSize() != null) {
      set = set.withMaxBatchSize(options.getBatchSize());
    }
    if (options.isHarmonics()) {
      set = set.withHarmonics();
    }
    Optional<WriteModelImages> modelImages = ModelImageOptions.of(options);
    if (modelImages.isPresent()) {
      set = set.withModelImages(modelImages.get());
    }
    return bad == null ? set : set.withBadRecordErrorHandler(bad);
  }

  private ReferenceBands() {}
}
