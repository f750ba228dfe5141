// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.TableReference;
import com.google.auto.value.AutoValue;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.CreateDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.WriteDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryServices;
import org.apache.beam.sdk.io.gcp.bigquery.WriteResult;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.SerializableFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.checkerframework.checker.nullness.qual.Nullable;
import org.pix2prof.model.internal.Sha256;
import org.pix2prof.tables.BigQueryRows;
import org.pix2prof.tables.Table;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes profiles or structural parameters to a BigQuery table, one row each, with the columns and
 * descriptions of {@link WriteProfiles} or {@link WriteStructure}. The table is created if it does
 * not exist; its dataset must exist.
 *
 * <pre>{@code
 * profiles.apply(WriteToBigQuery.profiles().to("my-project:galaxies.profiles"));
 * }</pre>
 *
 * <p>A bounded collection is loaded from files in the pipeline's {@code tempLocation} on Cloud
 * Storage, and replaces the contents of the table. An unbounded collection is inserted row by row.
 * Each row has an identifier, the same whenever it is computed again, so BigQuery drops a duplicate
 * that arrives within about a minute, as far as it can. A runner that repeats more than that after
 * a failure inserts rows twice.
 *
 * <p>Needs {@code beam-sdks-java-io-google-cloud-platform}, which users of this module add
 * themselves.
 *
 * @param <T> type of the records
 */
@AutoValue
public abstract class WriteToBigQuery<T> extends PTransform<PCollection<T>, WriteResult> {
  private static final Pattern NAME =
      Pattern.compile(
          "(?<project>([a-z0-9][-a-z0-9]*(\\.[a-z0-9][-a-z0-9]*)+:)?[a-z][-a-z0-9]*[a-z0-9])"
              + ":(?<dataset>\\w{1,1024})"
              + "\\.(?<table>[-_\\p{L}\\p{N}\\p{M}]{1,1024})");

  abstract Table<T> columns();

  /** Returns the function that names a row, the same whenever it is computed again. */
  abstract SerializableFunction<T, String> identity();

  abstract @Nullable String table();

  abstract @Nullable BigQueryServices services();

  abstract Builder<T> toBuilder();

  @AutoValue.Builder
  abstract static class Builder<T> {
    abstract Builder<T> setColumns(Table<T> columns);

    abstract Builder<T> setIdentity(SerializableFunction<T, String> identity);

    abstract Builder<T> setTable(String table);

    abstract Builder<T> setServices(BigQueryServices services);

    abstract WriteToBigQuery<T> build();
  }

  /**
   * Writes profiles.
   *
   * @return a transform that needs {@link #to}
   */
  public static WriteToBigQuery<SurfaceBrightnessProfile> profiles() {
    return of(ProfileRecords.TABLE, profile -> profile.provenance() + profile.model());
  }

  /**
   * Writes structural parameters.
   *
   * @return a transform that needs {@link #to}
   */
  public static WriteToBigQuery<GalaxyStructure> structures() {
    return of(StructureRecords.TABLE, structure -> structure.provenance() + structure.model());
  }

  private static <T> WriteToBigQuery<T> of(
      Table<T> columns, SerializableFunction<T, String> identity) {
    return new AutoValue_WriteToBigQuery.Builder<T>()
        .setColumns(columns)
        .setIdentity(identity)
        .build();
  }

  /**
   * Sets the table.
   *
   * @param table name {@code PROJECT:DATASET.TABLE}; the project may start with a domain
   * @return this transform with the table
   * @throws IllegalArgumentException if the name is invalid
   */
  public WriteToBigQuery<T> to(String table) {
    reference(table);
    return toBuilder().setTable(table).build();
  }

  /** Parses a name. Beam would also accept partitions, snapshots and invalid datasets. */
  static TableReference reference(String table) {
    Matcher name = NAME.matcher(table);
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "a table of BigQuery is named PROJECT:DATASET.TABLE, in letters, digits and _, and - in"
              + " PROJECT and TABLE, not '"
              + table
              + "'");
    }
    return new TableReference()
        .setProjectId(name.group("project"))
        .setDatasetId(name.group("dataset"))
        .setTableId(name.group("table"));
  }

  /** Returns an identifier of at most 128 characters, BigQuery's limit. */
  private static String recordId(String identity) {
    return Sha256.hex(identity.getBytes(StandardCharsets.UTF_8));
  }

  /** Replaces the BigQuery services by fakes. */
  WriteToBigQuery<T> withTestServices(BigQueryServices services) {
    return toBuilder().setServices(requireNonNull(services, "services")).build();
  }

  @Override
  public WriteResult expand(PCollection<T> input) {
    String table = table();
    if (table == null) {
      throw new IllegalArgumentException("WriteToBigQuery needs to(table) to be set");
    }
    Table<T> columns = columns();
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    BigQueryIO.Write<T> write =
        BigQueryIO.<T>write()
            .to(reference(table))
            .withSchema(BigQueryRows.schema(columns))
            .withTableDescription(columns.description())
            .withFormatFunction(record -> BigQueryRows.row(columns, record))
            .withCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
            .withWriteDisposition(
                bounded ? WriteDisposition.WRITE_TRUNCATE : WriteDisposition.WRITE_APPEND);
    if (!bounded) {
      SerializableFunction<T, String> identity = identity();
      write = write.withDeterministicRecordIdFn(record -> recordId(identity.apply(record)));
    }
    BigQueryServices services = services();
    if (services != null) {
      write = write.withTestServices(services);
    }
    return input.apply("Write", write);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.addIfNotNull(DisplayData.item("table", table()).withLabel("Table"));
  }
}
