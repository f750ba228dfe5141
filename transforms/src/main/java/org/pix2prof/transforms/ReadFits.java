package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.io.FileIO.ReadableFile;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTagList;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.fits.FitsOptions;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.GalaxyImageCoder;
import org.pix2prof.values.Survey;

/**
 * Reads FITS files into {@link GalaxyImage}s, one for each band of each science image.
 *
 * <pre>{@code
 * PCollection<GalaxyImage> images =
 *     pipeline.apply(ReadFits.create().from("gs://survey/cutouts/*.fits").withZeroPoint(22.5));
 * }</pre>
 *
 * <p>Files may be plain, gzip, bzip2 or tile-compressed, whatever their names. A pattern that
 * matches no file is an error. Where pixel scale, zero point and band come from, what is passed
 * over and what makes a bad record is written in {@code docs/read-fits.md}.
 *
 * <p>An image that cannot be used stops the pipeline, unless {@link #withBadRecordErrorHandler}
 * takes it. A file that cannot be got at always stops it.
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class ReadFits extends PTransform<PBegin, PCollection<GalaxyImage>> {
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
   * Reads files that were matched elsewhere.
   *
   * @return a transform of files
   */
  public static Files files() {
    return new AutoValue_ReadFits_Files.Builder().setOptions(FitsOptions.defaults()).build();
  }

  /**
   * Sets the files to read.
   *
   * @param pattern file or glob on any filesystem that Beam knows
   * @return this transform with it
   */
  public ReadFits from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files to read.
   *
   * @param patterns files or globs on any filesystem that Beam knows
   * @return this transform with them
   */
  public ReadFits from(List<String> patterns) {
    return toBuilder().setPatterns(checkPatterns(patterns)).build();
  }

  static List<String> checkPatterns(List<String> patterns) {
    List<String> copy = List.copyOf(requireNonNull(patterns, "patterns"));
    if (copy.isEmpty() || copy.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("patterns must name files, not " + copy);
    }
    return copy;
  }

  /**
   * Sets the pixel scale of images whose header has no WCS.
   *
   * @param arcsec side of a pixel, greater than 0
   * @return this transform with it
   */
  public ReadFits withPixelScale(double arcsec) {
    return withReader(reader().withPixelScale(arcsec));
  }

  /**
   * Sets the zero point of images whose header does not say.
   *
   * @param magnitude of a source of one image unit
   * @return this transform with it
   */
  public ReadFits withZeroPoint(double magnitude) {
    return withReader(reader().withZeroPoint(magnitude));
  }

  /**
   * Sets the band of images whose header does not say.
   *
   * @param band as profiles shall carry it
   * @return this transform with it
   */
  public ReadFits withBand(String band) {
    return withReader(reader().withBand(band));
  }

  /**
   * Names objects by a header keyword instead of the file's name.
   *
   * @param keyword that every image, or its primary header, has
   * @return this transform with it
   */
  public ReadFits withIdKeyword(String keyword) {
    return withReader(reader().withIdKeyword(keyword));
  }

  /**
   * Names objects by a part of the file's name.
   *
   * @param regex finds the name: its first group, or the whole match where it has none
   * @return this transform with it
   */
  public ReadFits withIdFromFileName(String regex) {
    return withReader(reader().withIdFromFileName(regex));
  }

  /**
   * Reads one HDU of each file only, and even if its name says that it is no science image.
   *
   * @param indexOrName index (the primary HDU is 0) or EXTNAME
   * @return this transform with it
   */
  public ReadFits withHdu(String indexOrName) {
    return withReader(reader().withHdu(indexOrName));
  }

  /**
   * Sets how many pixels a plane may have; 64 Mi unless set.
   *
   * @param pixels at least 1
   * @return this transform with it
   */
  public ReadFits withMaxPixels(long pixels) {
    return withReader(reader().withMaxPixels(pixels));
  }

  /**
   * Says whose files they are, and with that what headers leave open: the zero point and unit of
   * the pixels, the band, and which pixels are bad and become NaN. {@code docs/surveys.md} has what
   * each survey does; {@link Survey#AUTO} unless set.
   *
   * @param survey that wrote the files
   * @return this transform with it
   */
  public ReadFits withSurvey(Survey survey) {
    return withReader(reader().withSurvey(survey));
  }

  /**
   * Makes one image of a cube whose planes are no bands, such as wavelengths or times; without it
   * such a cube is a bad record.
   *
   * @param collapse sum or mean of the planes
   * @return this transform with it
   */
  public ReadFits withCollapse(Collapse collapse) {
    return withReader(reader().withCollapse(collapse));
  }

  /**
   * Takes files and images that cannot be used, each as a {@link
   * org.pix2prof.values.ImageReference} and a reason, instead of stopping the pipeline.
   *
   * @param handler of the pipeline
   * @return this transform with it
   */
  public ReadFits withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return withReader(reader().withBadRecordErrorHandler(handler));
  }

  /**
   * Sets all of how files are read at once, in place of what was set before.
   *
   * @param reader as for files that were matched elsewhere
   * @return this transform with it
   */
  public ReadFits via(Files reader) {
    return withReader(requireNonNull(reader, "reader"));
  }

  private ReadFits withReader(Files reader) {
    return toBuilder().setReader(reader).build();
  }

  @Override
  public PCollection<GalaxyImage> expand(PBegin input) {
    if (patterns() == null) {
      throw new IllegalArgumentException("ReadFits needs from(pattern)");
    }
    return input
        .apply("Match", MatchFiles.of(patterns()))
        .apply("Open", BeamFiles.readMatches(patterns()))
        .apply("Read", reader());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.addIfNotNull(
        DisplayData.item("patterns", patterns() == null ? null : String.join(",", patterns()))
            .withLabel("File patterns"));
    builder.include("reader", reader());
  }

  /** {@link ReadFits} for files that were matched elsewhere. */
  @AutoValue
  public abstract static class Files
      extends PTransform<PCollection<ReadableFile>, PCollection<GalaxyImage>> {
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
     * See {@link ReadFits#withPixelScale}.
     *
     * @param arcsec side of a pixel, greater than 0
     * @return this transform with it
     */
    public Files withPixelScale(double arcsec) {
      return withOptions(options().withPixelScale(arcsec));
    }

    /**
     * See {@link ReadFits#withZeroPoint}.
     *
     * @param magnitude of a source of one image unit
     * @return this transform with it
     */
    public Files withZeroPoint(double magnitude) {
      return withOptions(options().withZeroPoint(magnitude));
    }

    /**
     * See {@link ReadFits#withBand}.
     *
     * @param band as profiles shall carry it
     * @return this transform with it
     */
    public Files withBand(String band) {
      return withOptions(options().withBand(band));
    }

    /**
     * See {@link ReadFits#withIdKeyword}.
     *
     * @param keyword that every image, or its primary header, has
     * @return this transform with it
     */
    public Files withIdKeyword(String keyword) {
      return withOptions(options().withIdKeyword(keyword));
    }

    /**
     * See {@link ReadFits#withIdFromFileName}.
     *
     * @param regex finds the name in the file's name
     * @return this transform with it
     */
    public Files withIdFromFileName(String regex) {
      return withOptions(options().withIdFromFileName(regex));
    }

    /**
     * See {@link ReadFits#withHdu}.
     *
     * @param indexOrName index (the primary HDU is 0) or EXTNAME
     * @return this transform with it
     */
    public Files withHdu(String indexOrName) {
      return withOptions(options().withHdu(indexOrName));
    }

    /**
     * See {@link ReadFits#withMaxPixels}.
     *
     * @param pixels at least 1
     * @return this transform with it
     */
    public Files withMaxPixels(long pixels) {
      return withOptions(options().withMaxPixels(pixels));
    }

    /**
     * See {@link ReadFits#withSurvey}.
     *
     * @param survey that wrote the files
     * @return this transform with it
     */
    public Files withSurvey(Survey survey) {
      return withOptions(options().withSurvey(survey));
    }

    /**
     * See {@link ReadFits#withCollapse}.
     *
     * @param collapse sum or mean of the planes
     * @return this transform with it
     */
    public Files withCollapse(Collapse collapse) {
      return withOptions(options().withCollapse(collapse));
    }

    /**
     * See {@link ReadFits#withBadRecordErrorHandler}.
     *
     * @param handler of the pipeline
     * @return this transform with it
     */
    public Files withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
      return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
    }

    private Files withOptions(FitsOptions options) {
      return toBuilder().setOptions(options).build();
    }

    @Override
    public PCollection<GalaxyImage> expand(PCollection<ReadableFile> input) {
      options().validate();
      PCollectionTuple outputs =
          input.apply(
              ParDo.of(new FitsReadFn(options(), BadImages.router(badRecordErrorHandler())))
                  .withOutputTags(
                      FitsReadFn.IMAGES, TupleTagList.of(BadRecordRouter.BAD_RECORD_TAG)));
      BadImages.collect(outputs, badRecordErrorHandler());
      return outputs.get(FitsReadFn.IMAGES).setCoder(GalaxyImageCoder.of());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      FitsOptions o = options();
      builder
          .addIfNotNull(item("pixelScale", o.pixelScale()))
          .addIfNotNull(item("zeroPoint", o.zeroPoint()))
          .addIfNotNull(item("band", o.band()))
          .addIfNotNull(item("idKeyword", o.idKeyword()))
          .addIfNotNull(item("idFromFileName", o.idFromFileName()))
          .addIfNotNull(item("hdu", o.hdu()))
          .addIfNotNull(item("collapse", o.collapse()))
          .addIfNotDefault(
              DisplayData.item("maxPixels", o.maxPixels()), FitsOptions.DEFAULT_MAX_PIXELS)
          .addIfNotDefault(
              DisplayData.item("survey", o.survey().toString()), Survey.AUTO.toString());
    }

    private static DisplayData.ItemSpec<?> item(String name, @Nullable Object value) {
      return DisplayData.item(name, value == null ? null : value.toString());
    }
  }
}
