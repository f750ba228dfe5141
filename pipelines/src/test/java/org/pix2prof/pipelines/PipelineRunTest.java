// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.metrics.MetricResults;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.joda.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pix2prof.model.BadImageException;

@Tag("slow")
class PipelineRunTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void quiet() {
    Logs.configure(false);
  }

  /** Counts multiples of three as bad and the others as good; fails on the given number. */
  static class Count extends DoFn<Integer, Void> {
    private final int fatal;
    private final long pauseMillis;

    Count(int fatal, long pauseMillis) {
      this.fatal = fatal;
      this.pauseMillis = pauseMillis;
    }

    @ProcessElement
    public void process(@Element Integer n) throws Exception {
      if (n == fatal) {
        throw new BadImageException("truncated", "n" + n + ".fits, HDU 1: ends early");
      }
      String name = n % 3 == 0 ? "bad_records_not_square" : RunCounts.PROFILES;
      Metrics.counter("pix2prof", name).inc();
      Metrics.counter("pix2prof", "output_files_missing").inc(n == 7 ? 1 : 0);
      Thread.sleep(pauseMillis);
    }
  }

  private RunCounts run(String runner, boolean progress, Count count) throws Exception {
    Pipeline pipeline =
        Pipeline.create(PipelineOptionsFactory.fromArgs("--runner=" + runner).create());
    pipeline
        .apply(Create.of(1, 2, 3, 4, 5, 6, 7))
        .apply(Reshuffle.viaRandomKey())
        .apply(ParDo.of(count));
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    return PipelineRun.run(pipeline, new Console(stream, stream, progress), 7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void countsGoodAndBad(String runner) throws Exception {
    RunCounts counts = run(runner, false, new Count(-1, 0));
    assertEquals(
        new RunCounts(5, Map.of("not_square", 2L), Map.of(), 0, 1, 0, Map.of(), 0, 0), counts);
    assertEquals(2, counts.bad());
    assertEquals(7, counts.images());
    assertEquals("", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void progressIncreasesDuringRun() throws Exception {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs("--blockOnRun=false", "--targetParallelism=1")
                .create());
    pipeline
        .apply(Create.of(1, 2, 3, 4, 5, 6, 7))
        .apply(Reshuffle.viaRandomKey())
        .apply(ParDo.of(new Count(-1, 200)));
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    PipelineRun.run(pipeline, new Console(stream, stream, true), 7);
    String shown = err.toString(StandardCharsets.UTF_8);
    assertTrue(shown.matches("(?s).*[1-6]/7 images  [0-9.]+/s  [0-2] bad  0:0[0-9] left.*"), shown);
  }

  @Test
  void progressIncreasesDuringFlinkRun() throws Exception {
    Pipeline pipeline =
        Pipeline.create(
            PipelineOptionsFactory.fromArgs(
                    "--runner=FlinkRunner",
                    "--flinkMaster=[local]",
                    "--parallelism=1",
                    "--useDataStreamForBatch=true",
                    "--flinkConfDir=" + FlinkConf.write(true))
                .create());
    pipeline
        .apply(Create.of(1, 2, 4, 5, 7))
        .apply(Reshuffle.viaRandomKey())
        .apply(ParDo.of(new Count(-1, 2000)));
    PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
    PipelineRun.run(
        pipeline,
        new Console(stream, stream, new Console.Style(true, Duration.millis(100))),
        ExpectedImages.unknown());
    String shown = err.toString(StandardCharsets.UTF_8);
    assertTrue(shown.matches("(?s)(.*\\n)?[2-4] images  [0-9.]+/s  0 bad\\n.*"), shown);
  }

  @Test
  void findsApiOfClusterAtItsMaster() {
    assertEquals(Optional.of("host:8081"), rest("--flinkMaster=host:8081"));
    assertEquals(Optional.of("host:8081"), rest("--flinkMaster=http://host:8081"));
  }

  @Test
  void findsApiOfLocalClusterInSettings() {
    Path settings = FlinkConf.write(true);
    assertEquals(
        FlinkConf.restPort(settings).map(port -> "localhost:" + port),
        rest("--flinkMaster=[local]", "--flinkConfDir=" + settings));
    assertEquals(
        Optional.empty(),
        rest("--flinkMaster=[local]", "--flinkConfDir=" + FlinkConf.write(false)));
    assertEquals(Optional.empty(), rest("--flinkMaster=[local]"));
  }

  private static Optional<String> rest(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--runner=FlinkRunner");
    return FlinkProgress.rest(PipelineOptionsFactory.fromArgs(all.toArray(String[]::new)).create());
  }

  @Test
  void findsNoApiOfOtherRunners() {
    assertEquals(
        Optional.empty(),
        FlinkProgress.rest(PipelineOptionsFactory.fromArgs("--runner=DirectRunner").create()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"DirectRunner", "FlinkRunner"})
  void reportsMessageOfFailure(String runner) {
    Exception e = assertThrows(Exception.class, () -> run(runner, false, new Count(4, 0)));
    assertTrue(Failures.isPlain(e), () -> "not plain: " + e);
    assertEquals("n4.fits, HDU 1: ends early", Failures.message(e));
  }

  @Test
  void keepsMessagesOfWrappers() {
    IOException io = new IOException("disk full");
    assertEquals("disk full", Failures.message(new UncheckedIOException(io)));
    assertEquals(
        "cannot write out.csv", Failures.message(new IOException("cannot write out.csv", io)));
  }

  @Test
  void reportsMissingFile() {
    assertEquals(
        "no such file: /x/y.fits",
        Failures.message(new java.nio.file.NoSuchFileException("/x/y.fits")));
  }

  /** Result with the name of Flink's class. */
  private static final class FlinkDetachedRunnerResult implements PipelineResult {
    @Override
    public State getState() {
      return State.RUNNING;
    }

    @Override
    public State cancel() {
      throw new AssertionError("a detached job is not cancelled");
    }

    @Override
    public State waitUntilFinish(Duration duration) {
      throw new AssertionError("a detached job is not awaited");
    }

    @Override
    public State waitUntilFinish() {
      throw new AssertionError("a detached job is not awaited");
    }

    @Override
    public MetricResults metrics() {
      throw new AssertionError("a detached job has no counters");
    }
  }

  /** Runner that detaches from its jobs. */
  public static final class DetachingRunner extends PipelineRunner<PipelineResult> {
    /**
     * Creates the runner, as Beam requires.
     *
     * @param options of the pipeline
     * @return a runner
     */
    public static DetachingRunner fromOptions(PipelineOptions options) {
      return new DetachingRunner();
    }

    @Override
    public PipelineResult run(Pipeline pipeline) {
      return new FlinkDetachedRunnerResult();
    }
  }

  @Test
  void doesNotAwaitDetachedJob() {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(DetachingRunner.class);
    DetachedJobException submitted =
        assertThrows(
            DetachedJobException.class,
            () ->
                PipelineRun.run(
                    Pipeline.create(options),
                    new Console(System.out, new PrintStream(err), false),
                    0));
    assertEquals("job submitted; it continues on its own", submitted.getMessage());
  }
}
