// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pix2prof.values.CatalogPosition;

class ReadCatalogTest {
  @TempDir Path directory;
  private final Pipeline pipeline = Pipeline.create();

  @BeforeEach
  void twoCatalogues() throws IOException {
    write("a.csv", "id,ra,dec,OBJ,lon,lat,side,angle", "a,1,2,A,3,4,60,150", "b,5,6,B,7,8,30,-30");
    write("c.txt", "id;ra;dec", "c;9;10");
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(directory.resolve(name), List.of(lines));
  }

  private String glob(String pattern) {
    return directory + "/" + pattern;
  }

  private static PCollection<String> described(PCollection<CatalogPosition> positions) {
    return positions.apply(
        "Describe", MapElements.into(TypeDescriptors.strings()).via(ReadCatalogTest::describe));
  }

  private static String describe(CatalogPosition p) {
    return p.id()
        + " "
        + p.raDeg()
        + " "
        + p.decDeg()
        + (p.sizeArcsec().isPresent() ? " size " + p.sizeArcsec().getAsDouble() : "")
        + (p.positionAngleDeg().isPresent() ? " pa " + p.positionAngleDeg().getAsDouble() : "")
        + p.catalog().replaceFirst(".*/", " ")
        + ":"
        + p.row();
  }

  private void expect(ReadCatalog read, String... positions) {
    PAssert.that(described(pipeline.apply(read))).containsInAnyOrder(positions);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readsPatterns() {
    expect(
        ReadCatalog.create().from(List.of(glob("a*"), glob("c*"))),
        "a 1.0 2.0 a.csv:1",
        "b 5.0 6.0 a.csv:2",
        "c 9.0 10.0 c.txt:1");
  }

  @Test
  void readsMatchedFiles() {
    PCollection<CatalogPosition> positions =
        pipeline
            .apply(FileIO.match().filepattern(glob("a.csv")))
            .apply(FileIO.readMatches())
            .apply(
                ReadCatalog.files()
                    .withIdColumn("OBJ")
                    .withRaColumn("lon")
                    .withDecColumn("lat")
                    .withSizeColumn("side")
                    .withPositionAngleColumn("angle"));
    PAssert.that(described(positions))
        .containsInAnyOrder(
            "A 3.0 4.0 size 60.0 pa 150.0 a.csv:1", "B 7.0 8.0 size 30.0 pa 150.0 a.csv:2");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void detectsTheFormatFromTheContent() throws Exception {
    Files.copy(
        Path.of(getClass().getResource("/catalogs/galaxies-binary2.vot").toURI()),
        directory.resolve("d.csv.fits"));
    expect(
        ReadCatalog.create().from(glob("d*")).withIdColumn("last").withRaColumn("ra_single"),
        "7 184.75 47.304 d.csv.fits:1",
        "8 210.5 54.3488 d.csv.fits:2",
        "9 5.0 59.3 d.csv.fits:3",
        "10 359.75 -89.5 d.csv.fits:4");
  }

  @Test
  void aPatternThatMatchesNothingIsAnError() {
    pipeline.apply(ReadCatalog.create().from(List.of(glob("*.csv"), glob("*.none"))));
    RuntimeException e = assertThrows(RuntimeException.class, () -> pipeline.run());
    assertThat(e.toString(), containsString("*.none"));
  }

  @Test
  void eachColumnCanBeNamed() {
    ReadCatalog read = ReadCatalog.create().from(glob("a.csv"));
    expectOf("id", read.withIdColumn("OBJ"), "A 1.0 2.0 a.csv:1", "B 5.0 6.0 a.csv:2");
    expectOf("ra", read.withRaColumn("lon"), "a 3.0 2.0 a.csv:1", "b 7.0 6.0 a.csv:2");
    expectOf("dec", read.withDecColumn("lat"), "a 1.0 4.0 a.csv:1", "b 5.0 8.0 a.csv:2");
    expectOf(
        "size",
        read.withSizeColumn("side"),
        "a 1.0 2.0 size 60.0 a.csv:1",
        "b 5.0 6.0 size 30.0 a.csv:2");
    expectOf(
        "positionAngle",
        read.withPositionAngleColumn("angle"),
        "a 1.0 2.0 pa 150.0 a.csv:1",
        "b 5.0 6.0 pa 150.0 a.csv:2");
    pipeline.run().waitUntilFinish();
  }

  private void expectOf(String name, ReadCatalog read, String... positions) {
    PAssert.that(
            pipeline
                .apply(name, read)
                .apply(
                    name + "Describe",
                    MapElements.into(TypeDescriptors.strings()).via(ReadCatalogTest::describe)))
        .containsInAnyOrder(positions);
  }

  @Test
  void badRowFailsThePipelineWithoutHandler() throws Exception {
    write("bad.csv", "id,ra,dec", "a,1,2", "b,1,95");
    pipeline.apply(ReadCatalog.create().from(glob("bad.csv")));
    RuntimeException e = assertThrows(RuntimeException.class, () -> pipeline.run());
    assertThat(
        e.toString(),
        containsString("bad.csv: row 2: dec is 95.0; expected degrees from -90 to 90"));
  }

  @Test
  void handlerReceivesBadRowsAndCatalogues() throws Exception {
    write("bad.csv", "id,ra,dec", "x,1,2", "y,1,95", ",1,2", "z,3,4");
    write("none.csv", "name,ra,dec", "x,1,2");
    try (ErrorHandler.BadRecordErrorHandler<PCollection<Long>> handler =
        pipeline.registerBadRecordErrorHandler(new CheckBadRecords())) {
      PAssert.that(
              described(
                  pipeline.apply(
                      ReadCatalog.create()
                          .from(List.of(glob("bad.csv"), glob("none.csv"), glob("c.txt")))
                          .withBadRecordErrorHandler(handler))))
          .containsInAnyOrder("x 1.0 2.0 bad.csv:1", "z 3.0 4.0 bad.csv:4", "c 9.0 10.0 c.txt:1");
    }
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    Map<String, Long> counters = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(MetricsFilter.builder().build())
        .getCounters()
        .forEach(c -> counters.merge(c.getName().getName(), c.getAttempted(), Long::sum));
    assertEquals(5, counters.get("catalog_rows_read"));
    assertEquals(1, counters.get("bad_records_bad_position"));
    assertEquals(1, counters.get("bad_records_no_id"));
    assertEquals(1, counters.get("bad_records_no_such_column"));
  }

  /** Checks the catalogue and the reason of a bad record. */
  private static final class CheckBadRecords
      extends PTransform<PCollection<BadRecord>, PCollection<Long>> {
    @Override
    public PCollection<Long> expand(PCollection<BadRecord> bad) {
      PCollection<String> described =
          bad.apply(
              MapElements.into(TypeDescriptors.strings())
                  .via(
                      b ->
                          b.getRecord().getHumanReadableJsonRecord().replaceAll("\\s+", " ")
                              + b.getFailure().getDescription()));
      PAssert.that(described)
          .satisfies(
              all -> {
                for (String one : all) {
                  assertTrue(
                      one.matches(
                          ".*(/bad\\.csv.*-1.*(bad_position|no_id)|none\\.csv.*-1.*no_such_column)"),
                      one);
                }
                return null;
              });
      return described.apply(Count.globally());
    }
  }

  @Test
  void optionsAreChecked() {
    ReadCatalog read = ReadCatalog.create();
    refused(() -> read.withIdColumn(" "), "idColumn");
    refused(() -> read.withRaColumn(""), "raColumn");
    refused(() -> read.withDecColumn(""), "decColumn");
    refused(() -> read.withSizeColumn(""), "sizeColumn");
    refused(() -> read.withPositionAngleColumn(""), "positionAngleColumn");
    refused(() -> read.from(List.of()), "patterns");
    refused(() -> pipeline.apply("no pattern", read), "from(pattern)");
    refused(
        () -> pipeline.apply("twice", read.from("x").withRaColumn("dec")),
        "raColumn and decColumn are both 'dec'");
  }

  private static void refused(Runnable call, String what) {
    Exception e = assertThrows(IllegalArgumentException.class, call::run);
    assertThat(e.getMessage(), containsString(what));
  }

  @Test
  void displaysItsOptions() {
    DisplayData data =
        DisplayData.from(ReadCatalog.create().from("x*.csv").withRaColumn("l").withSizeColumn("s"));
    assertThat(data.toString(), containsString("x*.csv"));
    assertThat(data.toString(), containsString("raColumn=l"));
    assertThat(data.toString(), containsString("sizeColumn=s"));
  }
}
