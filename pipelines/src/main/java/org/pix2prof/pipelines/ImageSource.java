package org.pix2prof.pipelines;

import java.io.IOException;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.SurfaceBrightnessProfile;

/** Where the images that a command captions come from. */
interface ImageSource {
  /**
   * Adds the steps that get them.
   *
   * @param bad takes images that cannot be used; null if the first one shall end the run
   * @throws IOException if the model, which may have a say in it, cannot be read
   */
  PCollection<GalaxyImage> images(Pipeline pipeline, ErrorHandler<BadRecord, ?> bad)
      throws IOException;

  /**
   * Adds the steps that get them and caption them, all bands along the ellipses of one.
   *
   * @param bad takes images that cannot be used; null if the first one shall end the run
   * @throws UsageException if the model finds no ellipses
   * @throws IOException if the model cannot be read
   */
  default PCollection<SurfaceBrightnessProfile> captionInReferenceBand(
      Pipeline pipeline, ErrorHandler<BadRecord, ?> bad) throws IOException, UsageException {
    return images(pipeline, bad).apply("CaptionBands", ReferenceBands.caption(options(), bad));
  }

  /** How to read and caption. */
  ProfileOptions options();

  /**
   * Looks at what is there to be read, as this machine sees it.
   *
   * @return how many images to expect
   * @throws Exception if there is nothing to read
   */
  ExpectedImages count() throws Exception;

  /** Tells how many images to expect where other machines read them, which may see other files. */
  ExpectedImages elsewhere();
}
