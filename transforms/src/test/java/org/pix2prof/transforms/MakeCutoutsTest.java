// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
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
import org.pix2prof.internal.cutouts.PositionFrames;
import org.pix2prof.internal.fits.FitsFixtures;
import org.pix2prof.values.CatalogPosition;
import org.pix2prof.values.CatalogPositionCoder;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;
import org.pix2prof.wcs.SkyPoint;

class MakeCutoutsTest {
  private static final double PIXEL = PositionFrames.SCALE;
  @TempDir Path directory;
  private final Pipeline pipeline = Pipeline.create();
  private int row;

  /** Two frames side by side, and one of another band. */
  @BeforeEach
  void frames() throws Exception {
    write("r1.fits.bz2", FitsFixtures.bzip2(FitsFixtures.file(frame(0, "r"))));
    write("r2.fits", FitsFixtures.file(frame(180, "r")));
    write("g.fits.gz", FitsFixtures.gzip(FitsFixtures.file(frame(0, "g"))));
  }

  private static FitsFixtures.Part frame(int firstX, String band) {
    return PositionFrames.frame(firstX, 0).card("FILTER", band).card("MAGZERO", 22.5);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  private MakeCutouts cut(String pattern) {
    return MakeCutouts.create().from(directory + "/" + pattern).withCutoutSize(11 * PIXEL);
  }

  private CatalogPosition.Builder at(String id, double x, double y) throws Exception {
    SkyPoint sky = PositionFrames.sky(x, y);
    return CatalogPosition.builder()
        .setId(id)
        .setRaDeg(sky.raDeg())
        .setDecDeg(sky.decDeg())
        .setCatalog("/data/catalog.csv")
        .setRow(++row);
  }

  private PCollection<CatalogPosition> catalog(CatalogPosition.Builder... positions) {
    return pipeline.apply(
        Create.of(Arrays.stream(positions).map(CatalogPosition.Builder::build).toList())
            .withCoder(CatalogPositionCoder.of()));
  }

  private static PCollection<String> described(PCollection<GalaxyImage> images) {
    return images.apply(
        "Describe", MapElements.into(TypeDescriptors.strings()).via(MakeCutoutsTest::describe));
  }

  private static String describe(GalaxyImage cutout) {
    String source = cutout.provenance().source();
    return String.format(
        Locale.ROOT,
        "%s %s %s %dx%d from %.0f to %.0f zero %s %s",
        cutout.provenance().objectId(),
        cutout.provenance().band().orElse("-"),
        source.substring(source.lastIndexOf('/') + 1),
        cutout.width(),
        cutout.height(),
        cutout.pixels()[0],
        cutout.pixels()[cutout.pixels().length - 1],
        cutout.zeroPoint().isPresent() ? cutout.zeroPoint().getAsDouble() : "-",
        cutout.flags().stream().sorted().map(Enum::name).collect(Collectors.joining("+")));
  }

  private void expect(MakeCutouts cut, CatalogPosition.Builder position, String... cutouts) {
    PAssert.that(described(catalog(position).apply(cut))).containsInAnyOrder(cutouts);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aCutoutOfEachBand() throws Exception {
    PCollection<GalaxyImage> cutouts =
        catalog(at("A", 50, 60), at("B", 185, 60), at("C", 300.2, 149), at("D", 195.3, 30))
            .apply(cut("*.fits*"));
    PAssert.that(described(cutouts))
        .containsInAnyOrder(
            "A r r1.fits.bz2 11x11 from 55045 to 65055 zero 22.5 ",
            "A g g.fits.gz 11x11 from 55045 to 65055 zero 22.5 ",
            "B r r1.fits.bz2 11x11 from 55180 to 65190 zero 22.5 ",
            "B g g.fits.gz 11x11 from 55180 to 65190 zero 22.5 ",
            "C r r2.fits 11x11 from 144295 to NaN zero 22.5 OFF_EDGE",
            "D r r2.fits 11x11 from 25190 to 35200 zero 22.5 ",
            "D g g.fits.gz 11x11 from 25190 to NaN zero 22.5 OFF_EDGE");
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    Map<String, Long> counters = counters(result);
    assertEquals(3, counters.get("frames_found"));
    assertTrue(counters.get("bytes_read") > 0);
  }

  @Test
  void aCutoutThatStraddlesFramesIsStitched() throws Exception {
    expect(
        cut("r*").withCutoutSize(31 * PIXEL),
        at("B", 188, 60),
        "B r r1.fits.bz2 31x31 from 45173 to 75203 zero 22.5 STITCHED");
  }

  @Test
  void givesThePositionAsCentre() throws Exception {
    PCollection<String> centres =
        catalog(at("A", 50.25, 60), at("B", 188, 60))
            .apply(cut("r*").withCutoutSize(31 * PIXEL).withCatalogCentres())
            .apply(
                "Centres",
                MapElements.into(TypeDescriptors.strings())
                    .via(
                        cutout ->
                            String.format(
                                Locale.ROOT,
                                "%s %.2f %.2f",
                                cutout.provenance().objectId(),
                                cutout.centre().orElseThrow().x(),
                                cutout.centre().orElseThrow().y())));
    PAssert.that(centres).containsInAnyOrder("A 15.25 15.00", "B 15.00 15.00");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void bands() throws Exception {
    expect(
        cut("*").withBands(Set.of("g")),
        at("A", 50, 60),
        "A g g.fits.gz 11x11 from 55045 to 65055 zero 22.5 ");
  }

  @Test
  void usesTheSizeOfAPosition() throws Exception {
    expect(
        cut("r1*"),
        at("A", 50, 60).setSizeArcsec(OptionalDouble.of(21 * PIXEL)),
        "A r r1.fits.bz2 21x21 from 50040 to 70060 zero 22.5 ");
  }

  @Test
  void survey() throws Exception {
    write("s.fits", FitsFixtures.file(PositionFrames.frame(0, 0).card("FILTER", "i")));
    expect(
        cut("s.fits").withSurvey(Survey.SDSS),
        at("A", 50, 60),
        "A i s.fits 11x11 from 55045 to 65055 zero 22.5 ");
  }

  @Test
  void zeroPointAndBandWhereTheHeaderHasNone() throws Exception {
    write("s.fits", FitsFixtures.file(PositionFrames.frame(0, 0)));
    expect(
        cut("s.fits").withZeroPoint(20).withBand("z"),
        at("A", 50, 60),
        "A z s.fits 11x11 from 55045 to 65055 zero 20.0 ");
  }

  @Test
  void hdu() throws Exception {
    write(
        "s.fits",
        FitsFixtures.file(
            FitsFixtures.empty(), frame(0, "r"), frame(0, "y").card("EXTNAME", "WHT")));
    expect(
        cut("s.fits").withHdu("WHT"),
        at("A", 50, 60),
        "A y s.fits 11x11 from 55045 to 65055 zero 22.5 ");
  }

  @Test
  void countsPositionsOutsideWithoutHandler() throws Exception {
    PCollection<GalaxyImage> cutouts =
        catalog(at("A", 50, 60), at("far", 900, 60)).apply(cut("r1*"));
    PAssert.that(described(cutouts))
        .containsInAnyOrder("A r r1.fits.bz2 11x11 from 55045 to 65055 zero 22.5 ");
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(1, counters(result).get("positions_outside_frames"));
  }

  @Test
  void keepsAllPositions() throws Exception {
    write("no.fits", "no FITS".getBytes(StandardCharsets.US_ASCII));
    write("blank.fits", FitsFixtures.file(FitsFixtures.ramp(16, 3, 3)));
    byte[] whole = FitsFixtures.gzip(FitsFixtures.file(frame(360, "r")));
    write("cut.fits.gz", Arrays.copyOf(whole, whole.length / 2));
    write("short.fits", Arrays.copyOf(FitsFixtures.file(frame(0, "r")), 50_000));
    try (ErrorHandler.BadRecordErrorHandler<PCollection<Long>> handler =
        pipeline.registerBadRecordErrorHandler(
            new Expect(
                "no.fits not_fits",
                "blank.fits no_frame",
                "short.fits truncated",
                "catalog.csv outside_frames",
                "catalog.csv bad_size",
                // In the scan, for the cutout, and for the edge of another cutout.
                "cut.fits.gz truncated",
                "cut.fits.gz truncated",
                "cut.fits.gz truncated"))) {
      PCollection<GalaxyImage> cutouts =
          catalog(
                  at("A", 50, 60),
                  at("far", 900, 60),
                  at("big", 50, 60).setSizeArcsec(OptionalDouble.of(601)),
                  at("lost", 500, 140),
                  at("edge", 366, 140))
              .apply(
                  cut("*")
                      .withCutoutSize(31 * PIXEL)
                      .withBands(Set.of("r"))
                      .withBadRecordErrorHandler(handler));
      PAssert.that(described(cutouts))
          .containsInAnyOrder(
              "A r r1.fits.bz2 31x31 from 45035 to 75065 zero 22.5 ",
              "edge r r2.fits 31x31 from 125351 to NaN zero 22.5 OFF_EDGE");
    }
    pipeline.run().waitUntilFinish();
  }

  private static Map<String, Long> counters(PipelineResult result) {
    Map<String, Long> counters = new TreeMap<>();
    result
        .metrics()
        .queryMetrics(MetricsFilter.builder().build())
        .getCounters()
        .forEach(c -> counters.merge(c.getName().getName(), c.getAttempted(), Long::sum));
    return counters;
  }

  /** Checks the files and reasons of bad records. */
  private static final class Expect extends PTransform<PCollection<BadRecord>, PCollection<Long>> {
    private final String[] expected;

    Expect(String... expected) {
      this.expected = expected;
    }

    @Override
    public PCollection<Long> expand(PCollection<BadRecord> bad) {
      PCollection<String> described =
          bad.apply(
              MapElements.into(TypeDescriptors.strings())
                  .via(
                      record ->
                          record
                                  .getRecord()
                                  .getHumanReadableJsonRecord()
                                  .replaceAll("(?s).*/([^/\"]+)\".*", "$1")
                              + " "
                              + record.getFailure().getDescription()));
      PAssert.that(described).containsInAnyOrder(expected);
      return bad.apply(Count.globally());
    }
  }

  @Test
  void aPatternThatMatchesNothingIsAnError() throws Exception {
    catalog(at("A", 50, 60)).apply(cut("*.none"));
    RuntimeException e = assertThrows(RuntimeException.class, () -> pipeline.run());
    assertThat(e.toString(), containsString("*.none"));
  }

  @Test
  void checksSettingsImmediately() throws Exception {
    MakeCutouts create = MakeCutouts.create();
    assertThrows(IllegalArgumentException.class, () -> create.withCutoutSize(0));
    assertThrows(IllegalArgumentException.class, () -> create.withMaxCutoutSize(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> create.withBands(Set.of()));
    PCollection<CatalogPosition> catalog = catalog(at("A", 50, 60));
    assertThrows(IllegalArgumentException.class, () -> catalog.apply("NoFrames", create));
    RuntimeException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> catalog.apply("TooLarge", cut("*").withMaxCutoutSize(1)));
    assertThat(e.getMessage(), containsString("cutoutSize must be at most maxCutoutSize"));
  }

  @Test
  void displaysItsSettings() {
    DisplayData data =
        DisplayData.from(
            cut("*").withSurvey(Survey.SDSS).withBands(Set.of("r", "g")).withMaxCutoutSize(300));
    Map<String, String> items =
        data.items().stream()
            .collect(Collectors.toMap(DisplayData.Item::getKey, i -> String.valueOf(i.getValue())));
    assertEquals(directory + "/*", items.get("frames"));
    assertEquals("SDSS", items.get("survey"));
    assertEquals("g,r", items.get("bands"));
    assertEquals(List.of("300.0"), List.of(items.get("maxCutoutSize")));
  }
}
