// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.apache.beam.sdk.runners.TransformHierarchy;
import org.apache.beam.sdk.testing.PAssert;
import org.apache.beam.sdk.testing.TestStream;
import org.apache.beam.sdk.transforms.Count;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.FlatMapElements;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.Reshuffle;
import org.apache.beam.sdk.transforms.WithTimestamps;
import org.apache.beam.sdk.transforms.windowing.BoundedWindow;
import org.apache.beam.sdk.transforms.windowing.FixedWindows;
import org.apache.beam.sdk.transforms.windowing.IntervalWindow;
import org.apache.beam.sdk.transforms.windowing.Window;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;
import org.joda.time.Duration;
import org.joda.time.Instant;
import org.junit.jupiter.api.Test;

class SpreadElementsTest {
  private final Pipeline pipeline = create("--targetParallelism=2");

  private static Pipeline create(String... args) {
    return Pipeline.create(PipelineOptionsFactory.fromArgs(args).create());
  }

  /** The numbers below, in one bundle. */
  private static PCollection<Integer> numbers(Pipeline pipeline, int end) {
    return pipeline
        .apply("End", Create.of(end))
        .apply(
            "Numbers",
            FlatMapElements.into(TypeDescriptors.integers())
                .via(n -> IntStream.range(0, n).boxed().toList()));
  }

  private static String range(int start, int end) {
    return IntStream.range(start, end).mapToObj(String::valueOf).collect(Collectors.joining(" "));
  }

  @Test
  void makesFewBundlesOnTheDirectRunner() {
    PAssert.that(
            numbers(pipeline, 100)
                .apply(SpreadElements.byCount())
                .apply(new Bundles<>(String::valueOf)))
        .containsInAnyOrder(
            range(0, 13),
            range(13, 26),
            range(26, 39),
            range(39, 52),
            range(52, 65),
            range(65, 78),
            range(78, 91),
            range(91, 100));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void keepsLargeElementsApart() {
    PAssert.that(
            numbers(pipeline, 5)
                .apply(SpreadElements.bySize(n -> n == 2 ? 1L << 40 : 1L))
                .apply(new Bundles<>(String::valueOf)))
        .containsInAnyOrder("0 1", "2", "3 4");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void countsTheThreadsOfTheDirectRunner() {
    Pipeline one = create("--targetParallelism=1");
    PAssert.that(
            numbers(one, 100).apply(SpreadElements.byCount()).apply(new Bundles<>(String::valueOf)))
        .containsInAnyOrder(range(0, 25), range(25, 50), range(50, 75), range(75, 100));
    one.run().waitUntilFinish();
  }

  @Test
  void elementsOfMuchWorkAreABundleEach() {
    PAssert.that(
            numbers(pipeline, 3)
                .apply(SpreadElements.oneByOne())
                .apply(new Bundles<>(String::valueOf)))
        .containsInAnyOrder("0", "1", "2");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void smallElementsMakeLargerBundles() {
    PAssert.that(
            numbers(pipeline, 1000).apply(SpreadElements.byCount()).apply(new Bundles<>(n -> "")))
        .containsInAnyOrder(Collections.nCopies(8, " ".repeat(124)));
    pipeline.run().waitUntilFinish();
  }

  @Test
  void oneElementIsABundle() {
    PAssert.that(
            numbers(pipeline, 1)
                .apply(SpreadElements.byCount())
                .apply(new Bundles<>(String::valueOf)))
        .containsInAnyOrder("0");
    pipeline.run().waitUntilFinish();
  }

  /** Counts elements that one step has made and the next has not seen yet. */
  private static final class Held {
    static final AtomicInteger NOW = new AtomicInteger();
    static final AtomicInteger MOST = new AtomicInteger();

    static int make(int n) {
      MOST.accumulateAndGet(NOW.incrementAndGet(), Math::max);
      return n;
    }

    static int use(int n) {
      NOW.decrementAndGet();
      return n;
    }
  }

  @Test
  void holdsAFewChunksOfALongRun() {
    PCollection<Integer> used =
        numbers(pipeline, 6400)
            .apply(SpreadElements.bySize(n -> 0L))
            .apply("Make", MapElements.into(TypeDescriptors.integers()).via(Held::make))
            .apply("Between", MapElements.into(TypeDescriptors.integers()).via(n -> n))
            .apply("Use", MapElements.into(TypeDescriptors.integers()).via(Held::use));
    PAssert.thatSingleton(used.apply(Count.globally())).isEqualTo(6400L);
    pipeline.run().waitUntilFinish();
    assertEquals(0, Held.NOW.get());
    assertTrue(Held.MOST.get() <= 1600, "held " + Held.MOST.get());
  }

  @Test
  void keepsEmptyInputEmpty() {
    PAssert.that(numbers(pipeline, 0).apply(SpreadElements.byCount())).empty();
    pipeline.run().waitUntilFinish();
  }

  private static final class PlaceFn extends DoFn<Integer, String> {
    @ProcessElement
    public void process(
        @Element Integer n,
        @Timestamp Instant time,
        BoundedWindow window,
        OutputReceiver<String> out) {
      out.output(
          n + " at " + time.getMillis() + " in " + ((IntervalWindow) window).start().getMillis());
    }
  }

  @Test
  void keepsTimestampsAndWindows() {
    PCollection<String> places =
        numbers(pipeline, 4)
            .apply(WithTimestamps.of(n -> new Instant(n * 600L)))
            .apply(Window.into(FixedWindows.of(Duration.standardSeconds(1))))
            .apply(SpreadElements.byCount())
            .apply("Place", ParDo.of(new PlaceFn()));
    PAssert.that(places)
        .containsInAnyOrder(
            "0 at 0 in 0", "1 at 600 in 0", "2 at 1200 in 1000", "3 at 1800 in 1000");
    pipeline.run().waitUntilFinish();
  }

  @Test
  void aStreamIsNotHeldBack() {
    TestStream<Integer> stream =
        TestStream.create(VarIntCoder.of())
            .addElements(1, 2)
            .advanceProcessingTime(Duration.standardSeconds(1))
            .addElements(3)
            .advanceWatermarkToInfinity();
    // Elements of different bundles are not combined, so none has waited for another.
    PAssert.that(
            pipeline
                .apply(stream)
                .apply(SpreadElements.byCount())
                .apply(new Bundles<>(String::valueOf)))
        .containsInAnyOrder("1 2", "3");
    pipeline.run().waitUntilFinish();
  }

  /** A runner for a cluster that runs nothing. */
  public static final class ClusterRunner extends PipelineRunner<PipelineResult> {
    /**
     * Creates a runner; Beam calls this.
     *
     * @param options of the pipeline
     * @return a runner
     */
    public static ClusterRunner fromOptions(PipelineOptions options) {
      return new ClusterRunner();
    }

    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new AssertionError("not to be run");
    }
  }

  static List<String> steps(Pipeline pipeline) {
    List<String> steps = new ArrayList<>();
    pipeline.traverseTopologically(
        new Pipeline.PipelineVisitor.Defaults() {
          @Override
          public CompositeBehavior enterCompositeTransform(TransformHierarchy.Node node) {
            boolean random = node.getTransform() instanceof Reshuffle.ViaRandomKey;
            if (random) {
              steps.add(node.getFullName());
            }
            return random
                ? CompositeBehavior.DO_NOT_ENTER_TRANSFORM
                : CompositeBehavior.ENTER_TRANSFORM;
          }

          @Override
          public void visitPrimitiveTransform(TransformHierarchy.Node node) {
            steps.add(node.getFullName());
          }
        });
    return steps;
  }

  static Pipeline onACluster() {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(ClusterRunner.class);
    return Pipeline.create(options);
  }

  @Test
  void reshufflesOnACluster() {
    Pipeline cluster = onACluster();
    numbers(cluster, 100).apply("Reshuffle", SpreadElements.byCount());
    List<String> steps = steps(cluster);
    assertEquals(
        Collections.singletonList("Reshuffle/ViaRandomKey"),
        steps.stream().filter(step -> step.startsWith("Reshuffle")).toList());
  }
}
