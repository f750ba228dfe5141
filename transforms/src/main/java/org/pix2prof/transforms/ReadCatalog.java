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
import org.apache.beam.sdk.values.TupleTag;
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
 * <p>The format is detected from the content, not the name. Files may be compressed with gzip or
 * bzip2, except Parquet. A pattern that matches no file is an error. Catalogues may have millions
 * of rows: the transform streams them and distributes the positions over the workers. {@code
 * docs/read-catalog.md} describes the columns and the reasons of bad records.
 *
 * <p>A row or a catalogue that cannot be used fails the pipeline, unless {@link
 * #withBadRecordErrorHandler} is set. An I/O error always fails it.
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class ReadCatalog extends CatalogSettings<PBegin, ReadCatalog> {
  private static final TupleTag<CatalogPosition> POSITIONS = new TupleTag<>() {};

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
   * Reads matched files.
   *
   * @return a transform of files
   */
  public static Files files() {
    return new AutoValue_ReadCatalog_Files.Builder().setOptions(CatalogOptions.defaults()).build();
  }

  /**
   * Sets the files to read.
   *
   * @param pattern file or glob on any Beam file system
   * @return this transform with the pattern
   */
  public ReadCatalog from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files to read.
   *
   * @param patterns files or globs on any Beam file system
   * @return this transform with the patterns
   */
  public ReadCatalog from(List<String> patterns) {
    return toBuilder().setPatterns(FilePatterns.check(patterns)).build();
  }

  /**
   * Sends rows and catalogues that cannot be used to a handler, each as an {@link
   * org.pix2prof.values.ImageReference} to the catalogue and a reason, instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public ReadCatalog withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return withReader(reader().withBadRecordErrorHandler(handler));
  }

  private ReadCatalog withReader(Files reader) {
    return toBuilder().setReader(reader).build();
  }

  @Override
  CatalogOptions options() {
    return reader().options();
  }

  @Override
  ReadCatalog withOptions(CatalogOptions options) {
    return withReader(reader().withOptions(options));
  }

  @Override
  public PCollection<CatalogPosition> expand(PBegin input) {
    return FilePatterns.open(input, FilePatterns.require(patterns(), "ReadCatalog"))
        .apply("Read", reader());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    FilePatterns.display(builder, "patterns", "File patterns", patterns());
    builder.include("reader", reader());
  }

  /** {@link ReadCatalog} for matched files. */
  @AutoValue
  public abstract static class Files extends CatalogSettings<PCollection<ReadableFile>, Files> {
    @Override
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
     * Sends rows and catalogues that cannot be used to a handler, as {@link
     * ReadCatalog#withBadRecordErrorHandler} does.
     *
     * @param handler handler registered with the pipeline
     * @return this transform with the handler
     */
    public Files withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
      return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
    }

    @Override
    Files withOptions(CatalogOptions options) {
      return toBuilder().setOptions(options).build();
    }

    @Override
    public PCollection<CatalogPosition> expand(PCollection<ReadableFile> input) {
      options().validate();
      CatalogReadFn<CatalogPosition> readFn =
          new CatalogReadFn<>(options(), POSITIONS, BadImages.router(badRecordErrorHandler()));
      PCollectionTuple outputs = input.apply("Rows", BadImages.step(readFn, POSITIONS));
      return BadImages.collect(outputs, badRecordErrorHandler())
          .get(POSITIONS)
          .setCoder(CatalogPositionCoder.of())
          // A single worker reads a catalogue; the next steps need all workers.
          .apply("Reshuffle", SpreadElements.byCount());
    }

    @Override
    public void populateDisplayData(DisplayData.Builder builder) {
      super.populateDisplayData(builder);
      CatalogOptions options = options();
      builder
          .add(DisplayData.item("idColumn", options.idColumn()))
          .add(DisplayData.item("raColumn", options.raColumn()))
          .add(DisplayData.item("decColumn", options.decColumn()))
          .addIfNotNull(DisplayData.item("sizeColumn", options.sizeColumn()))
          .addIfNotNull(DisplayData.item("positionAngleColumn", options.positionAngleColumn()));
    }
  }
}
