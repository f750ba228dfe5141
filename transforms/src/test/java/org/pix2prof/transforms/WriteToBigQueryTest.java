// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.transforms.TestProfiles.ALL;
import static org.pix2prof.transforms.TestProfiles.AWKWARD;
import static org.pix2prof.transforms.TestProfiles.PLAIN;

import com.google.api.services.bigquery.model.Table;
import com.google.api.services.bigquery.model.TableFieldSchema;
import com.google.api.services.bigquery.model.TableReference;
import com.google.api.services.bigquery.model.TableRow;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.io.gcp.bigquery.BigQueryOptions;
import org.apache.beam.sdk.io.gcp.testing.FakeBigQueryServices;
import org.apache.beam.sdk.io.gcp.testing.FakeDatasetService;
import org.apache.beam.sdk.io.gcp.testing.FakeJobService;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.values.PCollection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.structure.StructureQuantity;
import org.pix2prof.tables.BigQueryRows;
import org.pix2prof.values.GalaxyStructure;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

/** Tests with the fake services of Beam's own BigQueryIO tests. */
class WriteToBigQueryTest {
  private static final String TABLE = "my-project:galaxies.profiles";

  /**
   * A different table for each test, because Beam remembers per JVM which tables it has created.
   */
  private String table;

  @TempDir Path directory;

  private final FakeDatasetService datasets = new FakeDatasetService();
  private final FakeBigQueryServices services =
      new FakeBigQueryServices().withDatasetService(datasets).withJobService(new FakeJobService());

  @BeforeEach
  void makeDataset(TestInfo test) throws Exception {
    table = test.getTestMethod().orElseThrow().getName();
    FakeDatasetService.setUp();
    datasets.createDataset("my-project", "galaxies", "", "", null);
  }

  private Pipeline pipeline() {
    BigQueryOptions options = PipelineOptionsFactory.create().as(BigQueryOptions.class);
    options.setProject("my-project");
    options.setTempLocation(directory.toString());
    return Pipeline.create(options);
  }

  private static String name(String table) {
    return "my-project:galaxies." + table;
  }

  private TableReference reference() {
    return WriteToBigQuery.reference(name(table));
  }

  private WriteToBigQuery<SurfaceBrightnessProfile> write() {
    return WriteToBigQuery.profiles().withTestServices(services).to(name(table));
  }

  private Map<Object, TableRow> rows(String table) throws Exception {
    return datasets.getAllRows("my-project", "galaxies", table).stream()
        .collect(Collectors.toMap(row -> row.get("object_id"), Function.identity()));
  }

  /** A table of an earlier run. */
  private void makeTable() throws Exception {
    datasets.createTable(
        new Table()
            .setTableReference(reference())
            .setSchema(BigQueryRows.schema(ProfileRecords.TABLE.select("object_id"))));
    datasets.insertAll(
        reference(), List.of(new TableRow().set("object_id", "old")), List.of("id of a row"));
  }

  /** One test for everything, because the fake polls the end of a load once a second. */
  @Test
  void aBatchReplacesTheTable() throws Exception {
    makeTable();
    Pipeline pipeline = pipeline();
    pipeline.apply(Create.of(ALL).withCoder(SurfaceBrightnessProfileCoder.of())).apply(write());
    pipeline.run().waitUntilFinish();
    assertRows();
    assertColumns();
  }

  private void assertRows() throws Exception {
    Map<Object, TableRow> rows = rows(table);
    assertEquals(3, rows.size());
    TableRow plain = rows.get("NGC1");
    assertEquals("r", plain.get("band"));
    assertEquals(List.of(18.1, 20.123457, 26.5), plain.get("mu"));
    assertEquals(List.of(0.01, 1e-10, 0.3), plain.get("mu_err"));
    assertEquals("1", String.valueOf(plain.get("hdu")));
    assertEquals(List.of("pixel_scale_assumed", "padded"), plain.get("flags"));
    assertNull(plain.get("centre_x"));
    TableRow awkward = rows.get(AWKWARD.provenance().objectId());
    assertNull(awkward.get("band"));
    assertEquals(List.of(), awkward.get("mu_err"));
    assertEquals(AWKWARD.provenance().source(), awkward.get("source"));
    assertEquals(63.125, rows.get("NGC2").get("centre_x"));
  }

  private void assertColumns() throws Exception {
    Table table = datasets.getTable(reference());
    assertEquals("A galaxy's surface brightness against semi-major axis", table.getDescription());
    Map<String, TableFieldSchema> fields =
        table.getSchema().getFields().stream()
            .collect(Collectors.toMap(TableFieldSchema::getName, Function.identity()));
    assertEquals(37, fields.size());
    assertField("STRING REQUIRED Name of the object", fields.get("object_id"));
    assertField("STRING NULLABLE Photometric band; null if unknown", fields.get("band"));
    assertField(
        "FLOAT REPEATED Surface brightness of each sample [mag/arcsec**2]", fields.get("mu"));
    assertField("INTEGER REQUIRED Index of the HDU, the primary one is 0", fields.get("hdu"));
    assertEquals("REPEATED", fields.get("flags").getMode());
    assertEquals("NULLABLE", fields.get("ra_deg").getMode());
  }

  private static void assertField(String expected, TableFieldSchema field) {
    assertEquals(expected, field.getType() + " " + field.getMode() + " " + field.getDescription());
  }

  private void stream() {
    Pipeline pipeline = pipeline();
    PCollection<SurfaceBrightnessProfile> profiles =
        pipeline.apply(
            TestStream.create(SurfaceBrightnessProfileCoder.of())
                .addElements(PLAIN)
                .addElements(AWKWARD)
                .advanceWatermarkToInfinity());
    profiles.apply("Profiles", write());
    profiles
        .apply(DeriveStructure.create())
        .apply(
            "Structures",
            WriteToBigQuery.structures().withTestServices(services).to(name(table + "_structure")));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aStreamAddsRowsAsTheyCome() throws Exception {
    makeTable();
    stream();
    assertEquals(Set.of("old", "NGC1", AWKWARD.provenance().objectId()), rows(table).keySet());
  }

  /** BigQuery drops repeated rows by their identifiers; the fake keeps them. */
  @Test
  void recomputedRowsKeepTheirIdentifiers() throws Exception {
    stream();
    stream();
    for (String written : List.of(table, table + "_structure")) {
      Map<String, Long> ids =
          datasets.getAllIds("my-project", "galaxies", written).stream()
              .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
      assertEquals(List.of(2L, 2L), List.copyOf(ids.values()), ids.toString());
      ids.keySet().forEach(id -> assertTrue(id.length() <= 128, id));
    }
  }

  @Test
  void structuresAreRowsToo() throws Exception {
    stream();
    Map<Object, TableRow> rows = rows(table + "_structure");
    TableRow row = rows.get("NGC1");
    assertEquals("gs://b/NGC1.fits", row.get("source"));
    double r25 = GalaxyStructure.of(PLAIN).get(StructureQuantity.R_25).value().orElseThrow();
    assertEquals((float) r25, ((Number) row.get("r_25")).floatValue());
    assertNull(row.get("mag_total"));
    List<?> flags = (List<?>) row.get("flags");
    assertTrue(flags.contains("mag_total:no_ellipticity"), flags.toString());
    assertEquals(2, rows.size());
  }

  @Test
  void takesNamesOfTables() {
    for (String table :
        List.of(TABLE, "example.com:my-project:galaxies.profiles", "p1:d_1.t-1_structure")) {
      TableReference reference = WriteToBigQuery.reference(table);
      assertEquals(
          table,
          reference.getProjectId() + ":" + reference.getDatasetId() + "." + reference.getTableId());
    }
    assertEquals(
        "example.com:my-project",
        WriteToBigQuery.reference("example.com:my-project:d.t").getProjectId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "out/profiles",
        "galaxies.profiles",
        "p1.d.t",
        "p1:d",
        "p1:d.t;x",
        "p1:d.t$20260101",
        "p1:d.t@1700000000000",
        "p1:d.t t",
        "p1:d-d.t",
        "p1:a.b.t",
        "P1:d.t",
        "p1:d.",
        "p1:d.t\n",
        ""
      })
  void refusesInvalidTableNames(String wrong) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> WriteToBigQuery.profiles().to(wrong));
    assertEquals(
        "a table of BigQuery is named PROJECT:DATASET.TABLE, in letters, digits and _, and - in"
            + " PROJECT and TABLE, not '"
            + wrong
            + "'",
        e.getMessage());
  }

  @Test
  void needsATable() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                Pipeline.create()
                    .apply(Create.of(ALL).withCoder(SurfaceBrightnessProfileCoder.of()))
                    .apply(WriteToBigQuery.profiles()));
    assertTrue(e.getMessage().contains("to(table)"), e.getMessage());
  }

  @Test
  void displaysItsTable() {
    assertEquals(
        List.of("table=" + TABLE),
        DisplayData.from(WriteToBigQuery.profiles().to(TABLE)).asMap().values().stream()
            .map(item -> item.getKey() + "=" + item.getValue())
            .toList());
  }
}
