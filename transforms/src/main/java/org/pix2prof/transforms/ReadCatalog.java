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
import org.pix2prof.internal.catalog.CatalogOptions;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.CatalogPositionCoder;

/**
 * Reads catalogues of positions on the sky: CSV, FITS binary tables, VOTable or Parquet.
 *
 * <pre>{@code
 * PCollection<CatalogPosition> positions =
 *     pipeline.apply(ReadCatalog.create().from("gs://survey/galaxies.fits").withIdColumn("objID"));
 * }</pre>
 *
 * <p>The format is told by content, not by name, and files may be packed by gzip or bzip2 (Parquet
 * not). A pattern that matches no file is an error. Catalogues may have millions of rows: they are
 * passed on as they are read, and then spread over workers. Columns, and what makes a bad record,
 * are described in {@code docs/read-catalog.md}.
 *
 * <p>A row or a catalogue that cannot be used stops the pipeline, unless {@link
 * #withBadRecordErrorHandler} takes it. A file that cannot be got at always stops it.
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class ReadCatalog extends PTransform<PBegin, PCollection<CatalogPosition>> {
  abstract @Nullable List<String> patterns();

  abstract Files reader();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPatterns(List<String> patterns);

    abstract Builder setReader(Files reader);

    abstract ReadCatalog build();
  }

  /**
   * Reads files by pattern.
   *
   * @return a transform that needs {@link #from}
   */
  public static ReadCatalog create() {
    return new AutoValue_ReadCatalog.Builder().setReader(files()).build();
  }

  /**
   * Reads files that were matched elsewhere.
   *
   * @return a transform of files
   */
  public static Files files() {
    return new AutoValue_ReadCatalog_Files.Builder().setOptions(CatalogOptions.defaults()).build();
  }

  /**
   * Sets the files to read.
   *
   * @param pattern file or glob on any filesystem that Beam knows
   * @return this transform with it
   */
  public ReadCatalog from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files to read.
   *
   * @param patterns files or globs on any filesystem that Beam knows
   * @return this transform with them
   */
  public ReadCatalog from(List<String> patterns) {
    return toBuilder().setPatterns(ReadFits.checkPatterns(patterns)).build();
  }

  /**
   * Sets the column of the objects' names; {@code id} unless set.
   *
   * @param column of integers or text
   * @return this transform with it
   */
  public ReadCatalog withIdColumn(String column) {
    return withReader(reader().withIdColumn(column));
  }

  /**
   * Sets the column of right ascensions; {@code ra} unless set.
   *
   * @param column of degrees, 0 to 360 or -180 to 180
   * @return this transform with it
   */
  public ReadCatalog withRaColumn(String column) {
    return withReader(reader().withRaColumn(column));
  }

  /**
   * Sets the column of declinations; {@code dec} unless set.
   *
   * @param column of degrees
   * @return this transform with it
   */
  public ReadCatalog withDecColumn(String column) {
    return withReader(reader().withDecColumn(column));
  }

  /**
   * Sets the column of the sizes of cutouts. Without it positions have none.
   *
   * @param column of the side of each cutout in arcsec, greater than 0
   * @return this transform with it
   */
  public ReadCatalog withSizeColumn(String column) {
    return withReader(reader().withSizeColumn(column));
  }

  /**
   * Sets the column of position angles. Without it, and where its cell is empty, positions have
   * none.
   *
   * @param column of degrees east of north
   * @return this transform with it
   */
  public ReadCatalog withPositionAngleColumn(String column) {
    return withReader(reader().withPositionAngleColumn(column));
  }

  /**
   * Takes rows and catalogues that cannot be used, each as a {@link
   * org.pix2prof.values.ImageReference} to the catalogue and a reason, instead of stopping the
   * pipeline.
   *
   * @param handler of the pipeline
   * @return this transform with it
   */
  public ReadCatalog withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return withReader(reader().withBadRecordErrorHandler(handler));
  }

  private ReadCatalog withReader(Files reader) {
    return toBuilder().setReader(reader).build();
  }

  @Override
  public PCollection<CatalogPosition> expand(PBegin input) {
    if (patterns() == null) {
      throw new IllegalArgumentException("ReadCatalog needs from(pattern)");
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

  /** {@link ReadCatalog} for files that were matched elsewhere. */
  @AutoValue
  public abstract static class Files
      extends PTransform<PCollection<ReadableFile>, PCollection<CatalogPosition>> {
    abstract CatalogOptions options();

    abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

    abstract Builder toBuilder();

    @AutoValue.Builder
    abstract static class Builder {
      abstract Builder setOptions(CatalogOptions options);

      abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

      abstract Files build();
    }

    /**
     * See {@link ReadCatalog#withIdColumn}.
     *
     * @param column of integers or text
     * @return this transform with it
     */
    public Files withIdColumn(String column) {
      return withOptions(options().withIdColumn(column));
    }

    /**
     * See {@link ReadCatalog#withRaColumn}.
     *
     * @param column of degrees
     * @return this transform with it
     */
    public Files withRaColumn(String column) {
      return withOptions(options().withRaColumn(column));
    }

    /**
     * See {@link ReadCatalog#withDecColumn}.
     *
     * @param column of degrees
     * @return this transform with it
     */
    public Files withDecColumn(String column) {
      return withOptions(options().withDecColumn(column));
    }

    /**
     * See {@link ReadCatalog#withSizeColumn}.
     *
     * @param column of the side of each cutout in arcsec
     * @return this transform with it
     */
    public Files withSizeColumn(String column) {
      return withOptions(options().withSizeColumn(column));
    }

    /**
     * See {@link ReadCatalog#withPositionAngleColumn}.
     *
     * @param column of degrees east of north
     * @return this transform with it
     */
    public Files withPositionAngleColumn(String column) {
      return withOptions(options().withPositionAngleColumn(column));
    }

    /**
     * See {@link ReadCatalog#withBadRecordErrorHandler}.
     *
     * @param handler of the pipeline
     * @return this transform with it
     */
    public Files withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
      return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
    }

    private Files withOptions(CatalogOptions options) {
      return toBuilder().setOptions(options).build();
    }

    @Override
    public PCollection<CatalogPosition> expand(PCollection<ReadableFile> input) {
      options().validate();
      PCollectionTuple outputs =
          input.apply(
              "Rows",
              ParDo.of(new CatalogReadFn(options(), BadImages.router(badRecordErrorHandler())))
                  .withOutputTags(
                      CatalogReadFn.POSITIONS, TupleTagList.of(BadRecordRouter.BAD_RECORD_TAG)));
      BadImages.collect(outputs, badRecordErrorHandler());
      return outputs
          .get(CatalogReadFn.POSITIONS)
          .setCoder(CatalogPositionCoder.of())
          // One worker reads a catalogue; what follows is for all of them.
          .apply("Reshuffle", SpreadElements.byCount());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      CatalogOptions o = options();
      builder
          .add(DisplayData.item("idColumn", o.idColumn()))
          .add(DisplayData.item("raColumn", o.raColumn()))
          .add(DisplayData.item("decColumn", o.decColumn()))
          .addIfNotNull(DisplayData.item("sizeColumn", o.sizeColumn()))
          .addIfNotNull(DisplayData.item("positionAngleColumn", o.positionAngleColumn()));
    }
  }
}
