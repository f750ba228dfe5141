package org.pix2prof.pipelines;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The jar for Flink, on the cluster that Flink starts in its own process. */
class BundledJarIT extends BundledJarContract {
  BundledJarIT() {
    super(
        "pix2prof-bundled-flink.jar", "org.apache.beam.runners.flink.FlinkRunnerRegistrar$Runner");
  }

  @Test
  void givesTheRowsOfTheDirectRunner() throws Exception {
    assertEquals(rowsHere(), rowsOfTheSamples("--flinkMaster=[local]", "--parallelism=2"));
  }
}
