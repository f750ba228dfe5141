// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Source of the images that a command captions. */
interface ImageSource {
  /**
   * Adds the steps that read the images.
   *
   * @param bad handles unusable images; null if the first one ends the run
   * @throws UsageException if the model does not fit the options
   * @throws IOException if the model, on which the steps may depend, cannot be read
   */
  PCollection<GalaxyImage> images(Pipeline pipeline, ErrorHandler<BadRecord, ?> bad)
      throws IOException, UsageException;

  /**
   * Adds the steps that read and caption the images, all bands along the ellipses of one.
   *
   * @param bad handles unusable images; null if the first one ends the run
   * @throws UsageException if the model finds no ellipses
   * @throws IOException if the model cannot be read
   */
  default PCollection<SurfaceBrightnessProfile> captionInReferenceBand(
      Pipeline pipeline, ErrorHandler<BadRecord, ?> bad) throws IOException, UsageException {
    return KnownTargets.assign(images(pipeline, bad), options(), bad)
        .apply("CaptionBands", ReferenceBands.caption(options(), bad));
  }

  /** Returns the options for reading and captioning. */
  ProfileOptions options();

  /**
   * Counts the input that is visible to this machine.
   *
   * @return the expected images
   * @throws Exception if there is no input
   */
  ExpectedImages count() throws Exception;

  /** Returns the expected images if other machines, which may see other files, read them. */
  ExpectedImages elsewhere();

  /**
   * Returns warnings about skipped input that is visible to this machine.
   *
   * @return sentences for the user
   */
  default List<String> warnings() throws IOException {
    return List.of();
  }
}
