// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.auto.value.AutoValue;
import java.util.List;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.internal.catalog.TargetColumns;
import org.pix2prof.values.Target;
import org.pix2prof.values.TargetCoder;

/**
 * Reads catalogues of targets, for {@link AssignTargets}, in the formats of {@link ReadCatalog}.
 *
 * <pre>{@code
 * PCollection<Target> targets = pipeline.apply(ReadTargets.create().from("targets.csv"));
 * }</pre>
 *
 * <p>A row has the name of an object and either x and y in pixels, where the middle of the first
 * pixel is 0, or right ascension and declination. Optional columns are {@code band}, {@code
 * ellipticity}, and {@code pa_deg} or {@code pa_sky_deg}. {@code docs/targets.md} describes them.
 *
 * <p>A row or a catalogue that cannot be used fails the pipeline, unless {@link
 * #withBadRecordErrorHandler} is set. An I/O error always fails it.
 */
@AutoValue
@SuppressWarnings("AutoValueImmutableFields")
public abstract class ReadTargets extends PTransform<PBegin, PCollection<Target>> {
  private static final TupleTag<Target> TARGETS = new TupleTag<>() {};

  abstract @Nullable List<String> patterns();

  abstract TargetColumns columns();

  abstract @Nullable ErrorHandler<BadRecord, ?> badRecordErrorHandler();

  abstract Builder toBuilder();

  @AutoValue.Builder
  abstract static class Builder {
    abstract Builder setPatterns(List<String> patterns);

    abstract Builder setColumns(TargetColumns columns);

    abstract Builder setBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler);

    abstract ReadTargets build();
  }

  /**
   * Reads targets.
   *
   * @return a transform that needs {@link #from}
   */
  public static ReadTargets create() {
    return new AutoValue_ReadTargets.Builder().setColumns(TargetColumns.defaults()).build();
  }

  /**
   * Sets the files to read.
   *
   * @param pattern file or glob on any Beam file system
   * @return this transform with the pattern
   */
  public ReadTargets from(String pattern) {
    return from(List.of(requireNonNull(pattern, "pattern")));
  }

  /**
   * Sets the files to read.
   *
   * @param patterns files or globs on any Beam file system
   * @return this transform with the patterns
   */
  public ReadTargets from(List<String> patterns) {
    return toBuilder().setPatterns(FilePatterns.check(patterns)).build();
  }

  /**
   * Sets the column of the object names; {@code id} or else {@code object_id} by default.
   *
   * @param column column of integers or text
   * @return this transform with the column
   */
  public ReadTargets withIdColumn(String column) {
    return toBuilder().setColumns(columns().withIdColumn(column)).build();
  }

  /**
   * Sets the column of right ascensions; {@code ra} by default.
   *
   * @param column column of degrees, or of sexagesimal hours
   * @return this transform with the column
   */
  public ReadTargets withRaColumn(String column) {
    return toBuilder().setColumns(columns().withRaColumn(column)).build();
  }

  /**
   * Sets the column of declinations; {@code dec} by default.
   *
   * @param column column of degrees
   * @return this transform with the column
   */
  public ReadTargets withDecColumn(String column) {
    return toBuilder().setColumns(columns().withDecColumn(column)).build();
  }

  /**
   * Sends rows and catalogues that cannot be used to a handler, each as an {@link
   * org.pix2prof.values.ImageReference} to the catalogue and a reason, instead of failing.
   *
   * @param handler handler registered with the pipeline
   * @return this transform with the handler
   */
  public ReadTargets withBadRecordErrorHandler(ErrorHandler<BadRecord, ?> handler) {
    return toBuilder().setBadRecordErrorHandler(requireNonNull(handler, "handler")).build();
  }

  @Override
  public PCollection<Target> expand(PBegin input) {
    columns().validate();
    CatalogReadFn<Target> readFn =
        new CatalogReadFn<>(columns(), TARGETS, BadImages.router(badRecordErrorHandler()));
    PCollectionTuple outputs =
        FilePatterns.open(input, FilePatterns.require(patterns(), "ReadTargets"))
            .apply("Rows", BadImages.step(readFn, TARGETS));
    return BadImages.collect(outputs, badRecordErrorHandler())
        .get(TARGETS)
        .setCoder(TargetCoder.of());
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    FilePatterns.display(builder, "patterns", "File patterns", patterns());
    builder
        .add(DisplayData.item("idColumn", String.join(" or ", columns().ids())))
        .add(DisplayData.item("raColumn", columns().ra()))
        .add(DisplayData.item("decColumn", columns().dec()));
  }
}
