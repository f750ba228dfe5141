// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.pix2prof.transforms.FakeModels.galaxy;
import static org.pix2prof.transforms.FakeModels.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.coders.ListCoder;
import org.apache.beam.sdk.coders.StringUtf8Coder;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.SimpleFunction;
import org.apache.beam.sdk.transforms.display.DisplayData;
import org.apache.beam.sdk.transforms.errorhandling.BadRecord;
import org.apache.beam.sdk.transforms.errorhandling.BadRecordRouter;
import org.apache.beam.sdk.transforms.errorhandling.ErrorHandler;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.util.CoderUtils;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TimestampedValue;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;
import org.pix2prof.model.CaptionModel;
import org.pix2prof.model.EngineFaultException;
import org.pix2prof.model.Isophotes;
import org.pix2prof.model.ModelManifest;
import org.pix2prof.model.PreparedImage;
import org.pix2prof.transforms.FakeModels.Kind;
import org.pix2prof.values.ModelRef;
import org.pix2prof.values.PreparedGalaxy;
import org.pix2prof.values.PreparedGalaxyCoder;
import org.pix2prof.values.Radii;
import org.pix2prof.values.SurfaceBrightnessProfile;
import org.pix2prof.values.SurfaceBrightnessProfileCoder;

class CaptionProfilesTest {
  private final Pipeline pipeline = Pipeline.create();

  private static CaptionProfiles caption(Kind kind) {
    return CaptionProfiles.of(new FakeModels(kind));
  }

  /** All galaxies in one bundle. */
  private PCollection<PreparedGalaxy> galaxies(PreparedGalaxy... galaxies) {
    return pipeline.apply(new OneBundle(Arrays.asList(galaxies)));
  }

  private static PreparedGalaxy[] ten() {
    return IntStream.range(0, 10).mapToObj(i -> galaxy("g" + i, i)).toArray(PreparedGalaxy[]::new);
  }

  @Test
  void captionsEachGalaxy() {
    PCollection<SurfaceBrightnessProfile> profiles =
        galaxies(galaxy("a", 20), galaxy("b", 21)).apply(caption(Kind.OK));
    PAssert.that(profiles).containsInAnyOrder(profile("a", 20), profile("b", 21));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void captionsWithTheModelOfABundle(@TempDir Path directory) throws IOException {
    ModelManifest manifest = TestBundles.write(directory, "tiny");
    PreparedGalaxy[] galaxies =
        IntStream.range(0, 5)
            .mapToObj(i -> galaxy("g" + i, i, 32, 32))
            .toArray(PreparedGalaxy[]::new);
    PCollection<String> profiles =
        galaxies(galaxies)
            .apply(CaptionProfiles.of(ModelRef.of(directory.toString()).withDevice("cpu")))
            .apply(MapElements.via(new Summary()));
    String model = "tiny-1@" + manifest.sha256().substring(0, 12);
    PAssert.that(profiles)
        .containsInAnyOrder(
            IntStream.range(0, 5).mapToObj(i -> "g" + i + " " + model + " 0.4 true").toList());
    pipeline.run().waitUntilFinish();
  }

  private static final class Summary extends SimpleFunction<SurfaceBrightnessProfile, String> {
    @Override
    public String apply(SurfaceBrightnessProfile profile) {
      return String.format(
          "%s %s %s %s",
          profile.provenance().objectId(),
          profile.model(),
          profile.radiusArcsec()[0],
          profile.muErr().isPresent());
    }
  }

  @Test
  void carriesTheUncertaintyOfTheModel() {
    PAssert.that(galaxies(galaxy("a", 20)).apply(caption(Kind.OK_WITH_ERRORS)))
        .containsInAnyOrder(profile("a", 20, Optional.of(new float[] {0.1f, 0.2f, 0.3f})));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void carriesTheEllipsesOfTheModel() {
    PCollection<String> ellipses =
        galaxies(galaxy("a", 20))
            .apply(caption(Kind.OK_WITH_ELLIPSES))
            .apply(MapElements.via(new EllipsesOf()));
    PAssert.that(ellipses).containsInAnyOrder("[0.1, 0.2, 0.3] [10.0, 20.0, 30.0] about 5.0, 4.5");
    pipeline.run().waitUntilFinish();
  }

  private static final class EllipsesOf extends SimpleFunction<SurfaceBrightnessProfile, String> {
    @Override
    public String apply(SurfaceBrightnessProfile profile) {
      return Arrays.toString(profile.ellipticity().orElseThrow())
          + " "
          + Arrays.toString(profile.paDeg().orElseThrow())
          + profile.centre().map(c -> " about " + c.x() + ", " + c.y()).orElseThrow();
    }
  }

  @Test
  void emptyInputGivesEmptyOutput() {
    PAssert.that(galaxies().apply(caption(Kind.OK))).empty();
    pipeline.run().waitUntilFinish();
  }

  @Test
  void batchesByCount() {
    galaxies(ten()).apply(caption(Kind.OK).withMaxBatchSize(4));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(
        DistributionResult.create(10, 3, 2, 4),
        distribution(result, "inference_request_batch_size"));
    assertEquals(
        DistributionResult.create(160, 3, 32, 64),
        distribution(result, "inference_request_batch_byte_size"));
    assertEquals(10, counter(result, "num_inferences"));
  }

  @ParameterizedTest
  @CsvSource({"40,5,2,2", "32,5,2,2", "8,10,1,1", "50,4,1,3"})
  void batchesByBytes(long bytes, long batches, long smallest, long largest) {
    galaxies(ten()).apply(caption(Kind.OK).withMaxBatchBytes(bytes));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(
        DistributionResult.create(10, batches, smallest, largest),
        distribution(result, "inference_request_batch_size"));
  }

  @Test
  void measuresTime() {
    galaxies(ten()).apply(caption(Kind.SLOW).withMaxBatchSize(5));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    DistributionResult latency = distribution(result, "inference_batch_latency_micro_secs");
    assertEquals(2, latency.getCount());
    assertTrue(latency.getMin() >= 20_000, latency.toString());
    assertTrue(distribution(result, "load_model_latency_milli_secs").getCount() >= 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 32})
  void keepsTimestampsAndWindows(int batchSize) {
    // Timestamps run backwards through three windows, so that profiles are output late.
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Instant time = start.plus(Duration.standardMinutes(30 - 3 * i));
      Instant window = start.plus(Duration.standardMinutes((30 - 3 * i) / 10 * 10));
      expected.add("g" + i + " " + time + " " + window);
    }
    PCollection<String> places =
        pipeline
            .apply(new OneBundle(Arrays.asList(ten())))
            .apply(ParDo.of(new Backwards(start)))
            .setCoder(PreparedGalaxyCoder.of())
            .apply(Window.into(FixedWindows.of(Duration.standardMinutes(10))))
            .apply(caption(Kind.OK).withMaxBatchSize(batchSize))
            .apply(ParDo.of(new Place()))
            .setCoder(StringUtf8Coder.of());
    PAssert.that(places).containsInAnyOrder(expected);
    pipeline.run().waitUntilFinish();
  }

  private static final class Backwards extends DoFn<PreparedGalaxy, PreparedGalaxy> {
    private final Instant start;

    Backwards(Instant start) {
      this.start = start;
    }

    @ProcessElement
    public void process(@Element PreparedGalaxy galaxy, OutputReceiver<PreparedGalaxy> out) {
      int i = Integer.parseInt(galaxy.provenance().objectId().substring(1));
      out.outputWithTimestamp(galaxy, start.plus(Duration.standardMinutes(30 - 3 * i)));
    }
  }

  private static final class Place extends DoFn<SurfaceBrightnessProfile, String> {
    @ProcessElement
    public void process(
        @Element SurfaceBrightnessProfile profile,
        @Timestamp Instant time,
        BoundedWindow window,
        OutputReceiver<String> out) {
      Instant start = ((IntervalWindow) window).start();
      out.output(profile.provenance().objectId() + " " + time + " " + start);
    }
  }

  @Test
  void captionsAStream() {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    PCollection<SurfaceBrightnessProfile> profiles =
        pipeline
            .apply(
                TestStream.create(PreparedGalaxyCoder.of())
                    .addElements(TimestampedValue.of(galaxy("a", 20), start))
                    .advanceWatermarkTo(start.plus(Duration.standardMinutes(11)))
                    .addElements(
                        TimestampedValue.of(
                            galaxy("b", 21), start.plus(Duration.standardMinutes(12))))
                    .advanceWatermarkToInfinity())
            .apply(Window.into(FixedWindows.of(Duration.standardMinutes(10))))
            .apply(caption(Kind.OK));
    assertEquals(PCollection.IsBounded.UNBOUNDED, profiles.isBounded());
    // None is late: the first window counts them when it closes.
    PAssert.that(
            profiles.apply(
                Combine.globally(Count.<SurfaceBrightnessProfile>combineFn()).withoutDefaults()))
        .inOnTimePane(new IntervalWindow(start, Duration.standardMinutes(10)))
        .containsInAnyOrder(1L);
    PAssert.that(profiles).containsInAnyOrder(profile("a", 20), profile("b", 21));
    pipeline.run().waitUntilFinish();
  }

  /** The handler's records, one line each. */
  private PCollection<String> captionWithHandler(
      CaptionProfiles caption,
      PCollection<PreparedGalaxy> galaxies,
      SurfaceBrightnessProfile... expected)
      throws Exception {
    ErrorHandler<BadRecord, PCollection<String>> handler =
        pipeline.registerBadRecordErrorHandler(new Lines());
    try (handler) {
      PAssert.that(galaxies.apply(caption.withBadRecordErrorHandler(handler)))
          .containsInAnyOrder(expected);
    }
    return handler.getOutput();
  }

  private static final class Lines extends PTransform<PCollection<BadRecord>, PCollection<String>> {
    @Override
    public PCollection<String> expand(PCollection<BadRecord> bad) {
      return bad.apply(
          MapElements.via(
              new SimpleFunction<BadRecord, String>() {
                @Override
                public String apply(BadRecord bad) {
                  assertTrue(bad.getRecord().getEncodedRecord().length < 1000);
                  return bad.getRecord().getHumanReadableJsonRecord().replaceAll("\\s", "")
                      + " "
                      + bad.getFailure().getDescription();
                }
              }));
    }
  }

  private static String bad(String id, String reason) {
    return "{\"source\":\"/data/" + id + ".fits\",\"hdu\":1} " + reason;
  }

  @Test
  void aBadImageDoesNotAffectOthers() throws Exception {
    PCollection<String> bad =
        captionWithHandler(
            caption(Kind.OK),
            galaxies(galaxy("a", 20), galaxy("x", FakeModels.BREAKS_THE_BATCH), galaxy("b", 21)),
            profile("a", 20),
            profile("b", 21));
    PAssert.that(bad).containsInAnyOrder(bad("x", "caption_failed"));
    PipelineResult result = pipeline.run();
    result.waitUntilFinish();
    assertEquals(1, counter(result, "failed_batches_counter"));
    assertEquals(1, counter(result, "bad_records_caption_failed"));
    assertEquals(2, counter(result, "num_inferences"));
  }

  @Test
  void emptyProfilesAreBadRecords() throws Exception {
    PCollection<String> bad =
        captionWithHandler(
            caption(Kind.OK),
            galaxies(galaxy("a", 20), galaxy("e", FakeModels.EMPTY)),
            profile("a", 20));
    PAssert.that(bad).containsInAnyOrder(bad("e", "empty_profile"));
    pipeline.run().waitUntilFinish();
  }

  /** NaN, which a module may propagate, and pixels whose square overflows single precision. */
  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, 1e30f, Float.POSITIVE_INFINITY})
  void imagesThatOverflowAreBadRecords(float pixel) throws Exception {
    PreparedGalaxy galaxy = galaxy("n", FakeModels.NAN_MU);
    galaxy.image().pixels()[3] = pixel;
    PCollection<String> bad =
        captionWithHandler(caption(Kind.OK), galaxies(galaxy("a", 20), galaxy), profile("a", 20));
    PAssert.that(bad).containsInAnyOrder(bad("n", "not_finite"));
    pipeline.run().waitUntilFinish();
  }

  @ParameterizedTest
  @CsvSource({
    "-2,mu = NaN at step 1",
    "-4,mu_err = Infinity at step 0",
    "-5,ellipticity = NaN at step 0",
    "-6,pa_deg = NaN at step 0"
  })
  void nanFromFinitePixelsAlwaysFailsThePipeline(float value, String message) throws Exception {
    captionWithHandler(caption(Kind.OK), galaxies(galaxy("a", 20), galaxy("x", value)));
    Throwable cause = failure();
    assertInstanceOf(EngineFaultException.class, cause);
    assertTrue(
        cause
            .getMessage()
            .startsWith("model fake: the model gives " + message + " for an image without fault"),
        cause.getMessage());
    assertTrue(cause.getMessage().contains("ONEDNN_MAX_CPU_ISA=AVX2"), cause.getMessage());
  }

  @Test
  void imageIsBadIfABlankImageSucceeds() throws Exception {
    PCollection<String> bad =
        captionWithHandler(
            caption(Kind.OK).withMaxBatchSize(1),
            galaxies(galaxy("x", FakeModels.BREAKS_THE_BATCH), galaxy("a", 20)),
            profile("a", 20));
    PAssert.that(bad).containsInAnyOrder(bad("x", "caption_failed"));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void badRecordsKeepTheirWindow() throws Exception {
    Instant start = Instant.parse("2026-01-01T00:00:00Z");
    PreparedGalaxy[] galaxies = ten();
    galaxies[4] = galaxy("g4", FakeModels.BREAKS_THE_BATCH);
    PCollection<PreparedGalaxy> windowed =
        pipeline
            .apply(new OneBundle(Arrays.asList(galaxies)))
            .apply(ParDo.of(new Backwards(start)))
            .setCoder(PreparedGalaxyCoder.of())
            .apply(Window.into(FixedWindows.of(Duration.standardMinutes(10))));
    ErrorHandler<BadRecord, PCollection<String>> handler =
        pipeline.registerBadRecordErrorHandler(new Lines());
    try (handler) {
      windowed.apply(caption(Kind.OK).withMaxBatchSize(7).withBadRecordErrorHandler(handler));
    }
    // g4 is of minute 18, and its batch is output at g6 of minute 12 or later.
    PAssert.that(handler.getOutput())
        .inWindow(
            new IntervalWindow(
                start.plus(Duration.standardMinutes(10)), Duration.standardMinutes(10)))
        .containsInAnyOrder(bad("g4", "caption_failed"));
    pipeline.run().waitUntilFinish();
  }

  @ParameterizedTest
  @CsvSource({"-1,the model fails on this image", "-3,no profile"})
  void badImageFailsThePipelineWithoutHandler(float value, String message) {
    galaxies(galaxy("a", 20), galaxy("x", value)).apply(caption(Kind.OK));
    Throwable cause = failure();
    assertInstanceOf(BadImageException.class, cause);
    assertTrue(cause.getMessage().startsWith("/data/x.fits, HDU 1: "), cause.getMessage());
    assertTrue(cause.getMessage().contains(message), cause.getMessage());
  }

  @ParameterizedTest
  @CsvSource({"32,each of 10 images", "1,an image and on a blank one"})
  void engineFailureAlwaysFailsThePipeline(int batchSize, String message) throws Exception {
    captionWithHandler(caption(Kind.FAILS_ALWAYS).withMaxBatchSize(batchSize), galaxies(ten()));
    Throwable cause = failure();
    assertInstanceOf(IllegalStateException.class, cause);
    assertTrue(cause.getMessage().contains(message), cause.getMessage());
    assertTrue(cause.getMessage().contains("the engine is dead"), cause.getMessage());
  }

  @Test
  void wrongCaptionCountAlwaysFailsThePipeline() throws Exception {
    captionWithHandler(caption(Kind.ONE_CAPTION_TOO_FEW), galaxies(ten()));
    Throwable cause = failure();
    assertTrue(cause.getMessage().contains("9 captions for 10 images"), cause.getMessage());
  }

  @Test
  void inputOfAnotherModelAlwaysFailsThePipeline() throws Exception {
    captionWithHandler(caption(Kind.OK), galaxies(galaxy("a", 20, 3, 2)));
    Throwable cause = failure();
    assertTrue(
        cause.getMessage().contains("the image is 3 x 2, but model fake takes 2 x 2"),
        cause.getMessage());
  }

  @Test
  void unsupportedIsophotesAlwaysFailThePipeline() throws Exception {
    PreparedGalaxy plain = galaxy("a", 20);
    PreparedImage image = plain.image();
    Isophotes isophotes = Isophotes.ofOneShape(0.5, 0.5, 0, 0);
    PreparedImage along =
        new PreparedImage(image.pixels(), 2, 2, 0.5, 0.5, 0, 0, 1, 0, image.flags(), isophotes);
    captionWithHandler(caption(Kind.OK), galaxies(PreparedGalaxy.of(plain.provenance(), along)));
    Throwable cause = failure();
    assertEquals(
        "model fake has no isophotes, so it cannot measure along given ones", cause.getMessage());
  }

  @Test
  void missingModelAlwaysFailsThePipeline() throws Exception {
    captionWithHandler(caption(Kind.FAILS_AT_SETUP), galaxies(ten()));
    Throwable cause = failure();
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertInstanceOf(IOException.class, cause);
    assertEquals("no such model", cause.getMessage());
  }

  @Test
  void releasesTheModelOnce() throws Exception {
    AtomicInteger inUse = new AtomicInteger();
    ModelSource counted =
        () -> {
          inUse.incrementAndGet();
          ModelSource.Lease lease = new FakeModels(Kind.OK).acquire();
          return new ModelSource.Lease() {
            @Override
            public CaptionModel model() {
              return lease.model();
            }

            @Override
            public void close() {
              inUse.decrementAndGet();
            }
          };
        };
    CaptionFn fn =
        new CaptionFn(
            counted, 1, 1, Radii.ofModel(), false, false, BadRecordRouter.THROWING_ROUTER);
    fn.releaseModel();
    assertEquals(0, inUse.get());
    fn.acquireModel();
    assertEquals(1, inUse.get());
    fn.releaseModel();
    fn.releaseModel();
    assertEquals(0, inUse.get());
  }

  @Test
  void refusesLimitsBelowOne() {
    CaptionProfiles caption = caption(Kind.OK);
    assertThrows(IllegalArgumentException.class, () -> caption.withMaxBatchSize(0));
    assertThrows(IllegalArgumentException.class, () -> caption.withMaxBatchBytes(0));
  }

  @Test
  void displaysItsSettings() {
    DisplayData display =
        DisplayData.from(
            CaptionProfiles.of(ModelRef.of("gs://b/model.zip").withDevice("gpu:1"))
                .withMaxBatchSize(5)
                .withMaxBatchBytes(6));
    List<String> values =
        display.asMap().values().stream()
            .map(item -> item.getKey() + "=" + item.getValue())
            .toList();
    assertTrue(
        values.containsAll(
            List.of("model=gs://b/model.zip on gpu:1", "maxBatchSize=5", "maxBatchBytes=6")),
        values.toString());
  }

  @Test
  void hasNoImageInItsOutput() throws Exception {
    byte[] encoded =
        CoderUtils.encodeToByteArray(SurfaceBrightnessProfileCoder.of(), profile("a", 20));
    assertFalse(encoded.length > 200, "a profile of 3 samples takes " + encoded.length + " bytes");
  }

  private Throwable failure() {
    try {
      pipeline.run().waitUntilFinish();
    } catch (Pipeline.PipelineExecutionException e) {
      return e.getCause();
    } catch (RuntimeException e) {
      return e;
    }
    throw new AssertionError("the pipeline did not fail");
  }

  private static long counter(PipelineResult result, String name) {
    MetricQueryResults metrics = query(result, name);
    return StreamSupport.stream(metrics.getCounters().spliterator(), false)
        .mapToLong(MetricResult::getCommitted)
        .sum();
  }

  private static DistributionResult distribution(PipelineResult result, String name) {
    return query(result, name).getDistributions().iterator().next().getCommitted();
  }

  private static MetricQueryResults query(PipelineResult result, String name) {
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder()
                .addNameFilter(MetricNameFilter.named("pix2prof", name))
                .build());
  }

  /** Galaxies from one element, hence in one bundle. */
  private static final class OneBundle extends PTransform<PBegin, PCollection<PreparedGalaxy>> {
    private final transient List<PreparedGalaxy> galaxies;

    OneBundle(List<PreparedGalaxy> galaxies) {
      this.galaxies = galaxies;
    }

    @Override
    public PCollection<PreparedGalaxy> expand(PBegin begin) {
      return begin
          .apply(Create.of(List.of(galaxies)).withCoder(ListCoder.of(PreparedGalaxyCoder.of())))
          .apply(Flatten.iterables())
          .setCoder(PreparedGalaxyCoder.of());
    }
  }
}
