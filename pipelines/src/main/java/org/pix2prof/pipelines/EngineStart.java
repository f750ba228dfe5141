// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import org.apache.beam.sdk.options.PipelineOptions;
import org.pix2prof.model.engine.Engines;

/**
 * Loads the engine's native libraries in the background, while this process builds its pipeline and
 * lists the files. Closing waits until they are loaded, so that the process does not exit during
 * loading.
 */
final class EngineStart implements AutoCloseable {
  private final Thread thread;

  private EngineStart(Thread thread) {
    this.thread = thread;
  }

  /**
   * Starts loading the engine if the pipeline runs in this process. A failure is ignored here: the
   * step that needs the engine fails in the same way and reports it.
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
      // The first step with a model fails in the same way.
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
