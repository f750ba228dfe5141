// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.apache.beam.sdk.options.PipelineOptions;
import org.joda.time.Duration;
import org.pix2prof.transforms.LocalRunner;

/** Runs a pipeline over images to completion and shows its progress. */
public final class PipelineRun {
  private static final Duration POLL = Duration.millis(250);

  /**
   * Returns whether the pipeline runs in this process, which then sees the files that options name.
   *
   * @param options with the runner
   * @return whether it is the Direct runner
   */
  public static boolean isLocal(PipelineOptions options) {
    return LocalRunner.isDirect(options);
  }

  /**
   * Creates an empty pipeline.
   *
   * @throws Exception if its runner rejects the options, with their command-line names
   */
  static Pipeline create(PipelineOptions options) throws Exception {
    try {
      return Pipeline.create(options);
    } catch (IllegalArgumentException e) {
      throw RunnerRequirements.refused(e);
    }
  }

  /**
   * Result class of Flink's runner with {@code --attachedMode=false}. No runner is on our class
   * path.
   */
  private static final String FLINK_DETACHED = "FlinkDetachedRunnerResult";

  private static final Duration REMOTE_POLL = Duration.standardSeconds(10);

  /**
   * Runs a pipeline.
   *
   * @param pipeline to run
   * @param console shows progress
   * @param files number of image files; 0 if unknown
   * @return its counts
   * @throws DetachedJobException if it runs without this process
   * @throws Exception if it fails or is cancelled
   */
  public static RunCounts run(Pipeline pipeline, Console console, long files) throws Exception {
    return run(pipeline, console, ExpectedImages.ofFiles(files));
  }

  /** Runs a pipeline as {@link #run(Pipeline, Console, long)}. */
  static RunCounts run(Pipeline pipeline, Console console, ExpectedImages expected)
      throws Exception {
    return RunCounts.of(result(pipeline, console, expected));
  }

  /**
   * Runs a pipeline as {@link #run(Pipeline, Console, long)} and returns its result, whatever its
   * counters are.
   */
  static PipelineResult result(Pipeline pipeline, Console console, ExpectedImages expected)
      throws Exception {
    try (Progress progress = console.progress("images", 0)) {
      Consumer<Map<String, Long>> shown = counts -> show(counts, expected, progress);
      PipelineResult result = start(pipeline, console, shown);
      State state = await(pipeline, result, console, shown);
      if (state != State.DONE && state != State.UPDATED) {
        throw new IllegalStateException("the pipeline ended as " + state);
      }
      return result;
    }
  }

  /**
   * Runs an unbounded pipeline until it is cancelled.
   *
   * @return the counts; empty if it was cancelled and the runner did not report them
   */
  static Optional<RunCounts> watch(Pipeline pipeline, Console console, Interrupt interrupt)
      throws DetachedJobException {
    try (Progress progress = console.progress("images", 0)) {
      Consumer<Map<String, Long>> shown =
          counts -> show(counts, ExpectedImages.unknown(), progress);
      PipelineResult result;
      try {
        result = start(pipeline, console, shown);
      } catch (RuntimeException e) {
        if (Failures.isCancellation(e)) {
          return Optional.empty();
        }
        throw e;
      }
      interrupt.cancels(result);
      State state = await(pipeline, result, console, shown);
      if (state != State.DONE && state != State.UPDATED && state != State.CANCELLED) {
        throw new IllegalStateException("the pipeline ended as " + state);
      }
      return Optional.of(RunCounts.of(result));
    }
  }

  /** Starts a pipeline. Flink's runner returns only when the job has ended. */
  private static PipelineResult start(
      Pipeline pipeline, Console console, Consumer<Map<String, Long>> shown) {
    Optional<FlinkProgress> flink =
        console.showsProgress()
            ? FlinkProgress.start(pipeline.getOptions(), shown)
            : Optional.empty();
    try {
      return pipeline.run();
    } finally {
      flink.ifPresent(FlinkProgress::close);
    }
  }

  private static State await(
      Pipeline pipeline, PipelineResult result, Console console, Consumer<Map<String, Long>> shown)
      throws DetachedJobException {
    boolean remote = pipeline.getOptions().getRunner().getSimpleName().contains("Dataflow");
    State state = state(result);
    if (result.getClass().getSimpleName().equals(FLINK_DETACHED)) {
      throw DetachedJobException.detached();
    }
    while (!state.isTerminal()) {
      // For Dataflow, a duration of zero means no wait; for other runners, an endless one.
      State reached =
          console.showsProgress()
              ? result.waitUntilFinish(remote ? REMOTE_POLL : POLL)
              : result.waitUntilFinish();
      state = reached == null ? result.getState() : reached;
      if (console.showsProgress()) {
        shown.accept(Counts.of(result));
      }
    }
    return state;
  }

  private static void show(Map<String, Long> counts, ExpectedImages expected, Progress progress) {
    RunCounts soFar = RunCounts.of(counts);
    progress.update(soFar.images(), expected.total(counts), soFar.bad());
  }

  /** Returns the state at the start. The result of a template has no state. */
  private static State state(PipelineResult result) throws DetachedJobException {
    try {
      return result.getState();
    } catch (UnsupportedOperationException e) {
      throw DetachedJobException.template(e);
    }
  }

  private PipelineRun() {}
}
