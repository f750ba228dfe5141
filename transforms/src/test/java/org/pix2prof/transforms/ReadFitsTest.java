// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.io.FileIO;
import org.apache.beam.sdk.metrics.MetricQueryResults;
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
import org.pix2prof.internal.fits.FitsFixtures;
import org.pix2prof.values.Collapse;
import org.pix2prof.values.GalaxyImage;
import org.pix2prof.values.Survey;
import org.pix2prof.values.WeightType;

class ReadFitsTest {
  @TempDir Path directory;
  private final Pipeline pipeline = Pipeline.create();

  @BeforeEach
  void twoFiles() throws Exception {
    write("a.fits", FitsFixtures.file(FitsFixtures.ramp(-32, 4, 3).card("FILTER", "g")));
    write("b.fit", FitsFixtures.gzip(FitsFixtures.file(FitsFixtures.ramp(16, 5, 2))));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(directory.resolve(name), bytes);
  }

  private String glob(String pattern) {
    return directory + "/" + pattern;
  }

  private static PCollection<String> described(PCollection<GalaxyImage> images) {
    return images.apply(
        "Describe", MapElements.into(TypeDescriptors.strings()).via(ReadFitsTest::describe));
  }

  private static String describe(GalaxyImage image) {
    return String.format(
            Locale.ROOT,
            "%s %s %dx%d scale %s zero %s first %s hdu %d",
            image.provenance().objectId(),
            image.provenance().band().orElse("-"),
            image.width(),
            image.height(),
            image.pixelScaleArcsec().isPresent() ? image.pixelScaleArcsec().getAsDouble() : "-",
            image.zeroPoint().isPresent() ? image.zeroPoint().getAsDouble() : "-",
            image.pixels()[0],
            image.provenance().hdu())
        + image.segmentation().map(s -> " last object " + s[s.length - 1]).orElse("")
        + image.variance().map(v -> " last variance " + v[v.length - 1]).orElse("");
  }

  private void expect(ReadFits read, String... images) {
    PAssert.that(described(pipeline.apply(read))).containsInAnyOrder(images);
    pipeline.run().waitUntilFinish();
  }

  @Test
  void readsAPattern() {
    expect(
        ReadFits.create().from(glob("*.fit*")),
        "a g 4x3 scale - zero - first 1.0 hdu 0",
        "b - 5x2 scale - zero - first 1.0 hdu 0");
  }

  @Test
  void readsAListOfPatterns() {
    expect(
        ReadFits.create().from(List.of(glob("a.*"), glob("b.*"))),
        "a g 4x3 scale - zero - first 1.0 hdu 0",
        "b - 5x2 scale - zero - first 1.0 hdu 0");
  }

  @Test
  void readsMatchedFiles() {
    PCollection<GalaxyImage> images =
        pipeline
            .apply(FileIO.match().filepattern(glob("b.fit")))
            .apply(FileIO.readMatches())
            .apply(ReadFits.files().withBand("z"));
    PAssert.that(described(images)).containsInAnyOrder("b z 5x2 scale - zero - first 1.0 hdu 0");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void viaReplacesAllSettings() {
    ReadFits.Files reader = ReadFits.files().withBand("z");
    expect(
        ReadFits.create().withZeroPoint(20).from(glob("b.fit")).via(reader).withPixelScale(0.4),
        "b z 5x2 scale 0.4 zero - first 1.0 hdu 0");
  }

  @Test
  void keepsTheSourceUri() {
    PCollection<String> sources =
        pipeline
            .apply(ReadFits.create().from(glob("a.fits")))
            .apply(MapElements.into(TypeDescriptors.strings()).via(i -> i.provenance().source()));
    PAssert.that(sources).containsInAnyOrder(directory + "/a.fits");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aPatternThatMatchesNothingIsAnError() {
    pipeline.apply(ReadFits.create().from(List.of(glob("*.fits"), glob("*.none"))));
    RuntimeException e = assertThrows(RuntimeException.class, () -> pipeline.run());
    assertThat(e.toString(), containsString("*.none"));
  }

  @Test
  void pixelScale() {
    expect(
        ReadFits.create().from(glob("a.fits")).withPixelScale(0.262),
        "a g 4x3 scale 0.262 zero - first 1.0 hdu 0");
  }

  @Test
  void zeroPoint() {
    expect(
        ReadFits.create().from(glob("a.fits")).withZeroPoint(22.5),
        "a g 4x3 scale - zero 22.5 first 1.0 hdu 0");
  }

  @Test
  void bandYieldsToTheHeader() {
    expect(
        ReadFits.create().withBand("r").from(glob("*")),
        "a g 4x3 scale - zero - first 1.0 hdu 0",
        "b r 5x2 scale - zero - first 1.0 hdu 0");
  }

  @Test
  void idKeyword() throws Exception {
    write("c.fits", FitsFixtures.file(FitsFixtures.ramp(8, 2, 2).card("TARGNAME", "M 51")));
    expect(
        ReadFits.create().from(glob("c.fits")).withIdKeyword("targname"),
        "M 51 - 2x2 scale - zero - first 1.0 hdu 0");
  }

  @Test
  void idFromFileName() throws Exception {
    write("Plate0274_Fiber503_r.fits", FitsFixtures.file(FitsFixtures.ramp(8, 2, 2)));
    expect(
        ReadFits.create().from(glob("Plate*")).withIdFromFileName("Fiber(\\d+)"),
        "503 - 2x2 scale - zero - first 1.0 hdu 0");
  }

  @Test
  void hdu() throws Exception {
    write(
        "d.fits",
        FitsFixtures.file(
            FitsFixtures.ramp(8, 2, 2), FitsFixtures.ramp(8, 3, 3).card("EXTNAME", "WHT")));
    expect(
        ReadFits.create().from(glob("d.fits")).withHdu("wht"),
        "d - 3x3 scale - zero - first 1.0 hdu 1");
  }

  @Test
  void collapse() throws Exception {
    write("e.fits", FitsFixtures.file(FitsFixtures.ramp(-32, 2, 2, 3).card("CTYPE3", "WAVE")));
    expect(
        ReadFits.create().from(glob("e.fits")).withCollapse(Collapse.MEAN),
        "e - 2x2 scale - zero - first 5.0 hdu 0");
  }

  @Test
  void mask() throws Exception {
    write("a_mask.fits", FitsFixtures.file(maskOf(4, 3)));
    expect(
        ReadFits.create().from(glob("a*")).withMask("{dir}/{id}_mask.fits"),
        "a g 4x3 scale - zero - first NaN hdu 0");
  }

  @Test
  void maskBits() throws Exception {
    write("a_mask.fits", FitsFixtures.file(maskOf(4, 3)));
    expect(
        ReadFits.create().from(glob("a*")).withMask(glob("*_mask.fits")).withMaskBits(2),
        "a g 4x3 scale - zero - first 1.0 hdu 0");
  }

  @Test
  void segmentation() throws Exception {
    double[] labels = {1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2};
    write("a.seg.fits", FitsFixtures.file(FitsFixtures.image(16, labels, 4, 3)));
    expect(
        ReadFits.create().from(glob("a*")).withSegmentation("{dir}/{name}.seg.fits"),
        "a g 4x3 scale - zero - first 1.0 hdu 0 last object 2.0");
  }

  @Test
  void weight() throws Exception {
    double[] sigma = {0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2};
    write("a_rms.fits", FitsFixtures.file(FitsFixtures.image(-32, sigma, 4, 3)));
    expect(
        ReadFits.create().from(glob("a*")).withWeight("{dir}/{id}_rms.fits"),
        "a g 4x3 scale - zero - first NaN hdu 0 last variance 4.0");
  }

  @Test
  void weightType() throws Exception {
    write("a.noise", FitsFixtures.file(FitsFixtures.ramp(16, 4, 3)));
    ReadFits read = ReadFits.create().from(glob("a*")).withWeight("{dir}/{id}.noise");
    expect(
        read.withWeightType(WeightType.IVAR),
        "a g 4x3 scale - zero - first 1.0 hdu 0 last variance " + 1 / 12f);
  }

  @Test
  void readsTheMaskOfMatchedFiles() throws Exception {
    write("b.mask", FitsFixtures.file(maskOf(5, 2)));
    PCollection<GalaxyImage> images =
        pipeline
            .apply(FileIO.match().filepattern(glob("b*")))
            .apply(FileIO.readMatches())
            .apply(ReadFits.files().withMask(glob("b.mask")));
    PAssert.that(described(images)).containsInAnyOrder("b - 5x2 scale - zero - first NaN hdu 0");
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(1, counters(result).get("hdus_skipped_mask"));
  }

  @Test
  void missingMaskFailsThePipelineWithoutHandler() {
    pipeline.apply(ReadFits.create().from(glob("a*")).withMask(glob("*.mask")));
    RuntimeException e = assertThrows(RuntimeException.class, () -> pipeline.run());
    assertThat(e.toString(), containsString(directory + "/a.mask does not exist"));
  }

  /** A mask whose first pixel is bad. */
  private static FitsFixtures.Part maskOf(int width, int height) {
    double[] bits = new double[width * height];
    bits[0] = 1;
    return FitsFixtures.image(8, bits, width, height);
  }

  @Test
  void maxPixels() {
    pipeline.apply(ReadFits.create().from(glob("a.fits")).withMaxPixels(11));
    RuntimeException e = assertThrows(RuntimeException.class, () -> pipeline.run());
    assertThat(e.toString(), containsString("11 pixels per plane (maxPixels)"));
  }

  @Test
  void survey() throws Exception {
    byte[] image = FitsFixtures.file(FitsFixtures.ramp(-32, 2, 2).card("FILTERX", "r"));
    write("x-image-r.fits", image);
    double[] bits = {8, 16, 0, 1};
    write("x-maskbits.fits", FitsFixtures.file(FitsFixtures.image(8, bits, 2, 2)));
    write("y-image-r.fits", image);
    PAssert.that(
            described(
                pipeline.apply(ReadFits.create().withSurvey(Survey.LEGACY).from(glob("?-*.fits")))))
        .containsInAnyOrder(
            "x-image-r r 2x2 scale - zero 22.5 first NaN hdu 0",
            "y-image-r r 2x2 scale - zero 22.5 first 1.0 hdu 0");
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    Map<String, Long> counters = counters(result);
    assertEquals(1, counters.get("masks_missing"));
    assertEquals(1, counters.get("hdus_skipped_mask"));
    assertEquals(3 * 2 * 2880, counters.get("bytes_read"));
  }

  @Test
  void badFileFailsThePipelineWithoutHandler() throws Exception {
    write("bad.fits", "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));
    pipeline.apply(ReadFits.create().from(glob("*")));
    RuntimeException e = assertThrows(RuntimeException.class, () -> pipeline.run());
    assertThat(e.toString(), containsString("<!DOCTYPE html>"));
  }

  @Test
  void handlerReceivesBadFiles() throws Exception {
    write("bad.fits", "<!DOCTYPE html>".getBytes(StandardCharsets.UTF_8));
    write("nan.fits", FitsFixtures.file(FitsFixtures.empty(), nanImage()));
    try (ErrorHandler.BadRecordErrorHandler<PCollection<Long>> handler =
        pipeline.registerBadRecordErrorHandler(new CheckBadRecords())) {
      PAssert.that(
              described(
                  pipeline.apply(
                      ReadFits.create().from(glob("*")).withBadRecordErrorHandler(handler))))
          .containsInAnyOrder(
              "a g 4x3 scale - zero - first 1.0 hdu 0", "b - 5x2 scale - zero - first 1.0 hdu 0");
    }
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();

    Map<String, Long> counters = counters(result);
    assertEquals(2, counters.get("images_read"));
    assertEquals(1, counters.get("hdus_skipped_no_data"));
    assertEquals(1, counters.get("bad_records_not_fits"));
    assertEquals(1, counters.get("bad_records_all_missing"));
    assertTrue(counters.get("bytes_read") > 8000, counters.toString());
  }

  private static FitsFixtures.Part nanImage() {
    double nan = Double.NaN;
    return FitsFixtures.image(-32, new double[] {nan, nan, nan, nan}, 2, 2);
  }

  private static Map<String, Long> counters(PipelineResult result) {
    MetricQueryResults metrics = result.metrics().queryMetrics(MetricsFilter.builder().build());
    Map<String, Long> counters = new TreeMap<>();
    metrics
        .getCounters()
        .forEach(c -> counters.merge(c.getName().getName(), c.getAttempted(), Long::sum));
    return counters;
  }

  /** Checks the file, the HDU and the reason of a bad record. */
  private static final class CheckBadRecords
      extends PTransform<PCollection<BadRecord>, PCollection<Long>> {
    @Override
    public PCollection<Long> expand(PCollection<BadRecord> bad) {
      PCollection<String> described =
          bad.apply(
                  MapElements.into(TypeDescriptors.strings())
                      .via(
                          b ->
                              b.getRecord().getHumanReadableJsonRecord().replaceAll(".*/", "")
                                  + " "
                                  + b.getFailure().getDescription()))
              .setCoder(StringUtf8Coder.of());
      PAssert.that(described)
          .satisfies(
              all -> {
                for (String one : all) {
                  assertTrue(
                      one.matches("(?s).*(bad\\.fits.*-1.*not_fits|nan\\.fits.*1.*all_missing)"),
                      one);
                }
                return null;
              });
      return described.apply(Count.globally());
    }
  }

  @Test
  void optionsAreCheckedAtOnce() {
    ReadFits read = ReadFits.create();
    refused(() -> read.withPixelScale(0), "pixelScale");
    refused(() -> read.withPixelScale(Double.NaN), "pixelScale");
    refused(() -> read.withZeroPoint(Double.POSITIVE_INFINITY), "zeroPoint");
    refused(() -> read.withBand(" "), "band");
    refused(() -> read.withIdKeyword("a=b"), "idKeyword");
    refused(() -> read.withIdFromFileName("("), "idFromFileName");
    refused(() -> read.withHdu("-1"), "hdu");
    refused(() -> read.withMaxPixels(0), "maxPixels");
    refused(() -> read.withMask("**/*.fits"), "mask");
    refused(() -> read.withMaskBits(0), "maskBits");
    refused(() -> read.withSegmentation("{object}.fits"), "segmentation");
    refused(() -> read.withWeight("masks/"), "weight");
    refused(() -> pipeline.apply(read.from("x").withMaskBits(1)), "maskBits needs mask");
    refused(
        () -> pipeline.apply("type", read.from("x").withWeightType(WeightType.RMS)),
        "weightType needs weight");
    refused(() -> read.from(List.of()), "patterns");
    refused(
        () -> pipeline.apply(read.from("x").withIdKeyword("A").withIdFromFileName("(.*)")),
        "idKeyword and idFromFileName");
    refused(() -> pipeline.apply("no pattern", read), "from(pattern)");
  }

  private static void refused(Runnable call, String what) {
    Exception e = assertThrows(IllegalArgumentException.class, call::run);
    assertThat(e.getMessage(), containsString(what));
  }

  @Test
  void displaysItsOptions() {
    DisplayData data =
        DisplayData.from(ReadFits.create().from("x*.fits").withBand("g").withZeroPoint(25));
    assertThat(data.toString(), not(containsString("survey")));
    assertThat(
        DisplayData.from(ReadFits.create().withSurvey(Survey.SDSS)).toString(),
        containsString("survey=SDSS"));
    assertThat(
        DisplayData.from(ReadFits.create().withCollapse(Collapse.SUM)).toString(),
        containsString("collapse=SUM"));
    assertThat(
        DisplayData.from(ReadFits.create().withMask("DQ").withMaskBits(4).withSegmentation("SEG"))
            .toString(),
        allOf(
            containsString("mask=DQ"),
            containsString("maskBits=4"),
            containsString("segmentation=SEG")));
    assertThat(
        DisplayData.from(ReadFits.create().withWeight("WHT").withWeightType(WeightType.IVAR))
            .toString(),
        allOf(containsString("weight=WHT"), containsString("weightType=IVAR")));
    assertThat(data.toString(), containsString("x*.fits"));
    assertThat(data.toString(), containsString("zeroPoint=25.0"));
  }
}
