package org.pix2prof.pipelines;

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
    PipelineResult result;
    try (Progress progress = console.progress("images", images)) {
      result = pipeline.run();
      State state = result.getState();
      while (!state.isTerminal()) {
        State reached = result.waitUntilFinish(console.showsProgress() ? POLL : Duration.ZERO);
        state = reached == null ? result.getState() : reached;
        if (console.showsProgress()) {
          Tally soFar = Tally.of(result);
          progress.update(soFar.images(), soFar.bad());
        }
      }
      if (state != State.DONE) {
        throw new IllegalStateException("the pipeline ended as " + state);
      }
    }
    return Tally.of(result);
  }

  private PipelineRun() {}
}
