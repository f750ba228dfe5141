package org.pix2prof.pipelines;

import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.Compression;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.pix2prof.transforms.Preprocess;
import org.pix2prof.transforms.ReadFits;
import org.pix2prof.values.GalaxyImage;
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
    ReadFits read = ReadFits.create().from(patterns).via(reader(options, bad));
    return prepare(pipeline.apply("ReadFits", read), options, bad);
  }

  /**
   * Reads and prepares images as their files come.
   *
   * @param watching for how long to wait for what
   * @return one of each image, in the window in which its file was found
   */
  static PCollection<PreparedGalaxy> watch(
      Pipeline pipeline,
      ProfileOptions options,
      Watching watching,
      List<String> patterns,
      ErrorHandler<BadRecord, ?> bad) {
    return prepare(
        pipeline
            .apply("WatchFiles", watching.files(patterns))
            .apply("Window", watching.windows())
            .apply("Open", FileIO.readMatches().withCompression(Compression.UNCOMPRESSED))
            .apply("ReadFits", reader(options, bad)),
        options,
        bad);
  }

  private static PCollection<PreparedGalaxy> prepare(
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

  private static ReadFits.Files reader(ProfileOptions options, ErrorHandler<BadRecord, ?> bad) {
    ReadFits.Files read = ReadFits.files();
    if (bad != null) {
      read = read.withBadRecordErrorHandler(bad);
    }
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
