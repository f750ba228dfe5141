// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.tables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.beam.sdk.extensions.gcp.util.Transport;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.util.SerializableUtils;
import org.junit.jupiter.api.Test;
import org.pix2prof.tables.TestTables.Measured;

class TableTest {
  private static String written(FileIO.Sink<Measured> sink, Measured... values) throws IOException {
    FileIO.Sink<Measured> copy = SerializableUtils.ensureSerializable(sink);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    copy.open(Channels.newChannel(bytes));
    for (Measured value : values) {
      copy.write(value);
    }
    copy.flush();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** Runners deserialise sinks more often than they open one. */
  @Test
  void parquetSinkDoesNotSerialiseHadoopSettings() {
    byte[] sink = SerializableUtils.serializeToByteArray(TableSinks.parquet(TestTables.ALL));
    assertFalse(new String(sink, StandardCharsets.ISO_8859_1).contains("hadoop"));
  }

  @Test
  void csvOfAFlatTableHasOneRowPerRecord() throws IOException {
    assertEquals(
        """
        name,band,r_25,mag,flags
        "a,b",r,12.5,-1.0E-10,r_26:short mag:none
        c,,,,
        """,
        written(TableSinks.csv(TestTables.FLAT), TestTables.FULL, TestTables.EMPTY));
  }

  @Test
  void ecsvHasTypesUnitsAndDescriptions() throws IOException {
    assertEquals(
        """
        # %ECSV 1.0
        # ---
        # delimiter: ','
        # datatype:
        # - {name: name, datatype: string, description: "Name of the object"}
        # - {name: count, datatype: int32, description: "How many"}
        # - {name: r_25, unit: arcsec, datatype: float32, description: "Isophotal radius"}
        # - {name: mag, unit: mag, datatype: float64, description: "Magnitude: \\"total\\""}
        # - {name: flags, datatype: string, description: "What to know"}
        # meta: {description: "What was measured"}
        # schema: astropy-2.0
        name,count,r_25,mag,flags
        c,-1,,,
        """,
        written(
            TableSinks.ecsv(TestTables.ALL.select("name", "count", "r_25", "mag", "flags")),
            TestTables.EMPTY));
  }

  @Test
  void csvOfATableWithListsHasOneRowPerSample() throws IOException {
    assertEquals(
        """
        name,mu,mu_err
        "a,b",20.1,0.1
        "a,b",21.0,
        """,
        written(
            TableSinks.csv(TestTables.ALL.select("name", "mu", "mu_err")),
            TestTables.FULL,
            TestTables.EMPTY));
  }

  /** Unquoted, they would be a comment or stripped blanks. */
  @Test
  void textQuotesHashesAndOuterBlanks() throws IOException {
    Table<Measured> table = TestTables.ALL.select("name", "count");
    String rows =
        """
        "#12",-1
        a#1,-1
        " a",-1
        "a\t",-1
        a b,-1
        "a\u2028b",-1
        """;
    Measured[] values =
        Stream.of("#12", "a#1", " a", "a\t", "a b", "a\u2028b")
            .map(TestTables::named)
            .toArray(Measured[]::new);
    assertEquals("name,count\n" + rows, written(TableSinks.csv(table), values));
    String ecsv = written(TableSinks.ecsv(table), values);
    assertTrue(ecsv.endsWith("\nname,count\n" + rows), ecsv);
  }

  /** Serialises with the library of streamed rows, which refuses NaN and infinity. */
  @Test
  void bigQueryRowsEncodeNaNAndInfinity() throws IOException {
    Measured odd =
        new Measured(
            "c",
            Optional.empty(),
            0,
            new float[] {1.5f, Float.NaN, Float.NEGATIVE_INFINITY},
            Optional.of(new float[] {Float.POSITIVE_INFINITY}),
            Optional.of(Float.NaN),
            Optional.of(Double.POSITIVE_INFINITY),
            List.of());
    assertEquals(
        "{\"name\":\"c\",\"count\":0,\"mu\":[1.5,\"NaN\",\"-Infinity\"],"
            + "\"mu_err\":[\"Infinity\"],\"flags\":[]}",
        Transport.getJsonFactory().toString(BigQueryRows.row(TestTables.ALL, odd)));
  }

  @Test
  void jsonHasNullForAbsentValuesAndNaN() throws IOException {
    assertEquals(
        """
        {"name":"a,b","band":"r","count":3,"mu":[20.1,21.0],"mu_err":[0.1,null],"r_25":12.5,\
        "mag":-1.0E-10,"flags":["r_26:short","mag:none"]}
        {"name":"c","band":null,"count":-1,"mu":[],"mu_err":null,"r_25":null,"mag":null,"flags":[]}
        """,
        written(TableSinks.json(TestTables.ALL), TestTables.FULL, TestTables.EMPTY));
  }

  @Test
  void schemaHasUnitsAndDescriptions() {
    Schema schema = AvroRecords.schema(TestTables.ALL);
    assertEquals("org.pix2prof.Measured", schema.getFullName());
    assertEquals("What was measured", schema.getDoc());
    assertEquals("mag/arcsec**2", schema.getField("mu").getProp("unit"));
    assertEquals("Surface brightness [mag/arcsec**2]", schema.getField("mu").doc());
    assertNull(schema.getField("count").getProp("unit"));
    assertEquals("How many", schema.getField("count").doc());
    assertTrue(schema.getField("mu_err").schema().isNullable());
    assertEquals(Schema.Type.FLOAT, schema.getField("mu").schema().getElementType().getType());
    assertEquals(schema, new Schema.Parser().parse(schema.toString()));
  }

  @Test
  void selectsColumnsInTheOrderAskedFor() {
    assertEquals(
        List.of("mag", "name"),
        TestTables.ALL.select("mag", "name").columns().stream().map(Column::name).toList());
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> TestTables.ALL.select("nu"));
    assertEquals("Measured has no column nu", e.getMessage());
  }

  @Test
  void refusesInvalidColumns() {
    Column<Measured> column = Column.text("name", "", Measured::name);
    assertThrows(IllegalArgumentException.class, () -> Table.of("T", "", List.of(column, column)));
    assertThrows(IllegalArgumentException.class, () -> Table.<Measured>of("T", "", List.of()));
    assertThrows(IllegalArgumentException.class, () -> Column.text("a b", "", Measured::name));
  }
}
