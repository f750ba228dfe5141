// SPDX-License-Identifier: Apache-2.0
package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.PipelineRunner;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.pix2prof.model.engine.Engines;

class EngineStartTest {
  /** A runner that runs outside this process. */
  static final class Elsewhere extends PipelineRunner<PipelineResult> {
    @Override
    public PipelineResult run(Pipeline pipeline) {
      throw new AssertionError("not run");
    }
  }

  @Test
  void loadsEngineBeforeCloseReturns() {
    EngineStart start;
    synchronized (Engines.class) { // Loading the engine waits here.
      start = EngineStart.of(PipelineOptionsFactory.create());
      assertEquals(1, running());
    }
    start.close();
    assertEquals(0, running());
    assertEquals("PyTorch", Engines.engine().getEngineName());
  }

  @Test
  void loadsNothingForRemoteRunner() {
    PipelineOptions options = PipelineOptionsFactory.create();
    options.setRunner(Elsewhere.class);
    synchronized (Engines.class) {
      EngineStart.of(options);
      assertEquals(0, running());
    }
  }

  private static long running() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("engine-start"))
        .count();
  }
}
