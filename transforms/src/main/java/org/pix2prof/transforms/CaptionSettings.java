// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PInput;
import org.pix2prof.model.preprocess.SkySubtraction;
import org.pix2prof.values.Radii;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Settings shared by the transforms that preprocess and caption images.
 *
 * @param <InputT> type of the input
 * @param <SelfT> type of the transform
 */
public abstract class CaptionSettings<InputT extends PInput, SelfT>
    extends PTransform<InputT, PCollection<SurfaceBrightnessProfile>> {
  CaptionSettings() {}

  abstract PreprocessAndCaption steps();

  abstract SelfT withSteps(PreprocessAndCaption steps);

  /**
   * Sets the maximum batch size, as {@link CaptionProfiles#withMaxBatchSize}.
   *
   * @param images maximum number of images, at least 1
   * @return this transform with the maximum
   * @throws IllegalArgumentException if the number is less than 1
   */
  public SelfT withMaxBatchSize(int images) {
    return withSteps(steps().withMaxBatchSize(CaptionProfiles.checkBatchSize(images)));
  }

  /**
   * Sets the sky that is subtracted, as {@link Preprocess#withSky}.
   *
   * @param sky the choice
   * @return this transform with the sky
   */
  public SelfT withSky(SkySubtraction sky) {
    return withSteps(steps().withSky(sky));
  }

  /**
   * Sets the radii of the samples, as {@link CaptionProfiles#withRadii}.
   *
   * @param radii the choice
   * @return this transform with the radii
   */
  public SelfT withRadii(Radii radii) {
    return withSteps(steps().withRadii(radii));
  }

  /**
   * Measures the isophotes' deviations from ellipses, as {@link CaptionProfiles#withHarmonics}.
   *
   * @return this transform with the measurement
   */
  public SelfT withHarmonics() {
    return withSteps(steps().withHarmonics());
  }

  /**
   * Writes model images, as {@link CaptionProfiles#withModelImages}.
   *
   * @param write where to
   * @return this transform with the model images
   */
  public SelfT withModelImages(WriteModelImages write) {
    return withSteps(steps().withModelImages(write));
  }

  /**
   * Sends elements that cannot be used to a handler, each as an {@link
   * org.pix2prof.values.ImageReference} and a reason, instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public SelfT withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return withSteps(steps().withBadRecordErrorHandler(handler));
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    steps().display(builder);
  }
}
