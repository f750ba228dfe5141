// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;

/**
 * Reads FITS files into {@link GalaxyImage}s, one for each band of each science image.
 *
 * <pre>{@code
 * PCollection<GalaxyImage> images =
 *     pipeline.apply(ReadFits.create().from("gs://survey/cutouts/*.fits").withZeroPoint(22.5));
 * }</pre>
 *
 * <p>Files may be plain, gzip, bzip2 or tile-compressed, whatever their names. A pattern that
 * matches no file is an error. {@code docs/read-fits.md} describes the origin of pixel scale, zero
 * point and band, the HDUs that are skipped, and the reasons of bad records.
 *
 * <p>An image that cannot be used fails the pipeline, unless {@link #withBadRecordErrorHandler} is
 * set. An I/O error always fails it.
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class ReadFits extends FitsSettings<PBegin, ReadFits> {
  abstract @Nullable List<String> patterns();

  abstract Files reader();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPatterns(List<String> patterns);

    abstract Builder setReader(Files reader);

    abstract ReadFits build();
  }

  /**
   * Reads files by pattern.
   *
   * @return a transform that needs {@link #from}
   */
  public static ReadFits create() {
    return new AutoValue_ReadFits.Builder().setReader(files()).build();
  }

  /**
   * Reads matched files.
   *
   * @return a transform of files
   */
  public static Files files() {
    return new AutoValue_ReadFits_Files.Builder().setOptions(FitsOptions.defaults()).build();
  }

  /**
   * Sets the files to read.
   *
   * @param pattern file or glob on any Beam file system
   * @return this transform with the pattern
   */
  public ReadFits from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files to read.
   *
   * @param patterns files or globs on any Beam file system
   * @return this transform with the patterns
   */
  public ReadFits from(List<String> patterns) {
    return toBuilder().setPatterns(FilePatterns.check(patterns)).build();
  }

  /**
   * Sends files and images that cannot be used to a handler, each as an {@link
   * org.pix2prof.values.ImageReference} and a reason, instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public ReadFits withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return via(reader().withBadRecordErrorHandler(handler));
  }

  /**
   * Replaces all settings, except the patterns, by those of another transform.
   *
   * @param reader transform of matched files
   * @return this transform with the settings
   */
  public ReadFits via(Files reader) {
    return toBuilder().setReader(requireNonNull(reader, "reader")).build();
  }

  @Override
  FitsOptions options() {
    return reader().options();
  }

  @Override
  ReadFits withOptions(FitsOptions options) {
    return via(reader().withOptions(options));
  }

  @Override
  public PCollection<GalaxyImage> expand(PBegin input) {
    return FilePatterns.open(input, FilePatterns.require(patterns(), "ReadFits"))
        .apply("Read", reader());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    FilePatterns.display(builder, "patterns", "File patterns", patterns());
    builder.include("reader", reader());
  }

  /** {@link ReadFits} for matched files. */
  @AutoValue
  public abstract static class Files extends FitsSettings<PCollection<ReadableFile>, Files> {
    @Override
    abstract FitsOptions options();

    abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

    abstract Builder toBuilder();

    @AutoValue.Builder
    abstract static class Builder {
      abstract Builder setOptions(FitsOptions options);

      abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

      abstract Files build();
    }

    /**
     * Sends files and images that cannot be used to a handler, as {@link
     * ReadFits#withBadRecordErrorHandler} does.
     *
     * @param handler handler registered with the pipeline
     * @return this transform with the handler
     */
    public Files withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
      return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
    }

    @Override
    Files withOptions(FitsOptions options) {
      return toBuilder().setOptions(options).build();
    }

    @Override
    public PCollection<GalaxyImage> expand(PCollection<ReadableFile> input) {
      options().validate();
      FitsReadFn readFn = new FitsReadFn(options(), BadImages.router(badRecordErrorHandler()));
      PCollectionTuple outputs = input.apply(BadImages.step(readFn, FitsReadFn.IMAGES));
      return BadImages.collect(outputs, badRecordErrorHandler())
          .get(FitsReadFn.IMAGES)
          .setCoder(GalaxyImageCoder.of());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      display(builder, options());
    }
  }
}
