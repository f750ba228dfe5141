package org.pix2prof.pipelines;

import java.util.Optional;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineResult.State;
import org.joda.time.Duration;

/** Runs a pipeline over images to its end and shows how far it has come. */
public final class PipelineRun {
  private static final Duration POLL = Duration.millis(250);

  /**
   * Runs a pipeline.
   *
   * @param pipeline to run
   * @param console where progress is shown
   * @param images how many there are; 0 if unknown
   * @return what it counted
   * @throws Exception if it fails or is cancelled
   */
  public static Tally run(Pipeline pipeline, Console console, long images) throws Exception {
    PipelineResult result = pipeline.run();
    State state = await(result, console, images);
    if (state != State.DONE) {
      throw new IllegalStateException("the pipeline ended as " + state);
    }
    return Tally.of(result);
  }

  /**
   * Runs a pipeline that has no end until it is cancelled.
   *
   * @return what it counted; empty if it was cancelled while the runner kept what it knows
   */
  static Optional<Tally> watch(Pipeline pipeline, Console console, Interrupt interrupt) {
    PipelineResult result;
    try {
      result = pipeline.run();
    } catch (RuntimeException e) {
      if (Failures.isCancellation(e)) {
        return Optional.empty();
      }
      throw e;
    }
    interrupt.cancels(result);
    State state = await(result, console, 0);
    if (state != State.DONE && state != State.CANCELLED) {
      throw new IllegalStateException("the pipeline ended as " + state);
    }
    return Optional.of(Tally.of(result));
  }

  private static State await(PipelineResult result, Console console, long images) {
    try (Progress progress = console.progress("images", images)) {
      State state = result.getState();
      while (!state.isTerminal()) {
        State reached = result.waitUntilFinish(console.showsProgress() ? POLL : Duration.ZERO);
        state = reached == null ? result.getState() : reached;
        if (console.showsProgress()) {
          Tally soFar = Tally.of(result);
          progress.update(soFar.images(), soFar.bad());
        }
      }
      return state;
    }
  }

  private PipelineRun() {}
}
