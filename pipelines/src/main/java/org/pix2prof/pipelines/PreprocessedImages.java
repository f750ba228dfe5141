package org.pix2prof.pipelines;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;

/** From images to a model's input, as {@link ProfileOptions} say. */
public final class PreprocessedImages {
  /**
   * Reads and prepares images of files.
   *
   * @param pipeline that shall do it
   * @param options how to read, and for which model
   * @param patterns of the files
   * @param bad takes images that cannot be used; null if the first one shall end the run
   * @return one of each image
   */
  public static PCollection<PreparedGalaxy> read(
      Pipeline pipeline,
      ProfileOptions options,
      List<String> patterns,
      ErrorHandler<BadRecord, ?> bad) {
    return prepare(new FileSource(options, patterns).images(pipeline, bad), options, bad);
  }

  static PCollection<PreparedGalaxy> prepare(
      PCollection<GalaxyImage> images, ProfileOptions options, ErrorHandler<BadRecord, ?> bad) {
    Preprocess preprocess = Preprocess.forModel(model(options));
    return images.apply(
        "Preprocess", bad == null ? preprocess : preprocess.withBadRecordErrorHandler(bad));
  }

  /**
   * The model that captions.
   *
   * @param options that name it
   * @return it
   */
  public static ModelRef model(ProfileOptions options) {
    return ModelRef.of(options.getModel()).withDevice(options.getDevice());
  }

  private PreprocessedImages() {}
}
