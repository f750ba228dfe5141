package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.PipelineOptions;
import org.pix2prof.model.engine.Engines;

/**
 * Loads the engine's natives in the background, while this process makes its pipeline and lists the
 * files. Closing waits for the end, so that the process does not exit while natives load.
 */
final class EngineStart implements AutoCloseable {
  private final Thread thread;

  private EngineStart(Thread thread) {
    this.thread = thread;
  }

  /**
   * Begins to load the engine if the run is in this process. It says nothing of what fails: the
   * step that needs the engine then fails in the same way, and says so.
   */
  static EngineStart of(PipelineOptions options) {
    Thread thread = new Thread(EngineStart::load, "engine-start");
    if (PipelineRun.isLocal(options)) {
      thread.setDaemon(true);
      thread.start();
    }
    return new EngineStart(thread);
  }

  private static void load() {
    try {
      Engines.engine();
    } catch (RuntimeException | LinkageError e) {
      // The first step with a model gets this again.
    }
  }

  @Override
  public void close() {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
