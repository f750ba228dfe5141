package org.pix2prof.transforms;

import static java.util.Objects.requireNonNull;

import com.google.api.services.bigquery.model.TableReference;
import com.google.auto.value.AutoValue;
import java.util.Optional;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryHelpers;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.CreateDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryIO.Write.WriteDisposition;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryServices;
import org.apache.beam.sdk.io.gcp.bigquery.WriteResult;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollection.IsBounded;
import org.pix2prof.tables.BigQueryRows;
import org.pix2prof.tables.Table;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;

/**
 * Writes profiles or structures to a table of BigQuery, one row each, with the columns of {@link
 * WriteProfiles} or {@link WriteStructure} and what they mean as their descriptions. The table is
 * made if it is not there; its dataset must be.
 *
 * <pre>{@code
 * profiles.apply(WriteToBigQuery.profiles().to("my-project:galaxies.profiles"));
 * }</pre>
 *
 * <p>A bounded collection is loaded from files and replaces what the table held; the files go to
 * the pipeline's {@code tempLocation}, on Cloud Storage. An unbounded one is added row by row as it
 * comes; of a row that is sent again after a failure BigQuery drops the second only if it comes
 * soon.
 *
 * <p>Needs {@code beam-sdks-java-io-google-cloud-platform}, which users of this module add
 * themselves.
 *
 * @param <T> type of what is written
 */
@AutoValue
public abstract class WriteToBigQuery<T> extends PTransform<PCollection<T>, WriteResult> {
  abstract Table<T> columns();

  abstract Optional<String> table();

  abstract Optional<BigQueryServices> services();

  abstract Builder<T> toBuilder();

  @AutoValue.Builder
  abstract static class Builder<T> {
    abstract Builder<T> setColumns(Table<T> columns);

    abstract Builder<T> setTable(String table);

    abstract Builder<T> setServices(BigQueryServices services);

    abstract WriteToBigQuery<T> build();
  }

  /**
   * Writes profiles.
   *
   * @return a transform that still needs {@link #to}
   */
  public static WriteToBigQuery<SurfaceBrightnessProfile> profiles() {
    return of(ProfileRecords.TABLE);
  }

  /**
   * Writes structures.
   *
   * @return a transform that still needs {@link #to}
   */
  public static WriteToBigQuery<GalaxyStructure> structures() {
    return of(StructureRecords.TABLE);
  }

  private static <T> WriteToBigQuery<T> of(Table<T> columns) {
    return new AutoValue_WriteToBigQuery.Builder<T>().setColumns(columns).build();
  }

  /**
   * Sets the table.
   *
   * @param table {@code PROJECT:DATASET.TABLE}
   * @return this transform with it
   * @throws IllegalArgumentException if it is no such name
   */
  public WriteToBigQuery<T> to(String table) {
    return toBuilder().setTable(checkTable(table)).build();
  }

  private static String checkTable(String table) {
    TableReference reference = null;
    try {
      reference = BigQueryHelpers.parseTableSpec(table);
    } catch (IllegalArgumentException e) {
      // Told below, as the name that was expected and not as a pattern.
    }
    if (reference == null || reference.getProjectId() == null) {
      throw new IllegalArgumentException(
          "a table of BigQuery is named PROJECT:DATASET.TABLE, not '" + table + "'");
    }
    return table;
  }

  /** Talks to such services instead of BigQuery's own. */
  WriteToBigQuery<T> withTestServices(BigQueryServices services) {
    return toBuilder().setServices(requireNonNull(services, "services")).build();
  }

  @Override
  public WriteResult expand(PCollection<T> input) {
    String table =
        table()
            .orElseThrow(
                () -> new IllegalArgumentException("WriteToBigQuery needs to(table) to be set"));
    Table<T> columns = columns();
    boolean bounded = input.isBounded() == IsBounded.BOUNDED;
    BigQueryIO.Write<T> write =
        BigQueryIO.<T>write()
            .to(table)
            .withSchema(BigQueryRows.schema(columns))
            .withTableDescription(columns.description())
            .withFormatFunction(record -> BigQueryRows.row(columns, record))
            .withCreateDisposition(CreateDisposition.CREATE_IF_NEEDED)
            .withWriteDisposition(
                bounded ? WriteDisposition.WRITE_TRUNCATE : WriteDisposition.WRITE_APPEND);
    if (services().isPresent()) {
      write = write.withTestServices(services().get());
    }
    return input.apply("Write", write);
  }

  @Override
  public void populateDisplayData(DisplayData.Builder builder) {
    super.populateDisplayData(builder);
    builder.addIfNotNull(DisplayData.item("table", table().orElse(null)).withLabel("Table"));
  }
}
