package org.pix2prof.pipelines;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.values.GalaxyImage;

/** Where the images that a command captions come from. */
interface ImageSource {
  /**
   * Adds the steps that get them.
   *
   * @param bad takes images that cannot be used; null if the first one shall end the run
   */
  PCollection<GalaxyImage> images(Pipeline pipeline, ErrorHandler<BadRecord, ?> bad);

  /**
   * Looks at what is there to be read, as this machine sees it.
   *
   * @return how many images there are about; 0 if that is not known
   * @throws Exception if there is nothing to read
   */
  long count() throws Exception;
}
