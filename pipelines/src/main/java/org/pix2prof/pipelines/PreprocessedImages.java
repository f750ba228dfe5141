// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.Models;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;

/** Reads and preprocesses images for a model, as configured by {@link ProfileOptions}. */
public final class PreprocessedImages {
  /**
   * Reads and preprocesses images from files.
   *
   * @param pipeline to extend
   * @param options settings for reading, and the model
   * @param patterns of the files
   * @param bad handles unusable images; null if the first one ends the run
   * @return one element per image
   * @throws UsageException if the options are invalid
   * @throws IOException if the model cannot be read
   */
  public static PCollection<PreparedGalaxy> read(
      Pipeline pipeline,
      ProfileOptions options,
      List<String> patterns,
      ErrorHandler<BadRecord, ?> bad)
      throws IOException, UsageException {
    PCollection<GalaxyImage> images = new FileSource(options, patterns).images(pipeline, bad);
    return prepare(KnownTargets.assign(images, options, bad), options, bad);
  }

  /**
   * Reads and preprocesses images for a model other than that of the options.
   *
   * @param pipeline to extend
   * @param options settings for reading
   * @param input value of the option {@code input}: patterns of the files
   * @param model for which the images are preprocessed
   * @param bad handles unusable images
   * @return one element per image
   * @throws UsageException if the patterns are invalid
   */
  public static PCollection<PreparedGalaxy> read(
      Pipeline pipeline,
      FitsOptions options,
      String input,
      ModelRef model,
      ErrorHandler<BadRecord, ?> bad)
      throws UsageException {
    return pipeline
        .apply(
            "ReadFits",
            ReadFits.create()
                .from(InputFiles.patterns("input", input))
                .via(FileSource.reader(options, bad)))
        .apply("Preprocess", Preprocess.forModel(model).withBadRecordErrorHandler(bad));
  }

  static PCollection<PreparedGalaxy> prepare(
      PCollection<GalaxyImage> images, ProfileOptions options, ErrorHandler<BadRecord, ?> bad)
      throws UsageException {
    Preprocess preprocess =
        Preprocess.forModel(model(options)).withSky(MeasurementOptions.sky(options));
    return images.apply(
        "Preprocess", bad == null ? preprocess : preprocess.withBadRecordErrorHandler(bad));
  }

  /**
   * Returns the reference to the model that captions.
   *
   * @param options that name the model
   * @return reference to the model
   */
  public static ModelRef model(ProfileOptions options) {
    return ModelRef.of(options.getModel()).withDevice(options.getDevice());
  }

  /**
   * Returns the reference to the model that captions, which must find isophotes.
   *
   * @param option that needs the isophotes
   * @throws UsageException if the model has no isophotes
   * @throws IOException if the model cannot be read
   */
  static ModelRef modelWithIsophotes(ProfileOptions options, String option)
      throws IOException, UsageException {
    ModelRef model = model(options);
    if (!Models.manifest(model).hasIsophotes()) {
      throw new UsageException(
          "--"
              + option
              + " needs a model that finds ellipses, which --model="
              + model.uri()
              + " does not");
    }
    return model;
  }

  private PreprocessedImages() {}
}
