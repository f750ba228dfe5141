package org.pix2prof.pipelines;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;

/** From FITS files to a model's input, as {@link ProfileOptions} say. */
public final class PreparedImages {
  /**
   * Reads and prepares images.
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
    ReadFits read = reader(options, patterns);
    Preprocess preprocess = Preprocess.forModel(model(options));
    if (bad != null) {
      read = read.withBadRecordErrorHandler(bad);
      preprocess = preprocess.withBadRecordErrorHandler(bad);
    }
    return pipeline.apply("ReadFits", read).apply("Preprocess", preprocess);
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

  private static ReadFits reader(ProfileOptions options, List<String> patterns) {
    ReadFits read = ReadFits.create().from(patterns);
    if (options.getPixelScale() != null) {
      read = read.withPixelScale(options.getPixelScale());
    }
    if (options.getZeroPoint() != null) {
      read = read.withZeroPoint(options.getZeroPoint());
    }
    if (options.getBand() != null) {
      read = read.withBand(options.getBand());
    }
    if (options.getIdKeyword() != null) {
      read = read.withIdKeyword(options.getIdKeyword());
    }
    if (options.getIdFromFileName() != null) {
      read = read.withIdFromFileName(options.getIdFromFileName());
    }
    if (options.getHdu() != null) {
      read = read.withHdu(options.getHdu());
    }
    if (options.getMaxPixels() != null) {
      read = read.withMaxPixels(options.getMaxPixels());
    }
    return read;
  }

  private PreparedImages() {}
}
